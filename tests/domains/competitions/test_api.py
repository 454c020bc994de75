"""What programs read and write of competitions."""

import json
import uuid

import pytest
from django.test import Client

from jiangong.domains.competitions.choices import CompetitionKind
from jiangong.domains.competitions.models import Enrolment
from tests.factories.competitions import make_competition, make_enrolment
from tests.factories.organizations import make_enterprise
from tests.factories.tokens import program_at

pytestmark = pytest.mark.django_db


def send(secret: str, path: str, body: dict, seen: int | None = None):
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": str(uuid.uuid4())}
    if seen is not None:
        headers["if-match"] = f'"{seen}"'
    return Client().post(
        f"/api/v1/enrolments{path}", json.dumps(body), content_type="application/json", headers=headers
    )


def test_a_program_enrols_and_submits_for_its_own_unit(cast):
    competition = make_competition(cast.federation)
    make_enterprise("东城化工厂", cast.district)
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    body = {
        "competition": str(competition.pk),
        "party": "东城化工厂",
        "union": "东城区",
        "workers": 80,
        "teams": 4,
    }
    made = send(secret, "", body)
    assert made.status_code == 201, made.content.decode()
    facts = made.json()
    assert (facts["party"], facts["state"], facts["organization_id"]) == (
        "东城化工厂",
        "draft",
        str(cast.district.pk),
    )
    done = send(secret, f"/{facts['id']}/submit", {}, seen=0)
    assert (done.status_code, done.json()["state"]) == (200, "submitted")
    twice = send(secret, "", body)
    assert twice.status_code == 422
    assert "不能重复参赛" in twice.content.decode()


def test_what_a_kind_does_not_ask_is_refused(cast):
    competition = make_competition(cast.federation)
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    body = {"competition": str(competition.pk), "party": "东城区", "workers": 80, "investment": "12.00"}
    answer = send(secret, "", body)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "investment", "detail": "“安康杯”竞赛不填写项目投资（万元）。"}
    ]
    assert not Enrolment.objects.ungated("test").exists()


def test_lists_hold_the_tokens_own_reach(cast):
    competition = make_competition(cast.federation, CompetitionKind.SAFETY)
    own = make_enrolment(cast.actor("district_officer"), competition, cast.district)
    make_enrolment(cast.actor("neighbour_officer"), competition, cast.neighbour)
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    headers = {"authorization": f"Bearer {secret}"}
    listed = Client().get("/api/v1/enrolments", headers=headers).json()["items"]
    assert [one["id"] for one in listed] == [str(own.pk)]
    offered = Client().get("/api/v1/competitions", headers=headers).json()["items"]
    assert [one["id"] for one in offered] == [str(competition.pk)]
