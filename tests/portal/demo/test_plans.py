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
from jiangong.domains.plans.queries.receipts import signed_counts
from jiangong.kit.access.actor import system_actor
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
