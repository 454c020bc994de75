"""What other systems may read of plans, and a unit's own signature."""

from ninja.testing import TestClient

from jiangong.domains.plans.actions.issuing import sign_plan
from jiangong.domains.plans.api import router

client = TestClient(router)


def test_a_unit_reads_the_plan_and_its_own_figures_only(cast, issued):
    actor = cast.actor("district_officer")
    [item] = client.get("", actor=actor).json()["items"]
    assert (item["id"], item["state"], item["year"]) == (str(issued.pk), "issued", 2024)
    detail = client.get(f"/{issued.pk}", actor=actor)
    assert detail.headers["ETag"] == f'"{issued.version}"'
    [program] = detail.json()["programs"]
    assert [(goal["total"], goal["unit"]) for goal in program["goals"]] == [("10", "家")]
    sheet = client.get(f"/{issued.pk}/sheet", actor=actor).json()
    assert [share["value"] for share in sheet["shares"]] == ["5"]
    assert (sheet["is_signed"], sheet["organization_id"]) == (False, str(cast.district.pk))


def test_a_draft_is_not_there_for_units(cast, draft):
    assert client.get(f"/{draft.pk}", actor=cast.actor("district_officer")).status_code == 404
    assert client.get("", actor=cast.actor("district_officer")).json()["items"] == []


def test_receipts_are_those_within_reach(cast, issued):
    sign_plan(issued, actor=cast.actor("district_officer"))
    whole = client.get(f"/{issued.pk}/receipts", actor=cast.actor("city_officer")).json()
    assert [one["is_signed"] for one in whole] == [True, False]
    own = client.get(f"/{issued.pk}/receipts", actor=cast.actor("district_officer")).json()
    assert [one["organization_id"] for one in own] == [str(cast.district.pk)]


def test_reading_needs_the_permission(cast):
    assert client.get("", actor=cast.actor("worker")).status_code == 403
