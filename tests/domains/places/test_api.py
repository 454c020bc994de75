"""What other systems may read and write of places."""

from django.test import Client

from jiangong.domains.places.models import Place
from tests.factories.places import make_place
from tests.support.programs import headers


def test_list_holds_the_tokens_own_subtree(cast):
    own = make_place(cast.actor("district_officer"))
    make_place(cast.actor("neighbour_officer"))
    answer = Client().get("/api/v1/places", headers=headers(cast, "places.view"))
    [item] = answer.json()["items"]
    assert (item["id"], item["kind"], item["state"], item["missing"]) == (str(own.pk), "station", "open", [])


def test_a_program_registers_suspends_and_is_held_to_the_form(cast):
    sent = {
        "kind": "station",
        "name": "东风路驿站",
        "address": "东风路3号",
        "opened_on": "2025-05-01",
        "organization": "东城区总工会",
    }
    told = headers(cast, "places.edit", "places.view", **{"idempotency-key": "place-0001"})
    answer = Client().post("/api/v1/places", sent, content_type="application/json", headers=told)
    assert answer.status_code == 201, answer.content
    made = Place.objects.ungated("t").get()
    assert (answer.json()["id"], made.organization) == (str(made.pk), cast.district)
    wrong = {**sent, "name": "二号", "phone": "13800001111"}
    told = headers(cast, "places.edit", **{"idempotency-key": "place-0002"})
    answer = Client().post("/api/v1/places", wrong, content_type="application/json", headers=told)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "phone"
    told = headers(cast, "places.edit", **{"idempotency-key": "place-0003", "if-match": '"0"'})
    answer = Client().post(
        f"/api/v1/places/{made.pk}/suspend", {"reason": "装修"}, content_type="application/json", headers=told
    )
    assert answer.json()["state"] == "suspended"


def test_a_patch_changes_what_is_sent_only(cast):
    place = make_place(cast.actor("district_officer"), hours="每天8:00—20:00")
    told = headers(cast, "places.edit", **{"idempotency-key": "place-0004", "if-match": '"0"'})
    answer = Client().patch(
        f"/api/v1/places/{place.pk}", {"address": "花园路9号"}, content_type="application/json", headers=told
    )
    assert answer.status_code == 200, answer.content
    stored = Place.objects.ungated("t").get()
    assert (stored.address, stored.hours, stored.name) == ("花园路9号", "每天8:00—20:00", "花园路爱心驿站")
