"""What programs read and write of assessments: rubrics, rounds, official results; never a score."""

import json
import uuid

import pytest
from django.test import Client

from jiangong.domains.assessments.actions import stages
from tests.factories.assessments import make_judging, make_rubric, score, sheet_of, subjects_of
from tests.factories.tokens import program_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.actor("city_officer")


def read(secret: str, path: str):
    return Client().get(f"/api/v1{path}", headers={"authorization": f"Bearer {secret}"})


def test_a_program_sets_a_round_up(cast, officer):
    secret, _ = program_at(cast.federation, officer)
    rubric = make_rubric(cast.federation)
    body = {
        "title": "出彩行动考评",
        "rubric": str(rubric.pk),
        "year": 2026,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "final_until": "2027-01-20",
        "aggregation": "trimmed",
        "dropped": 1,
        "least": 3,
        "each": 5,
        "decimals": 2,
        "months": 36,
    }
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": str(uuid.uuid4())}
    made = Client().post("/api/v1/rounds", json.dumps(body), content_type="application/json", headers=headers)
    assert made.status_code == 201, made.content.decode()
    listed = read(secret, "/rounds").json()["items"]
    assert [(one["title"], one["state"]) for one in listed] == [("出彩行动考评", "preparing")]
    whole = read(secret, f"/rubrics/{rubric.pk}").json()
    assert [item["text"] for item in whole["items"]] == ["第1项", "第2项"]
    assert [one["title"] for one in read(secret, "/rubrics").json()["items"]] == ["出彩行动评分标准"]


def test_only_an_official_result_is_read_and_each_unit_its_own(cast, officer):
    one = make_judging(officer, make_rubric(cast.federation), cast.district, cast.neighbour)
    for judge in one.judges.all():
        for subject in subjects_of(one):
            score(sheet_of(judge, subject), 6, 4)
    result = stages.tally(one, actor=officer)
    city, _ = program_at(cast.federation, officer)
    unit, _ = program_at(cast.district, cast.actor("district_officer"))
    assert read(city, f"/rounds/{one.pk}/result").json() is None
    stages.conclude_round(one, actor=officer)
    whole, own = (read(secret, f"/rounds/{one.pk}/result").json() for secret in (city, unit))
    assert (whole["digest"], len(whole["places"])) == (result.digest, 2)
    assert [place["organization_id"] for place in own["places"]] == [str(cast.district.pk)]
    assert own["places"][0]["rank"] == 1
