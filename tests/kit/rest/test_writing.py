"""What programs may write: once per key, seen versions only, the form's own sentences, nothing else."""

import json
import uuid

import pytest
from django.test import Client

from jiangong.domains.documents.models import Document
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.presenting import history_of
from jiangong.kit.commands.models import CommandReceipt
from tests.cast import CANARY
from tests.factories.documents import make_document
from tests.kit.rest.conftest import READING, WRITING, assert_problem, faults, stored

GOOD = {
    "direction": "incoming",
    "title": "关于开展安全生产月活动的通知",
    "official_number": "河工发[2026]7号",
    "issuer_name": "河州市总工会",
    "received_on": "2026-01-05",
    "pages": 3,
}


def nothing_written() -> bool:
    return not (
        stored()
        or CommandReceipt.objects.exists()
        or AuditEntry.objects.filter(verb__startswith="documents").exists()
    )


# Once per key


def test_a_document_is_registered_in_the_tokens_organization(cast, writer):
    response = writer.send("POST", "/documents", GOOD)
    assert response.status_code == 201, response.content
    (document,) = stored()
    assert response["Location"] == f"/api/v1/documents/{document.pk}"
    assert response["ETag"] == f'"{document.version}"'
    assert response.json()["official_number"] == document.official_number == "河工发〔2026〕7号"
    assert (document.organization, document.pages, document.clerk) == (cast.district, 3, None)
    assert response.json() == writer.get(f"/documents/{document.pk}").json()


def test_a_thousand_repetitions_make_one_document(cast, writer):
    key = str(uuid.uuid4())
    first = writer.send("POST", "/documents", GOOD, key=key)
    for _ in range(1000):
        again = writer.send("POST", "/documents", GOOD, key=key)
        assert (again.status_code, again["Idempotency-Replayed"], again.json()) == (201, "true", first.json())
    assert len(stored()) == 1
    assert AuditEntry.objects.filter(verb="documents.document.create").count() == 1
    assert not first.has_header("Idempotency-Replayed")


@pytest.mark.parametrize(
    "other", [{**GOOD, "title": "另一份"}, {**GOOD, "pages": 4}, {"direction": "outgoing", "title": "甲"}, {}]
)
def test_other_contents_under_a_used_key_are_refused(writer, other):
    key = str(uuid.uuid4())
    writer.send("POST", "/documents", GOOD, key=key)
    assert_problem(
        writer.send("POST", "/documents", other, key=key), 422, "Idempotency-Key已经用于另一份内容"
    )
    assert len(stored()) == 1


def test_the_order_of_fields_and_blanks_do_not_make_other_contents(writer):
    key = str(uuid.uuid4())
    writer.send("POST", "/documents", GOOD, key=key)
    shuffled = json.dumps(dict(reversed(GOOD.items())), indent=3).encode()
    assert writer.send("POST", "/documents", shuffled, key=key)["Idempotency-Replayed"] == "true"


def test_keys_belong_to_their_token(cast, program):
    key = str(uuid.uuid4())
    made = [
        program(who, WRITING).send("POST", "/documents", {**GOOD, "title": who}, key=key).status_code
        for who in ("district_officer", "neighbour_officer")
    ]
    assert made == [201, 201]
    assert len(stored()) == 2


def test_a_refused_write_leaves_its_key_free(writer):
    key = str(uuid.uuid4())
    assert writer.send("POST", "/documents", {**GOOD, "title": ""}, key=key).status_code == 422
    assert nothing_written()
    assert writer.send("POST", "/documents", GOOD, key=key).status_code == 201


@pytest.mark.parametrize("key", ["", "short", "x" * 101, "带汉字的键带汉字的键", "with blanks in it"])
def test_without_a_good_key_nothing_is_written(writer, key):
    assert_problem(writer.send("POST", "/documents", GOOD, key=key), 422, "Idempotency-Key")
    assert nothing_written()


@pytest.mark.database
def test_the_same_write_at_the_same_moment_happens_once(race, cast, program):
    writer, key = program(scopes=WRITING), str(uuid.uuid4())
    answers = race([lambda: writer.send("POST", "/documents", GOOD, key=key)] * 8)
    assert [answer.status_code for answer in answers] == [201] * 8
    assert sorted(answer.has_header("Idempotency-Replayed") for answer in answers) == [False] + [True] * 7
    assert len(stored()) == 1


@pytest.mark.database
def test_of_two_revisions_at_the_same_moment_one_is_told_to_read_again(race, cast, program):
    document = make_document(cast.actor("district_officer"), body=False)
    writer = program(scopes=WRITING)
    acts = [
        lambda title=title: writer.send("PATCH", f"/documents/{document.pk}", {"title": title}, seen='"0"')
        for title in ("甲", "乙")
    ]
    statuses = sorted(answer.status_code for answer in race(acts))
    assert statuses in ([200, 409], [200, 412])
    assert stored()[0].version == 1


# The form's own sentences


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"title": ""}, "title", "请填写标题。"),
        ({"title": None}, "title", "必须填写，不能为null。"),
        ({"title": "字" * 201}, "title", "最多200个字，现在有201个，请缩短。"),
        ({"issuer_name": ""}, "issuer_name", "收文请填写来文单位。"),
        ({"received_on": None}, "received_on", "收文请填写收文日期。"),
        ({"received_on": "2999-01-01"}, "received_on", "收文日期不能晚于今天。"),
        ({"received_on": "2026/01/05"}, "received_on", "应为2021-09-28这样的日期。"),
        ({"received_on": "2026-02-30"}, "received_on", "应为2021-09-28这样的日期。"),
        ({"due_on": "2025-01-01"}, "due_on", "办理期限不能早于收文（成文）日期。"),
        ({"pages": "3"}, "pages", "应为整数。"),
        ({"pages": True}, "pages", "应为整数。"),
        ({"pages": -1}, "pages", "不能小于0。"),
        ({"title": 7}, "title", "应为字符串。"),
        ({"title": ["甲"]}, "title", "应为字符串。"),
        ({"duplicate_accepted": "yes"}, "duplicate_accepted", "应为true或false。"),
    ],
)
def test_each_fault_is_named_at_its_field(writer, change, field, sentence):
    found = faults(writer.send("POST", "/documents", {**GOOD, **change}))
    assert found[field] == sentence
    assert nothing_written()


def test_every_fault_is_told_at_once(writer):
    found = faults(writer.send("POST", "/documents", {"direction": "sideways", "pages": -1}))
    assert set(found) == {"direction", "title", "pages"}


def test_a_number_registered_already_is_refused_until_the_program_insists(writer):
    writer.send("POST", "/documents", GOOD)
    assert "这个文号已登记为" in faults(writer.send("POST", "/documents", GOOD))["official_number"]
    assert writer.send("POST", "/documents", {**GOOD, "duplicate_accepted": True}).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b'{"pages": NaN}',
        b'{"title": "\\ud800"}',
        b'{"\\ud800": 1}',
        b"[" * 100_000,
        b'{"pages": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_no_object_is_refused(writer, body):
    response = writer.send("POST", "/documents", body)
    assert_problem(response, 422 if body == b"" else 400)
    assert nothing_written()


# Nothing else


@pytest.mark.parametrize(
    "extra",
    [
        {"state": "completed"}, {"organization": 1}, {"organization_id": "1"}, {"register_number": "收2026-9999"},
        {"register_serial": 9}, {"clerk": 1}, {"leader_id": 1}, {"version": 9}, {"id": "1"}, {"pk": 1}, {"issuer": 1},
        {"completed_at": "2026-01-01"}, {"created_at": "2026-01-01"}, {"__class__": "x"},
    ],
)  # fmt: skip
def test_what_the_form_does_not_ask_cannot_be_set(writer, extra):
    assert (
        faults(writer.send("POST", "/documents", {**GOOD, **extra})).popitem()[1]
        == "没有这一项，或者不能由接口填写。"
    )
    assert nothing_written()


@pytest.mark.parametrize("field", ["direction", "state", "organization", "version"])
def test_what_is_settled_cannot_be_revised(cast, writer, field):
    document = make_document(cast.actor("district_officer"), body=False)
    assert set(
        faults(writer.send("PATCH", f"/documents/{document.pk}", {field: "outgoing"}, seen='"0"'))
    ) == {field}


@pytest.mark.parametrize("missing", ["documents.register", "documents.propose", "documents.void"])
def test_a_token_without_the_scope_writes_nothing(cast, program, missing):
    document = make_document(cast.actor("district_officer"))
    reader = program(scopes=tuple(scope for scope in WRITING if scope != missing))
    sent = {
        "documents.register": [("POST", "/documents", GOOD), ("PATCH", f"/documents/{document.pk}", {"title": "改"})],
        "documents.propose": [("POST", f"/documents/{document.pk}/propose", {}), ("POST", f"/documents/{document.pk}/withdraw", {})],
        "documents.void": [("POST", f"/documents/{document.pk}/void", {"reason": "错"})],
    }  # fmt: skip
    for method, path, body in sent[missing]:
        assert_problem(reader.send(method, path, body, seen='"0"'), 403, "没有")
    (kept,) = stored()
    assert (kept.title, kept.state, kept.version) == (document.title, "registered", 0)


def test_a_reading_token_writes_nothing(program):
    assert_problem(program(scopes=READING).send("POST", "/documents", GOOD), 403, "登记和修改文件")
    assert nothing_written()


def test_a_session_writes_nothing_through_the_api(cast):
    client = cast.client("district_officer")
    response = client.post(
        "/api/v1/documents", GOOD, "application/json", headers={"idempotency-key": "k" * 8}
    )
    assert_problem(response, 401)
    assert nothing_written()


@pytest.mark.parametrize(
    ("method", "tail", "body"),
    [("PATCH", "", {"title": "改"}), ("POST", "/propose", {}), ("POST", "/withdraw", {}), ("POST", "/void", {"reason": "错"})],
)  # fmt: skip
def test_a_neighbours_document_is_as_if_it_did_not_exist(cast, writer, method, tail, body):
    theirs = make_document(cast.actor("neighbour_officer"), title=CANARY)
    told = [
        json.loads(writer.send(method, f"/documents/{pk}{tail}", body, seen='"0"').content)
        for pk in (theirs.pk, 10**9)
    ]
    assert [one["status"] for one in told] == [404, 404]
    assert told[0]["detail"] == told[1]["detail"]
    assert Document.objects.ungated("unchanged").get(pk=theirs.pk).version == 0


# The trail


def test_the_trail_says_which_program_wrote(cast, writer):
    writer.send("POST", "/documents", GOOD)
    entry = AuditEntry.objects.get(verb="documents.document.create")
    assert (entry.user_id, entry.organization_id) == (None, cast.district.pk)
    assert entry.changes["program"].startswith("同步（")
    (event,) = history_of(stored()[0], cast.actor("district_officer"))
    assert event.who == f"接口：{entry.changes['program']}"
    page = cast.client("district_officer").get(stored()[0].get_absolute_url()).content.decode()
    assert event.who in page


def test_openapi_says_what_a_body_may_hold(db):
    schema = Client().get("/api/v1/openapi.json").json()
    create, revise = (schema["paths"][f"/api/v1/documents{tail}"][method]["requestBody"]["content"]["application/json"]["schema"] for tail, method in (("", "post"), ("/{pk}", "patch")))  # fmt: skip
    assert create["required"] == ["title"]  # the rest is optional or begins as on the page
    assert create["properties"]["title"] == {
        "title": "标题",
        "description": "",
        "type": "string",
        "maxLength": 200,
    }
    assert create["properties"]["direction"]["enum"] == ["incoming", "outgoing"]
    assert create["properties"]["received_on"]["type"] == ["string", "null"]
    assert "direction" not in revise["properties"]
    assert "required" not in revise
    assert revise["properties"]["duplicate_accepted"]["type"] == ["boolean", "null"]
