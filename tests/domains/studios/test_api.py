"""Studios for other systems: opened, registered, named and confirmed under the page's own rules."""

from tests.factories.studios import make_complete, make_leader, make_studio
from tests.factories.tokens import program_at
from tests.support.programs import call


def test_a_program_opens_and_corrects_a_file(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    leader = make_leader("张三", cast.union)
    sent = {
        "name": "数控创新工作室",
        "kind": "craftsmen",
        "level": "unit",
        "organization": cast.union.name,
        "leader": "张三",
    }
    made = call(secret, "POST", "/studios", sent)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["leader_id"], told["state"], told["missing_count"]) == (str(leader.pk), "building", 7)
    changed = call(secret, "PATCH", f"/studios/{told['id']}", {"industry": "数控加工"}, seen=told["version"])
    assert (changed.json()["industry"], changed.json()["missing_count"]) == ("数控加工", 6)


def test_the_course_is_taken_step_by_step(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    studio = make_complete(cast.union)
    steps = (
        ("register", {"registered_on": "2024-09-01"}, "registered"),
        ("name", {"level": "district", "named_on": "2025-05-01"}, "named"),
        (
            "review",
            {"year": 2025, "result": "warn", "reviewed_on": "2025-12-01", "reason": "没有课题"},
            "warned",
        ),
        ("revoke", {"revoked_on": "2026-01-01", "reason": "企业注销"}, "revoked"),
    )
    version = studio.version
    for name, sent, reached in steps:
        answer = call(secret, "POST", f"/studios/{studio.pk}/{name}", sent, seen=version)
        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == reached
        version = answer.json()["version"]


def test_an_incomplete_studio_is_refused_with_what_it_lacks(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    studio = make_studio(cast.union)
    answer = call(
        secret, "POST", f"/studios/{studio.pk}/register", {"registered_on": "2024-09-01"}, seen=studio.version
    )
    assert answer.status_code == 403
    assert "还缺9项登记要素" in answer.json()["detail"]


def test_list_holds_the_tokens_own_subtree(cast):
    secret = program_at(cast.district, cast.actor("district_officer"))[0]
    own, other = make_studio(cast.union), make_studio(cast.neighbour_union)
    assert [item["id"] for item in call(secret, "GET", "/studios").json()["items"]] == [str(own.pk)]
    assert call(secret, "GET", f"/studios/{other.pk}").status_code == 404
