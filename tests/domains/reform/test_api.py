"""What programs read and write of the reform's ledgers."""

import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.reform import make_policy, make_task
from tests.factories.tokens import program_at

pytestmark = pytest.mark.django_db


def test_a_program_lists_a_task_and_completes_it(cast):
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    year = timezone.localdate().year

    def send(path: str, body: dict, seen: str = '"0"'):
        headers = {
            "authorization": f"Bearer {secret}",
            "idempotency-key": str(uuid.uuid4()),
            "if-match": seen,
        }
        address = f"/api/v1/reform/{path}"
        return Client().post(address, json.dumps(body), content_type="application/json", headers=headers)

    facts = {"year": year, "text": "制定计划", "field": "other", "lead": "东城区", "due_on": f"{year}-12-31"}
    made = send("tasks", facts)
    assert made.status_code == 201, made.content.decode()
    body = {"done_on": timezone.localdate().isoformat(), "progress": "已印发。"}
    done = send(f"tasks/{made.json()['id']}/complete", body)
    assert (done.status_code, done.json()["state"]) == (200, "done")
    assert send("tasks", facts).status_code == 422


def test_lists_hold_the_tokens_own_reach_and_what_it_leads(cast):
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    led = make_task(cast.actor("city_officer"), lead=cast.district)
    make_task(cast.actor("neighbour_officer"))
    own = make_policy(cast.actor("district_officer"))
    make_policy(cast.actor("neighbour_officer"))
    headers = {"authorization": f"Bearer {secret}"}
    for path, kept in (("tasks", led), ("policies", own)):
        items = Client().get(f"/api/v1/reform/{path}", headers=headers).json()["items"]
        assert [one["id"] for one in items] == [str(kept.pk)]
