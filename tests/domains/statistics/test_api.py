"""What other systems read: the screen's figures, within the token's reach."""

from ninja.testing import TestClient

from jiangong.domains.statistics.api import router

client = TestClient(router)


def test_the_board(cast, plan, goals, figures):
    found = client.get(f"/boards/{plan.pk}?as_of=2024-09-30", actor=cast.actor("city_officer")).json()
    assert found["units"][0]["unit"] == "东城区"
    assert found["units"][0]["cells"][1] == {
        "goal_id": str(goals[1].pk),
        "target": "100",
        "amount": "60",
        "percent": "60",
        "state": "slow",
    }
    assert found["units"][1]["cells"][1] == {
        "goal_id": str(goals[1].pk),
        "target": None,
        "amount": "7",
        "percent": None,
        "state": "none",
    }
    assert [one["elapsed"] for one in found["goals"]] == ["74.9", "74.9"]


def test_a_unit_reads_its_own_part(cast, plan, figures):
    actor = cast.actor("district_officer")
    found = client.get(f"/boards/{plan.pk}?as_of=2024-09-30", actor=actor).json()
    assert found["organization_id"] == str(cast.district.pk)
    assert client.get(f"/boards/{plan.pk}?unit={cast.neighbour.pk}", actor=actor).status_code == 404
    assert client.get(f"/boards/{plan.pk}", actor=cast.actor("worker")).status_code == 403
    assert client.get("/boards/99999999", actor=actor).status_code == 404


def test_a_figure_and_its_records(cast, goals, figures):
    actor, key = cast.actor("district_officer"), goals[0].indicator_id
    days = "starts_on=2024-01-01&ends_on=2024-09-30"
    found = client.get(f"/figures/{key}/{cast.district.pk}?{days}", actor=actor).json()
    assert (found["amount"], found["is_stated"]) == ("4", True)
    records = client.get(f"/figures/{key}/{cast.district.pk}/records?{days}", actor=actor).json()
    assert (records["amount"], records["count"]) == ("4", 2)
    assert [one["amount"] for one in records["items"]] == ["1", "3"]
    rest = client.get(f"/figures/{key}/{cast.district.pk}/records?{days}&offset=1", actor=actor).json()
    assert [one["day"] for one in rest["items"]] == ["2024-03-05"]
    assert client.get(f"/figures/{key}/{cast.neighbour.pk}?{days}", actor=actor).status_code == 404
    turned = client.get(
        f"/figures/{key}/{cast.district.pk}?starts_on=2024-02-01&ends_on=2024-01-01", actor=actor
    )
    assert turned.status_code == 422
