"""Random competitions and a second way to score and rank them: it counts in whole numbers and shares no code.

Ranks are found by counting who is better; a fraction is a pair of whole numbers of our own.
"""

import random
from decimal import Decimal
from math import lcm

from jiangong.lib import scoring
from jiangong.lib.scoring import Method, Sheet, Tie

UNIT = 100  # points are typed with two places


def cents(value: Decimal) -> int:
    return int(value * UNIT)


class Ratio:
    """A fraction of our own: no code is shared with what is checked."""

    def __init__(self, over: int, under: int = 1) -> None:
        self.over, self.under = (over, under) if under > 0 else (-over, -under)

    def at(self, under: int) -> int:
        assert under % self.under == 0
        return self.over * (under // self.under)


def in_order(values: list[Ratio]) -> list[Ratio]:
    under = lcm(*(one.under for one in values))
    return sorted(values, key=lambda one: one.at(under))


def middle(values: list[Ratio]) -> Ratio:
    held = in_order(values)
    low, high = held[(len(held) - 1) // 2], held[len(held) // 2]
    under = lcm(low.under, high.under)
    return Ratio(low.at(under) + high.at(under), 2 * under)


def mean(values: list[Ratio], weights: list[int] | None = None) -> Ratio:
    weights = weights or [1] * len(values)
    under = lcm(*(one.under for one in values))
    return Ratio(
        sum(one.at(under) * weight for one, weight in zip(values, weights, strict=True)),
        under * sum(weights),
    )


def published(value: Ratio, decimals: int) -> int:
    """In units of the last place, halves away from zero; the value counts hundredths."""
    over, under = abs(value.over) * 10**decimals, value.under * UNIT
    size = (2 * over + under) // (2 * under)
    return size if value.over >= 0 else -size


def evened(rows: list[Sheet], full: Decimal) -> dict[int, Ratio]:
    """By place in ``rows``."""
    totals = [Ratio(sum(map(cents, row.points.values()))) for row in rows]
    centre = middle(totals)
    width = middle([distance(one, centre) for one in totals])
    found = {}
    for place, row in enumerate(rows):
        own = [total for total, other in zip(totals, rows, strict=True) if other.judge == row.judge]
        value = totals[place]
        if len(own) >= 3:
            base = middle(own)
            spread = middle([distance(one, base) for one in own])
            away = minus(value, base)
            if spread.over and width.over:
                away = Ratio(away.over * width.over * spread.under, away.under * width.under * spread.over)
            value = minus(centre, Ratio(-away.over, away.under))
        top = cents(full)
        if value.over < 0:
            value = Ratio(0)
        elif value.over > top * value.under:
            value = Ratio(top)
        found[place] = value
    return found


def minus(one: Ratio, other: Ratio) -> Ratio:
    under = lcm(one.under, other.under)
    return Ratio(one.at(under) - other.at(under), under)


def distance(one: Ratio, other: Ratio) -> Ratio:
    away = minus(one, other)
    return Ratio(abs(away.over), away.under)


def figure(values: list[Ratio], weights: list[int], method: Method, name: str) -> Ratio | None:
    if not values:
        return None
    if name == "trimmed":
        held = in_order(values)
        held = held[method.dropped :][: max(len(values) - 2 * method.dropped, 0)]
        return mean(held) if held else None
    if name == "median":
        return middle(values)
    return mean(values, weights if name == "weighted" else None)


def second_implementation(subjects, rows: list[Sheet], method: Method) -> dict:
    """{subject: (published units or None, rank or None)}."""
    even = evened(rows, method.full) if rows else {}
    results, ties = {}, {}
    for subject in subjects:
        again = any(row.review == 2 and row.subject == subject for row in rows)
        places = [
            place
            for place, row in enumerate(rows)
            if row.subject == subject and (row.review == 2 or not again)
        ]
        mine = [rows[place] for place in places]
        weights = [cents(row.weight) for row in mine]
        totals = [Ratio(sum(map(cents, row.points.values()))) for row in mine]
        values = [even[place] for place in places] if method.name == "normalised" else totals
        least = max(method.least, 2 * method.dropped + 1) if method.name == "trimmed" else method.least
        if len(mine) < least:
            results[subject] = None
            continue
        results[subject] = published(figure(values, weights, method, method.name), method.decimals)
        ties[subject] = [tie_of(rule, mine, totals, weights, method) for rule in method.ties]
    return {
        subject: (
            units,
            None
            if units is None
            else 1
            + sum(
                (other, ties[name]) > (units, ties[subject])
                for name, other in results.items()
                if other is not None
            ),
        )
        for subject, units in results.items()
    }


def tie_of(rule: Tie, mine, totals, weights, method: Method) -> int:
    if rule.by == "items":
        parts = [
            Ratio(sum(cents(points) for item, points in row.points.items() if item in rule.items))
            for row in mine
        ]
        name = "mean" if method.name == "normalised" else method.name
        return published(figure(parts, weights, method, name) or Ratio(0), method.decimals)
    held = in_order(totals)
    value = {
        "median": middle(totals),
        "lowest": held[0],
        "spread": minus(held[0], held[-1]),
    }[rule.by]
    return published(value, method.decimals)


def competition(dice: random.Random) -> tuple[list[str], list[Sheet], Method]:
    """Small numbers and coarse points, so that ties, gaps and single sheets are common."""
    subjects = [f"s{n}" for n in range(dice.randint(1, 7))]
    judges = [f"j{n}" for n in range(dice.randint(1, 6))]
    items = ["a", "b", "c"][: dice.randint(1, 3)]
    weights = {judge: Decimal(dice.choice(["1", "0.5", "2", "1.25"])) for judge in judges}
    step = dice.choice([Decimal("0.25"), Decimal("0.01"), Decimal(5)])
    full = Decimal(100)

    def points() -> dict[str, Decimal]:
        return {item: step * dice.randint(0, int(Decimal(30) / step)) for item in items}

    rows = [
        Sheet(subject, judge, points(), weights[judge], review)
        for review in (1, 2)
        for subject in subjects
        for judge in judges
        if dice.random() < (0.75 if review == 1 else 0.06)
    ]
    pool = [Tie("items", frozenset(items[:1])), Tie("median"), Tie("lowest"), Tie("spread")]
    method = Method(
        name=dice.choice(scoring.METHODS),
        dropped=dice.randint(0, 2),
        least=dice.randint(1, 3),
        decimals=dice.randint(0, 4),
        full=full,
        ties=tuple(dice.sample(pool, dice.randint(0, 4))),
    )
    return subjects, rows, method


def told(found) -> dict:
    return {
        one.subject: (None if one.official is None else int(one.official.scaleb(places(one))), one.rank)
        for one in found
    }


def places(one) -> int:
    return -one.official.as_tuple().exponent
