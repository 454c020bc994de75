"""What programs may change: the version they have seen, and the steps the workflow offers."""

import uuid

import pytest

from jiangong.domains.documents.models import DocumentOpinion
from jiangong.kit.audit.models import AuditEntry
from tests.factories.documents import make_document, make_proposed
from tests.kit.rest.conftest import assert_problem, faults, stored

# Seen versions only


def test_what_is_sent_changes_and_the_rest_stays(cast, writer):
    document = make_document(cast.actor("district_officer"), body=False, summary="原摘要", pages=2)
    response = writer.send(
        "PATCH", f"/documents/{document.pk}", {"title": "新标题", "pages": None}, seen='"0"'
    )
    assert (response.status_code, response["ETag"], response.json()["title"]) == (200, '"1"', "新标题")
    (kept,) = stored()
    assert (kept.title, kept.pages, kept.summary, kept.received_on) == (
        "新标题",
        None,
        "原摘要",
        document.received_on,
    )
    fields = AuditEntry.objects.get(verb="documents.document.edit").changes["fields"]
    assert set(fields) == {"title", "pages"}


def test_a_version_that_has_passed_is_refused(cast, writer):
    document = make_document(cast.actor("district_officer"), body=False)
    path = f"/documents/{document.pk}"
    assert writer.send("PATCH", path, {"title": "先"}, seen='"0"').status_code == 200
    assert_problem(writer.send("PATCH", path, {"title": "后"}, seen='"0"'), 412, "不是您读到的版本")
    assert stored()[0].title == "先"


def test_a_repeated_revision_is_answered_although_the_version_has_passed(cast, writer):
    document = make_document(cast.actor("district_officer"), body=False)
    sent = ("PATCH", f"/documents/{document.pk}", {"title": "先"})
    key = str(uuid.uuid4())
    first, second = (writer.send(*sent, key=key, seen='"0"') for _ in range(2))
    assert (second.status_code, second.json(), stored()[0].version) == (200, first.json(), 1)


@pytest.mark.parametrize("seen", ["", "0", '"x"', "*", 'W/"0"', '"9999999999"'])
def test_a_change_must_name_the_version_it_has_seen(cast, writer, seen):
    document = make_document(cast.actor("district_officer"), body=False)
    assert_problem(
        writer.send("PATCH", f"/documents/{document.pk}", {"title": "改"}, seen=seen), 422, "If-Match"
    )
    assert stored()[0].version == 0


def test_what_changed_between_reading_and_writing_is_a_conflict(cast, writer, monkeypatch):
    """The compare-and-set of the action itself, should two get past the look at the version."""
    document = make_document(cast.actor("district_officer"), body=False)
    monkeypatch.setattr("jiangong.kit.rest.writing.etag", lambda instance: '"7"')
    monkeypatch.setattr(
        "jiangong.domains.documents.actions.save_if_unchanged",
        lambda instance, version, fields: _overtake(instance, fields),
    )
    assert_problem(writer.send("PATCH", f"/documents/{document.pk}", {"title": "改"}, seen='"7"'), 409)


def _overtake(instance, fields):
    from jiangong.kit.commands.versions import save_if_unchanged

    save_if_unchanged(instance, 99, fields)


# Steps from the workflow's table


@pytest.fixture
def outgoing(cast):
    return make_document(cast.actor("district_officer"), body=False, direction="outgoing")


def leader_of(writer, document) -> str:
    offers = {one["name"]: one for one in writer.get(f"/documents/{document.pk}/transitions").json()}
    return offers["propose"]["choices"]["leader"][0]["value"]


def test_offers_are_the_workflows_with_what_may_be_chosen(cast, writer, outgoing):
    offers = writer.get(f"/documents/{outgoing.pk}/transitions").json()
    assert [(one["name"], one["label"], one["blocked"]) for one in offers] == [
        ("propose", "拟办", ""),
        ("void", "作废", ""),
    ]
    leaders = [one["label"] for one in offers[0]["choices"]["leader"]]
    assert leaders == ["district_officer"]
    incoming = make_document(cast.actor("district_officer"), body=False)
    blocked = writer.get(f"/documents/{incoming.pk}/transitions").json()[0]["blocked"]
    assert blocked == "来文的正文还没有上传。请先在“附件”里上传正文，再拟办。"


def test_a_document_is_proposed_withdrawn_and_voided(cast, writer, outgoing):
    path, leader = f"/documents/{outgoing.pk}", leader_of(writer, outgoing)
    proposed = writer.send("POST", f"{path}/propose", {"opinion": "请批示。", "leader": leader}, seen='"0"')
    assert (proposed.status_code, proposed.json()["state"], proposed["ETag"]) == (200, "proposed", '"1"')
    withdrawn = writer.send("POST", f"{path}/withdraw", {}, seen='"1"')
    assert withdrawn.json()["state"] == "registered"
    assert set(faults(writer.send("POST", f"{path}/void", {}, seen='"2"'))) == {"reason"}
    voided = writer.send("POST", f"{path}/void", {"reason": "登记错了"}, seen='"2"')
    assert (voided.json()["state"], voided.json()["version"]) == ("void", 3)
    said = DocumentOpinion.objects.order_by("pk").values_list("step", "text", "by")
    assert list(said) == [("propose", "请批示。", None), ("withdraw", "", None), ("void", "登记错了", None)]


def test_a_repeated_step_is_taken_once(writer, outgoing):
    sent = {"opinion": "请批示。", "leader": leader_of(writer, outgoing)}
    key = str(uuid.uuid4())
    answers = [
        writer.send("POST", f"/documents/{outgoing.pk}/propose", sent, key=key, seen='"0"') for _ in range(20)
    ]
    assert {one.status_code for one in answers} == {200}
    assert (DocumentOpinion.objects.count(), stored()[0].version) == (1, 1)


def test_a_step_that_is_not_open_now_is_refused_with_the_workflows_sentence(cast, writer, outgoing):
    response = writer.send("POST", f"/documents/{outgoing.pk}/withdraw", {}, seen='"0"')
    assert_problem(response, 409, "现在是“待拟办”，不能再撤回")


def test_somebody_who_may_not_be_asked_is_no_choice(cast, writer, outgoing):
    stranger = str(cast.users["neighbour_officer"].pk)
    sent = {"opinion": "请批示。", "leader": stranger}
    assert set(faults(writer.send("POST", f"/documents/{outgoing.pk}/propose", sent, seen='"0"'))) == {
        "leader"
    }


@pytest.mark.parametrize("name", ["instruct", "reassign", "complete", "send_back", "hand_back"])
def test_acts_of_a_named_person_are_not_offered_to_programs(cast, writer, name):
    actor = cast.actor("district_officer")
    document = make_proposed(actor, cast.users["district_officer"])
    assert writer.send("POST", f"/documents/{document.pk}/{name}", {}, seen='"1"').status_code == 404
