"""Plans of the demo: the published figures, over the real path."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from jiangong.domains.plans.choices import CosignState, PlanState, Settlement
from jiangong.domains.plans.models import Delivery, Plan, Receipt
from jiangong.domains.plans.queries.findings import findings_of, open_blocking
from jiangong.domains.plans.queries.grid import edition_in_force, grid_of
from jiangong.domains.plans.queries.printing import notice_document
from jiangong.domains.plans.queries.receipts import signed_counts
from jiangong.kit.access.actor import system_actor
from jiangong.kit.printing.printed import Kind, print_document
from jiangong.lib.officialdoc.opening import read
from jiangong.portal.demo import accounts, documents, organizations, plans
from jiangong.portal.demo.notice import notice_text

PUBLISHED = Path(__file__).parents[4] / "shared" / "documents" / "zhengzhou-2021-3-three-plans.txt"
TOTALS = [100, 120, 1000, 100, 50, 260, 60, 2000]


def figures(tables) -> list:
    return [
        [[row["organization"], *row["values"]] for row in table["rows"]] + [table["stated_total"]]
        for table in tables
    ]


def test_the_notice_carries_the_published_figures(tmp_path):
    if not PUBLISHED.exists():
        pytest.skip("the published notice is not here")
    own = tmp_path / "notice.txt"
    own.write_text(notice_text(2021, plans.NUMBER, date(2021, 4, 9)), encoding="utf-8")
    made, published = read(own, own.name).as_json(), read(PUBLISHED, PUBLISHED.name).as_json()
    assert [len(table["rows"]) for table in made["tables"]] == [34, 32, 34]
    assert figures(made["tables"]) == figures(published["tables"])
    assert [(len(one["groups"]), one["points"]) for one in made["rubrics"]] == [(6, "100")]
    points = [
        [group["points"], *(i["points"] for i in group["items"])] for group in made["rubrics"][0]["groups"]
    ]
    assert points == [
        [group["points"], *(i["points"] for i in group["items"])]
        for group in published["rubrics"][0]["groups"]
    ]


def test_two_years_a_further_division_and_a_draft_are_there(db):
    actor = system_actor()
    for part in (organizations, accounts, documents, plans):
        part.load(actor)
    past, running, below, draft = Plan.objects.ungated("all of the demo").order_by("pk")
    year = timezone.localdate().year
    assert [(one.year, one.state) for one in (past, running, below, draft)] == [
        (2021, PlanState.CLOSED),
        (year, PlanState.ISSUED),
        (year, PlanState.ISSUED),
        (year, PlanState.REVIEWING),
    ]
    grid = grid_of(edition_in_force(past))
    assert [goal.total for goal in grid.goals] == TOTALS
    assert [grid.gap(goal) for goal in grid.goals] == [0, 0, -10, -1, -1, 0, 0, 0]
    waived = [one for one in findings_of(past) if one.blocking]
    assert {(one.waiver.settlement, one.waiver.by.name) for one in waived} == {(Settlement.WAIVED, "周明远")}
    assert [open_blocking(one) for one in (past, running, below, draft)] == [[], [], [], []]
    now = grid_of(edition_in_force(running))
    assert [now.allocated[goal.pk] for goal in now.goals] == [Decimal(one) for one in TOTALS]
    counts = signed_counts([past.pk, running.pk, below.pk])
    assert counts == {past.pk: (34, 34), running.pk: (31, 34), below.pk: (10, 12)}
    assert Receipt.objects.ungated("demo").filter(edition__plan=running, on_behalf=True).count() == 4
    said = running.cosignatures.values_list("state", flat=True)
    assert sorted(said) == [CosignState.AGREED, CosignState.AGREED, CosignState.OBJECTED]
    assert (
        Delivery.objects.ungated("demo")
        .filter(step__program__plan=running)
        .values("state")
        .distinct()
        .count()
        == 4
    )


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF])
def test_the_printed_notice_reads_back_as_the_plan_it_was(db, kind):
    actor = system_actor()
    for part in (organizations, accounts, documents, plans):
        part.load(actor)
    past = Plan.objects.ungated("all of the demo").order_by("pk")[0]
    printed = print_document(notice_document(past), kind)
    found = read(printed.content, printed.name).as_json()
    grid = grid_of(edition_in_force(past))
    assert (found["number"], found["issued_on"]) == (past.official_number, past.dated_on.isoformat())
    wanted = [shares_of(grid, goals) for goals in map(grid.goals_of, grid.programs)]
    assert [shares_read(table) for table in found["tables"]] == wanted
    assert [(len(one["groups"]), Decimal(one["points"])) for one in found["rubrics"]] == [(6, 100)]


def shares_of(grid, goals) -> list[list]:
    rows = [[grid.value(one, goal) for goal in goals] for one in grid.recipients]
    return [row for row in rows if any(value is not None for value in row)]


def shares_read(table) -> list[list]:
    return [[None if v is None else Decimal(v) for v in row["values"]] for row in table["rows"]]
