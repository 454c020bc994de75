"""What other systems may read of shares."""

from ninja.testing import TestClient

from jiangong.domains.plans.actions.editions import start_adjustment
from jiangong.domains.plans.api import router
from tests.factories.editions import give, make_issued
from tests.factories.plans import make_plan

client = TestClient(router)


def read(cast, plan, who):
    return client.get(f"/{plan.pk}/targets", actor=cast.actor(who))


def test_the_shares_in_force_as_exact_text(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour])
    give(start_adjustment(plan, "调整", actor=cast.actor("city_officer")), 0, 9)
    items = read(cast, plan, "city_officer").json()["items"]
    assert [(one["organization_id"], one["value"], one["edition"], one["unit"]) for one in items] == [
        (str(cast.district.pk), "5", 1, "家"),
        (str(cast.neighbour.pk), "5", 1, "家"),
    ]


def test_a_unit_reads_its_own_and_nothing_of_a_draft(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour])
    items = read(cast, plan, "district_officer").json()["items"]
    assert [one["organization_id"] for one in items] == [str(cast.district.pk)]
    draft = make_plan(cast.actor("city_officer"), [cast.district])
    assert read(cast, draft, "district_officer").status_code == 404
    assert len(read(cast, draft, "city_officer").json()["items"]) == 1


def test_not_assigned_has_no_entry(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    give(plan.editions.get(), 0, None)
    assert read(cast, plan, "city_officer").json() == {"items": [], "next_cursor": None}


def test_reading_needs_the_permission(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    assert read(cast, plan, "worker").status_code == 403
