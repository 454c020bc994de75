"""What other systems may read and write of activities."""

from django.test import Client

from jiangong.domains.activities.models import Activity
from tests.factories.activities import make_activity
from tests.support.programs import headers


def test_list_holds_the_tokens_own_subtree(cast):
    own = make_activity(cast.actor("district_officer"))
    make_activity(cast.actor("neighbour_officer"))
    answer = Client().get("/api/v1/activities", headers=headers(cast, "activities.view"))
    [item] = answer.json()["items"]
    assert (item["id"], item["kind"], item["state"]) == (str(own.pk), "lecture", "planned")


def test_a_program_registers_and_registers_the_result(cast):
    sent = {
        "kind": "lecture",
        "title": "宣讲",
        "starts_on": "2025-05-04",
        "people_count": 30,
        "organization": "东城区总工会",
    }
    told = headers(cast, "activities.edit", **{"idempotency-key": "activity-1"})
    answer = Client().post("/api/v1/activities", sent, content_type="application/json", headers=told)
    assert answer.status_code == 201, answer.content
    made = Activity.objects.ungated("t").get()
    assert (made.state, made.people_count, made.organization) == ("held", 30, cast.district)
    planned = make_activity(cast.actor("district_officer"))
    told = headers(cast, "activities.edit", **{"idempotency-key": "activity-2", "if-match": '"0"'})
    address = f"/api/v1/activities/{planned.pk}/hold"
    answer = Client().post(address, {"people_count": 9}, content_type="application/json", headers=told)
    assert (answer.status_code, answer.json()["state"], answer.json()["people_count"]) == (200, "held", 9)


def test_a_patch_changes_what_is_sent_only(cast):
    activity = make_activity(cast.actor("district_officer"), venue="礼堂", people_count=5)
    told = headers(cast, "activities.edit", **{"idempotency-key": "activity-3", "if-match": '"1"'})
    answer = Client().patch(
        f"/api/v1/activities/{activity.pk}",
        {"people_count": 50},
        content_type="application/json",
        headers=told,
    )
    assert answer.status_code == 200, answer.content
    stored = Activity.objects.ungated("t").get()
    assert (stored.people_count, stored.venue, stored.title) == (50, "礼堂", "工会法宣讲")
