"""Selection for other systems: set up, nominated and read under the page's own rules."""

import json
import uuid

from django.test import Client

from jiangong.domains.titles.choices import TitleFamily
from tests.factories.honors import certificate_of, deeds, make_decided, make_open, make_programme
from tests.factories.people import make_person
from tests.factories.titles import make_title
from tests.factories.tokens import program_at


def call(secret: str, method: str, path: str, body: dict | None = None, seen: int | None = None):
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": str(uuid.uuid4())}
    if seen is not None:
        headers["if-match"] = f'"{seen}"'
    sent = json.dumps(body or {})
    return Client().generic(
        method, f"/api/v1/honors{path}", sent, content_type="application/json", headers=headers
    )


def test_a_program_sets_a_programme_up(cast):
    secret = program_at(cast.federation, cast.actor("city_officer"))[0]
    title = make_title("市级先进个人", TitleFamily.INDIVIDUAL)
    sent = {
        "name": "竞赛先进个人", "year": 2026, "kind": "honour", "title": str(title.pk), "places": 20,
        "categories": "企业职工\n农民工", "deeds_min": 200, "deeds_max": 2000, "unit_notice_days": 5, "notice_days": 5,
    }  # fmt: skip
    made = call(secret, "POST", "/programmes", sent)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["state"], told["categories"]) == ("draft", ["企业职工", "农民工"])
    refused = call(secret, "POST", f"/programmes/{told['id']}/open", seen=told["version"])
    assert refused.status_code == 403
    assert "缺依据文号" in refused.content.decode()
    changed = call(
        secret,
        "PATCH",
        f"/programmes/{told['id']}",
        {"basis_number": "河工发〔2026〕9号"},
        seen=told["version"],
    )
    assert changed.json()["basis_number"] == "河工发〔2026〕9号"


def test_a_program_nominates_and_hands_in(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    programme = make_open(cast.federation)
    make_person("张三", cast.union)
    sent = {
        "programme": str(programme.pk), "organization": cast.district.name, "candidate": "张三", "rank": 1,
        "deeds": deeds(), "meeting": "congress", "met_on": "2026-03-02", "expected": 60, "attended": 55,
        "agreed": 50, "traits": ["industrial"],
    }  # fmt: skip
    made = call(secret, "POST", "/nominations", sent)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["bearer"], told["state"], told["traits"]) == ("张三", "draft", ["industrial"])
    done = call(secret, "POST", f"/nominations/{told['id']}/submit", seen=told["version"])
    assert done.json()["state"] == "submitted", done.content
    back = call(
        secret,
        "POST",
        f"/nominations/{told['id']}/withdraw",
        {"reason": "本人申请"},
        seen=done.json()["version"],
    )
    assert back.json()["state"] == "withdrawn"


def test_what_is_above_is_read_only_once_it_is_open(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    make_programme(cast.federation)
    shown = make_open(cast.federation)
    answer = call(secret, "GET", "/programmes").json()
    assert [one["id"] for one in answer["items"]] == [str(shown.pk)]


def test_certificates_are_read(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    one = certificate_of(make_decided(cast.federation, cast.union))
    told = call(secret, "GET", f"/certificates/{one.pk}").json()
    assert (told["number"], told["is_valid"]) == (one.number, True)
    other = program_at(cast.neighbour, cast.actor("neighbour_officer"))[0]
    assert call(other, "GET", f"/certificates/{one.pk}").status_code == 404
