"""Titles for other systems: read, written and revoked under the page's own rules."""

from jiangong.domains.titles.models import Award
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title
from tests.factories.tokens import program_at
from tests.support.programs import call


def test_a_program_registers_corrects_and_revokes(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    make_title()
    make_person("张三", cast.union)
    sent = {"title": "市劳动模范", "person": "张三", "year": 2025, "given_on": "2025-04-28"}
    made = call(secret, "POST", "/titles", sent)
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    assert (made.json()["bearer"], made.json()["organization_id"]) == ("张三", str(cast.union.pk))
    changed = call(secret, "PATCH", f"/titles/{pk}", {"basis": "郑工[2025]3号"}, seen=0)
    assert changed.json()["basis"] == "郑工〔2025〕3号"
    said = {"reason": "违反纪律", "revoked_on": "2026-01-05"}
    revoked = call(secret, "POST", f"/titles/{pk}/revoke", said, seen=1)
    assert (revoked.json()["state"], revoked.json()["revoked_on"]) == ("revoked", "2026-01-05")


def test_wrong_contents_name_the_field(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    make_title()
    sent = {"title": "市劳动模范", "person": "没有的人", "year": 2025, "given_on": "2025-04-28"}
    answer = call(secret, "POST", "/titles", sent)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "person"
    assert not Award.objects.ungated("test").exists()


def test_list_holds_the_tokens_own_subtree(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    own = make_award(make_title(), person=make_person("张三", cast.union))
    other = make_award(make_title(), person=make_person("李四", cast.neighbour_union))
    assert [item["id"] for item in call(secret, "GET", "/titles").json()["items"]] == [str(own.pk)]
    assert call(secret, "GET", f"/titles/{other.pk}").status_code == 404
