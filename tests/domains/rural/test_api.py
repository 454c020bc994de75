"""What programs read and write of the rural ledgers."""

import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.people import make_person
from tests.factories.rural import make_project
from tests.factories.tokens import program_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(cast) -> str:
    return program_at(cast.district, cast.actor("district_officer"))[0]


def send(secret: str, path: str, body: dict, seen: int | None = None):
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": str(uuid.uuid4())}
    if seen is not None:
        headers["if-match"] = f'"{seen}"'
    address = f"/api/v1/rural/{path}"
    return Client().post(address, json.dumps(body), content_type="application/json", headers=headers)


def test_a_program_enters_a_project_starts_it_and_adds_people_and_money(cast, secret):
    facts = {
        "name": "草莓种植", "town": "官渡镇", "industry": "planting", "starts_on": "2026-03-01", "ends_on": "2026-09-30",
    }  # fmt: skip
    made = send(secret, "projects", facts)
    assert made.status_code == 201, made.content.decode()
    pk, today = made.json()["id"], timezone.localdate().isoformat()
    begun = send(secret, f"projects/{pk}/start", {"begun_on": today}, seen=0)
    assert (begun.json()["state"], begun.json()["begun_on"]) == ("running", today)
    person = make_person("韩志强", cast.union)
    joined = {"person": "韩志强", "honour": "expert", "project": "草莓种植", "joined_on": today}
    part = send(secret, "people", joined).json()
    assert (part["person_id"], part["project_id"]) == (str(person.pk), pk)
    money = {"project": "草莓种植", "source": "union", "amount": "12000.50", "paid_on": today}
    assert send(secret, "fundings", money).json()["amount"] == "12000.50"
    assert send(secret, "fundings", money).status_code == 422


def test_lists_hold_the_tokens_own_reach(cast, secret):
    own = make_project(cast.actor("district_officer"))
    make_project(cast.actor("neighbour_officer"))
    listed = (
        Client().get("/api/v1/rural/projects", headers={"authorization": f"Bearer {secret}"}).json()["items"]
    )
    assert [one["id"] for one in listed] == [str(own.pk)]
