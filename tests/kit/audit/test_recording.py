"""One act, one row, in the act's own transaction, with nothing personal in it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from jiangong.domains.accounts.models import User
from jiangong.domains.documents.models import Document
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.presenting import describe_changes, describe_verbs, history_of, present, verb_label
from jiangong.kit.audit.recording import CHANGED, differences, record, record_many, sign
from tests.factories.documents import make_document


@pytest.fixture
def document(cast):
    return make_document(cast.actor("district_officer"), body=False, pages=3)


def test_record_tells_who_from_where_what_and_on_which_object(cast, document):
    actor = cast.actor("district_officer")
    entry = AuditEntry.objects.get(pk=record(actor, "documents.document.print", document, copies=2).pk)
    assert (entry.user_id, entry.appointment_id, entry.organization_id) == (
        actor.user_id,
        actor.appointment_id,
        cast.district.pk,
    )
    assert (entry.address, entry.request_id) == ("127.0.0.1", "test")
    assert (entry.target_model, entry.target_id) == ("documents.document", str(document.pk))
    assert (entry.target_organization_id, entry.succeeded, entry.changes) == (
        cast.district.pk,
        True,
        {"copies": 2},
    )


def test_record_of_an_organization_names_itself_as_its_place(cast):
    entry = record(cast.actor("city_officer"), "organizations.organization.edit", cast.union)
    assert entry.target_organization_id == cast.union.pk


def test_record_without_an_object_or_a_user(db):
    entry = record(system_actor("nightly"), "jobs.job.sweep", succeeded=False)
    assert (entry.user_id, entry.target_model, entry.target_id, entry.succeeded) == (None, "", "", False)


@pytest.mark.database
def test_what_was_stored_still_bears_its_signature(cast, document):
    value = {
        "text": "䶮·𠮷",
        "number": Decimal("1.50"),
        "day": date(2026, 3, 1),
        "moment": datetime(2026, 3, 1, tzinfo=UTC),
        "list": (1, None, True, {"set"}),
        "deep": {1: {"a": frozenset()}},
    }
    made = record(cast.actor("district_officer"), "documents.document.edit", document, **value)
    stored = AuditEntry.objects.get(pk=made.pk)
    assert sign(stored) == stored.mac == made.mac


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "x"), ("user_id", 1), ("succeeded", False), ("changes", {"a": 1}), ("address", "::1"), ("target_id", "9")],
)  # fmt: skip
def test_a_changed_column_no_longer_bears_its_signature(cast, document, column, value):
    made = record(cast.actor("district_officer"), "documents.document.edit", document)
    AuditEntry.objects.filter(pk=made.pk).update(**{column: value})
    assert sign(AuditEntry.objects.get(pk=made.pk)) != made.mac


@pytest.mark.database
def test_the_row_goes_with_a_transaction_that_fails(cast, document):
    def act():
        with transaction.atomic():
            record(cast.actor("district_officer"), "documents.document.print", document)
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        act()
    assert not AuditEntry.objects.filter(verb="documents.document.print").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_record_many_writes_a_row_each_in_one_statement(cast, count, django_assert_num_queries):
    actor = cast.actor("district_officer")
    documents = [make_document(actor, body=False) for _ in range(count)]
    with django_assert_num_queries(1):
        record_many(actor, "documents.document.hand_over", documents, reason=True)
    entries = AuditEntry.objects.filter(verb="documents.document.hand_over")
    assert {entry.target_id for entry in entries} == {str(document.pk) for document in documents}
    assert all(sign(entry) == entry.mac for entry in entries)


def test_differences_show_open_values_and_only_mention_personal_ones(cast, document):
    before = {"title": "旧", "pages": 3, "issuer_name": document.issuer_name, "received_on": date(2026, 1, 1)}
    document.title, document.pages, document.received_on = "张三的通知", 12, date(2026, 2, 1)
    assert differences(before, document) == {
        "title": CHANGED,
        "pages": [3, 12],
        "received_on": ["2026-01-01", "2026-02-01"],
    }


def test_differences_never_spell_out_a_person_behind_a_relation(cast, document):
    """The text of a user is their name; an organization's is its own."""
    before = {"handler": None, "organization": cast.district}
    document.handler, document.organization = User(name="张建国"), cast.union
    assert differences(before, document) == {
        "handler": CHANGED,
        "organization": [str(cast.district), str(cast.union)],
    }


def test_history_is_told_in_sentences_latest_first(cast, document):
    actor = cast.actor("district_officer")
    record(
        actor,
        "documents.document.edit",
        document,
        fields={"pages": [None, 12], "title": CHANGED, "gone": "x"},
    )
    latest, *_, first = history_of(document, actor)
    assert (latest.label, latest.who, latest.succeeded) == ("修改", "district_officer", True)
    assert set(latest.changes) == {
        ("页数", "空 → 12"),
        ("标题", CHANGED),
        ("gone", "x"),
    }  # jsonb has its own order
    assert first.label == "登记"


def test_history_of_another_object_is_not_mixed_in(cast, document):
    actor = cast.actor("district_officer")
    other = make_document(actor, body=False)
    record(actor, "documents.document.edit", other)
    assert [event.label for event in history_of(document, actor)] == ["登记"]


def test_what_the_system_did_is_the_systems(cast, document):
    (event,) = present([record(system_actor(), "documents.document.delete", document)])
    assert (event.who, event.label, event.changes) == ("系统", "删除", ())


def test_a_history_asks_for_names_once(cast, document, django_assert_num_queries):
    for who in ("district_officer", "city_officer", "judge"):
        record(cast.actor(who), "documents.document.edit", document)
    actor = cast.actor("judge")
    with django_assert_num_queries(2):
        assert {event.who for event in history_of(document, actor)} >= {"city_officer", "judge"}


def test_verbs_are_told_in_the_words_of_their_app(monkeypatch):
    monkeypatch.setattr("jiangong.kit.audit.presenting._verbs", {})
    describe_verbs("boats.boat", sink="凿沉")
    assert [verb_label(verb) for verb in ("boats.boat.sink", "boats.boat.create", "boats.boat.paint")] == [
        "凿沉",
        "登记",
        "boats.boat.paint",
    ]


def test_every_audited_verb_of_the_register_has_words(cast, document):
    actor = cast.actor("district_officer")
    assert all("." not in event.label for event in history_of(document, actor))
    assert Document.unscoped.count() == 1


def test_changes_are_told_in_words_with_old_and_new():
    told = describe_changes(
        {"state": ["registered", "proposed"], "note": True, "size": 12}, "documents.document"
    )
    assert told == "状态：待拟办 → 待批示；附意见：是；字节数：12"
    assert describe_changes({"fields": {"pages": [None, 12]}}, "documents.document") == "页数：空 → 12"
    assert describe_changes({"fields": ["title", "pages"], "moved": {"文件": 3}}, "documents.document") == (
        "改动的项目：标题、页数；转移：文件3"
    )


def test_a_slot_is_told_by_its_label():
    told = describe_changes({"slot": "annex", "size": 12}, "documents.document")
    assert told == "附件栏目：附件；字节数：12"
    assert describe_changes({"slot": "annex"}, "people.person") == "附件栏目：annex"


def test_the_rights_of_a_token_are_told_by_their_names():
    told = describe_changes({"scopes": ["people.view", "gone.view"]}, "rest.apitoken")
    assert told == "权限：查看人员、gone.view"


def test_a_word_that_is_the_name_of_a_relation_is_told_as_it_is():
    assert describe_changes({"aliases": 2}, "organizations.organization").endswith("：2")
