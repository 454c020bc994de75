"""What programs may read and write of agreements."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.mentorship.models import Agreement
from tests.factories.mentorship import days_ago, make_apprentice, make_master, make_valid
from tests.kit.rest.conftest import Program, program  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db
SCOPES = ("mentorship.view", "mentorship.edit", "mentorship.void")


@pytest.fixture
def writer(program) -> Program:  # noqa: F811
    return program("district_officer", SCOPES)


def body(cast, **fields):
    today = timezone.localdate()
    return {
        "organization": cast.union.name,
        "master": "周师傅",
        "apprentice": "吴徒弟",
        "occupation": "车工",
        "to_grade": "intermediate",
        "skills": "数控车床编程",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=365)).isoformat(),
        **fields,
    }


def test_a_program_drafts_revises_and_submits(cast, writer):
    master, apprentice = make_master(cast.union), make_apprentice(cast.union)
    made = writer.send("POST", "/mentorship", body(cast))
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["master_id"], told["apprentice_id"]) == (str(master.pk), str(apprentice.pk))
    assert (told["state"], told["master_grade"], told["number"]) == ("draft", "technician", "")
    path = f"/mentorship/{told['id']}"
    revised = writer.send("PATCH", path, {"occupation": "铣工"}, seen='"0"')
    assert revised.json()["occupation"] == "铣工"
    submitted = writer.send("POST", f"{path}/submit", {}, seen='"1"')
    assert (submitted.json()["state"], submitted.json()["version"]) == ("signing", 2)
    assert submitted.json()["number"].endswith("〕1号")
    open_now = {one["name"] for one in writer.get(f"{path}/transitions").json()}
    assert open_now == {"withdraw", "void"}


def test_the_forms_sentences_are_the_programs(cast, writer):
    make_master(cast.union)
    answer = writer.send("POST", "/mentorship", body(cast, apprentice="周师傅"))
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "apprentice", "detail": "师傅和徒弟不能是同一个人，请核对。"}
    ]
    assert not Agreement.objects.ungated("test").exists()


def test_a_program_closes_an_agreement_with_its_result(cast, writer):
    agreement = make_valid(cast.actor("union_officer"))
    found = {
        "held_on": days_ago(1).isoformat(),
        "result": "passed",
        "assessor": "赵主任",
        "grade_reached": "intermediate",
        "score": "88.5",
    }
    path = f"/mentorship/{agreement.pk}/graduate"
    answer = writer.send("POST", path, found, seen=f'"{agreement.version}"')
    assert (answer.status_code, answer.json()["state"]) == (200, "passed")
    assert agreement.reviews.get().score == pytest.approx(88.5)


def test_nobody_signs_through_the_api(cast, writer):
    agreement = make_valid(cast.actor("union_officer"))
    for step in ("sign", "record_signatures", "take_effect", "expire"):
        path = f"/mentorship/{agreement.pk}/{step}"
        assert writer.send("POST", path, {}, seen='"3"').status_code == 404


def test_the_list_holds_the_tokens_own_subtree(cast, program):  # noqa: F811
    make_valid(cast.actor("neighbour_officer"))
    own = make_valid(cast.actor("union_officer"))
    reader = program("district_officer", ("mentorship.view",))
    assert [one["id"] for one in reader.get("/mentorship").json()["items"]] == [str(own.pk)]
