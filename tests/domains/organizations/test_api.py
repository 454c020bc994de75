"""What other systems may read of organizations."""

from datetime import date

from ninja.testing import TestClient

from jiangong.domains.organizations.actions import close_organization
from jiangong.domains.organizations.api import enterprise_router, router
from jiangong.kit.access.actor import system_actor
from tests.cast import CANARY, Cast
from tests.factories.organizations import make_enterprise

client, enterprises = TestClient(router), TestClient(enterprise_router)


def test_list_holds_the_tokens_own_subtree(cast: Cast) -> None:
    answer = client.get("", actor=cast.actor("district_officer"))
    assert [item["id"] for item in answer.json()["items"]] == [str(cast.district.pk), str(cast.union.pk)]


def test_one_organization_of_another_unit_is_404(cast: Cast) -> None:
    assert client.get(f"/{cast.neighbour.pk}", actor=cast.actor("district_officer")).status_code == 404
    found = client.get(f"/{cast.district.pk}", actor=cast.actor("district_officer")).json()
    assert (found["name"], found["kind"], found["closed_on"]) == ("东城区总工会", "district", None)


def test_place_tells_the_path_of_a_day(cast: Cast) -> None:
    close_organization(
        cast.neighbour, successor=cast.district, starts_on=date(2023, 1, 1), actor=system_actor()
    )
    address = f"/{cast.neighbour_union.pk}/place?day="
    actor = cast.actor("city_officer")
    before = client.get(f"{address}2022-12-31", actor=actor).json()
    after = client.get(f"{address}2023-01-01", actor=actor).json()
    assert before["path"][1] == str(cast.neighbour.pk)
    assert after["path"][1] == str(cast.district.pk)


def test_resolve_explains_within_the_tokens_reach(cast: Cast) -> None:
    actor = cast.actor("district_officer")
    found = client.get("/resolve?text=东城区", actor=actor).json()
    assert (found["organization_id"], found["how"]) == (str(cast.district.pk), "alias")
    hidden = client.get(f"/resolve?text={cast.neighbour.name}", actor=actor).json()
    assert (hidden["organization_id"], hidden["candidates"]) == (None, [])


def test_enterprises_stay_within_reach(cast: Cast) -> None:
    own = make_enterprise("甲公司", cast.district)
    other = make_enterprise(f"乙公司{CANARY}", cast.neighbour)
    actor = cast.actor("district_officer")
    assert [item["name"] for item in enterprises.get("", actor=actor).json()["items"]] == ["甲公司"]
    assert enterprises.get(f"/{own.pk}", actor=actor).json()["union_id"] is None
    assert enterprises.get(f"/{other.pk}", actor=actor).status_code == 404


def test_reading_needs_the_permission(cast: Cast) -> None:
    assert client.get("", actor=cast.actor("worker")).status_code == 403
