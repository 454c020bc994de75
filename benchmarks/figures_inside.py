"""Inside the installation: how long the whole summary takes anew, and the same answers from bare joins; prints JSON."""

import json
import sys
import time
from collections import Counter
from random import Random

import django

django.setup()

from django.db import connection  # noqa: E402

from jiangong.domains.indicators.actions.folding import rebuild  # noqa: E402
from jiangong.domains.indicators.models import Cell, Indicator, Summary  # noqa: E402
from jiangong.domains.indicators.queries.figures import months_of  # noqa: E402
from jiangong.domains.indicators.queries.verifying import verify_summary  # noqa: E402
from jiangong.domains.organizations.models import Organization  # noqa: E402

WHY = "a measurement"
NODES, JOINED = 100, 12
ROUNDS = 3
MOST = 50  # children of one page
JOIN = """
    SELECT child.id, fact.indicator_id, substr(CAST(fact.dated_on AS text), 6, 2) AS month, sum(fact.amount)
    FROM organizations_organization child
    JOIN organizations_organization unit
      ON unit.path >= child.path AND unit.path < substr(child.path, 1, length(child.path) - 1) || '0'
    JOIN indicators_fact fact ON fact.organization_id = unit.id
    WHERE child.parent_id = %s AND fact.dated_on >= %s AND fact.dated_on <= %s
    GROUP BY 1, 2, 3
"""
FIRST = """
    SELECT fact.*, unit.name
    FROM organizations_organization node
    JOIN organizations_organization unit
      ON unit.path >= node.path AND unit.path < substr(node.path, 1, length(node.path) - 1) || '0'
    JOIN indicators_fact fact ON fact.organization_id = unit.id
    WHERE node.id = %s AND fact.indicator_id = %s AND fact.dated_on >= %s AND fact.dated_on <= %s
    ORDER BY fact.dated_on DESC, fact.id DESC LIMIT 50
"""
GROUPED = """
    WITH RECURSIVE above(unit, node) AS (
        SELECT id, id FROM organizations_organization
        UNION ALL
        SELECT above.unit, lower.parent_id FROM above
        JOIN organizations_organization lower ON lower.id = above.node WHERE lower.parent_id IS NOT NULL
    )
    SELECT count(*) FROM (
        SELECT above.node, fact.indicator_id, substr(CAST(fact.dated_on AS text), 1, 7), sum(fact.amount)
        FROM indicators_fact fact JOIN above ON above.unit = fact.organization_id GROUP BY 1, 2, 3
    ) sums
"""


def nodes_with_children() -> list[int]:
    """The federation, its units, townships: whatever has something below it."""
    parents = Organization.objects.ungated(WHY).filter(parent__isnull=False).values_list("parent", flat=True)
    found = sorted(set(parents))
    return Random(11).choices(found, k=NODES)


def seconds_of(act, *arguments) -> float:
    began = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - began


def emptied() -> None:
    """The same when no sum is there at all: every row has to be written."""
    for model in (Cell, Summary):
        model.objects.ungated(WHY).delete()
    rebuild()


def answer(node: int, indicators: list[Indicator], year: int) -> None:
    """Children × twelve indicators × twelve months, from kept sums."""
    children = list(Organization.objects.ungated(WHY).filter(parent=node).values_list("pk", flat=True))
    months_of(indicators, children[:MOST], year)


def bare(query: str, *values: int | str) -> None:
    """The same from the facts by one statement, without the product."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        cursor.fetchall()


def below(nodes: list[int]) -> list[int]:
    """How many stand directly below each."""
    parents = Organization.objects.ungated(WHY).filter(parent__in=nodes).values_list("parent", flat=True)
    counted = Counter(parents)
    return [counted[node] for node in nodes]


def main() -> None:
    indicators = list(Indicator.objects.ungated(WHY).filter(code__startswith="CL"))
    year = Cell.objects.ungated(WHY).filter(indicator=indicators[0]).values_list("year", flat=True)[0]
    nodes = nodes_with_children()
    answer(nodes[0], indicators, year)
    days = f"{year}-01-01", f"{year}-12-31"
    ours, joined, first = [], [], []
    for place, node in enumerate(nodes):
        ours.append(seconds_of(answer, node, indicators, year))
        first.append(seconds_of(bare, FIRST, node, indicators[0].pk, *days))
        if place % (NODES // JOINED) == 0:
            joined.append(seconds_of(bare, JOIN, node, *days))
    rebuilt = [seconds_of(rebuild) for _ in range(ROUNDS)]
    from_nothing = [seconds_of(emptied) for _ in range(ROUNDS)]
    checked = verify_summary()
    if checked.differing:
        sys.exit(checked.differing[0])
    print(
        json.dumps(
            {
                "nodes": nodes,
                "indicators": [one.pk for one in indicators],
                "year": year,
                "ours": ours,
                "below": below(nodes),
                "bare": joined,
                "first": first,
                "grouped": seconds_of(bare, GROUPED),
                "rebuild": rebuilt,
                "from nothing": from_nothing,
                "cells": checked.cells,
            }
        )
    )


if __name__ == "__main__":
    main()
