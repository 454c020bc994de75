"""What programs read and write of supervision."""

import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.people import make_person
from tests.factories.supervision import make_finding, make_inspection_plan
from tests.factories.tokens import program_at

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def read(secret: str, path: str):
    return Client().get(f"/api/v1{path}", headers={"authorization": f"Bearer {secret}"})


def send(secret: str, path: str, body: dict, seen: int | None = None):
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": str(uuid.uuid4())}
    if seen is not None:
        headers["if-match"] = f'"{seen}"'
    return Client().post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def test_the_units_own_program_reads_its_visit_and_answers(cast, inspector):
    finding = make_finding(cast.actor("city_officer"), cast.district, inspector)
    make_person("李强", cast.district)
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    [seen] = read(secret, "/inspections").json()["items"]
    assert (seen["id"], seen["state"], seen["finding_count"], seen["figures"]) == (
        str(finding.visit_id),
        "done",
        1,
        [],
    )
    [owed] = read(secret, "/findings").json()["items"]
    assert (owed["text"], owed["state"]) == ("协议是否签字：缺签字", "open")
    body = {"measure": "补签", "responsible": "李强", "answer": "已补签", "answered_on": TODAY.isoformat()}
    done = send(secret, f"/findings/{finding.pk}/answer", body, seen=finding.version)
    assert (done.status_code, done.json()["state"]) == (200, "answered")


def test_a_neighbours_program_reads_nothing_of_it(cast, inspector):
    finding = make_finding(cast.actor("city_officer"), cast.district, inspector)
    secret, _ = program_at(cast.neighbour, cast.actor("neighbour_officer"))
    assert read(secret, "/findings").json()["items"] == []
    assert read(secret, f"/inspections/{finding.visit_id}").status_code == 404


def test_plans_are_drawn_up_by_the_pages_form(cast):
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    body = {
        "title": "镇街督导",
        "year": TODAY.year,
        "purpose": "核实数据",
        "basis": "会议纪要",
        "starts_on": f"{TODAY.year}-01-01",
        "ends_on": f"{TODAY.year}-12-31",
        "own_items": "台账是否齐全",
        "pool": "own",
        "unit_count": 1,
        "team_size": 1,
        "most_visits": 2,
        "weight_never": 4,
        "weight_long": 2,
        "long_months": 24,
        "avoid_years": 3,
    }
    made = send(secret, "/inspection-plans", body)
    assert made.status_code == 201, made.content.decode()
    assert (made.json()["organization_id"], made.json()["state"]) == (str(cast.district.pk), "draft")
    refused = send(secret, "/inspection-plans", {**body, "own_items": ""})
    assert "检查表由它们生成" in refused.content.decode()


def test_no_step_of_a_named_person_is_offered(cast):
    plan = make_inspection_plan(cast.actor("district_officer"))
    secret, _ = program_at(cast.district, cast.actor("district_officer"))
    assert send(secret, f"/inspection-plans/{plan.pk}/close", {}, seen=1).status_code == 404
