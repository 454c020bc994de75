"""State changes: who may, from where, exactly once, with a trace."""

from dataclasses import replace

import pytest
from django.db import DatabaseError
from django.utils import timezone

from jiangong.domains.documents.choices import DocumentState as State
from jiangong.domains.documents.models import Document
from jiangong.kit.audit import recording
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed
from jiangong.kit.workflow import Transition, Workflow, all_workflows, machine, transitioned
from tests.cast import assemble
from tests.factories.documents import make_document

ALL = tuple(State)
APPROVE = Transition("approve", "批准", (State.REGISTERED,), State.COMPLETED, "documents.propose")
RETURN = Transition(
    "give_back", "退回", (State.REGISTERED,), State.VOID, "documents.propose", needs_reason=True
)
GUARDED = replace(APPROVE, name="guarded", guard=lambda document, actor: document.summary)


@pytest.fixture
def workflow(monkeypatch):
    monkeypatch.setattr(machine, "_workflows", {})
    return Workflow("documents.document", [APPROVE, RETURN, GUARDED])


@pytest.fixture
def document(cast):
    return make_document(cast.actor("district_officer"), body=False)


def stored(document):
    return Document.unscoped.get(pk=document.pk)


def traces(name):
    return AuditEntry.objects.filter(verb=f"documents.document.{name}")


def assert_untouched(document):
    now = stored(document)
    assert (now.state, now.version, now.updated_at) == (
        State.REGISTERED,
        document.version,
        document.updated_at,
    )
    assert traces("approve").count() == 0


def test_perform_moves_counts_and_records(cast, document, workflow):
    began = timezone.now()
    before = document.version
    workflow.perform(document, "approve", actor=cast.actor("district_officer"), values={"summary": "同意"})
    now = stored(document)
    assert (now.state, now.version, now.summary) == (State.COMPLETED, before + 1, "同意")
    assert (document.state, document.version, document.summary) == (now.state, now.version, now.summary)
    assert now.updated_at >= began
    entry = traces("approve").get()
    assert entry.changes == {"state": ["registered", "completed"], "note": False}
    assert (entry.user_id, entry.target_id) == (cast.users["district_officer"].pk, str(document.pk))


def test_perform_without_the_permission_names_it(cast, document, workflow):
    with pytest.raises(NotAllowed, match="您当前的任职没有“"):
        workflow.perform(document, "approve", actor=cast.actor("worker"))
    assert_untouched(document)


def test_perform_against_a_guard_gives_its_reason(cast, document, workflow):
    document.summary = "正文还没有上传。"
    with pytest.raises(NotAllowed, match="正文还没有上传。"):
        workflow.perform(document, "guarded", actor=cast.actor("district_officer"))
    assert_untouched(document)


@pytest.mark.parametrize("note", ["", "  \n\t"])
def test_perform_without_the_reason_it_needs_is_refused(cast, document, workflow, note):
    with pytest.raises(NotAllowed, match="退回须写明理由。"):
        workflow.perform(document, "give_back", actor=cast.actor("district_officer"), note=note)
    assert_untouched(document)


def test_the_note_itself_stays_out_of_the_audit_trail(cast, document, workflow):
    workflow.perform(document, "give_back", actor=cast.actor("district_officer"), note="张三写错了")
    assert traces("give_back").get().changes == {"state": ["registered", "void"], "note": True}


def test_perform_from_a_stale_copy_tells_the_current_state(cast, document, workflow):
    stale = stored(document)
    workflow.perform(document, "approve", actor=cast.actor("district_officer"))
    with pytest.raises(Conflict, match="现在是“已办结”，不能再批准"):
        workflow.perform(stale, "approve", actor=cast.actor("district_officer"))
    assert traces("approve").count() == 1


def test_perform_from_a_wrong_state_is_a_conflict(cast, document, workflow):
    workflow.perform(document, "approve", actor=cast.actor("district_officer"))
    with pytest.raises(Conflict):
        workflow.perform(stored(document), "approve", actor=cast.actor("district_officer"))


def test_perform_on_what_was_edited_meanwhile_says_so(cast, document, workflow):
    Document.unscoped.filter(pk=document.pk).update(version=document.version + 1)
    with pytest.raises(Conflict, match="别人刚刚修改过"):
        workflow.perform(document, "approve", actor=cast.actor("district_officer"))


def test_perform_on_what_was_deleted_says_so(cast, document, workflow):
    Document.unscoped.filter(pk=document.pk).delete()
    with pytest.raises(Conflict, match="已被删除"):
        workflow.perform(document, "approve", actor=cast.actor("district_officer"))


def test_a_failing_audit_row_takes_the_change_back(cast, document, workflow, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("audit is full")

    monkeypatch.setattr(recording, "insert_rows", fail)
    with pytest.raises(DatabaseError, match="audit is full"):
        workflow.perform(stored(document), "approve", actor=cast.actor("district_officer"))
    assert_untouched(document)


def test_a_failing_receiver_takes_change_and_audit_back(cast, document, workflow):
    def fail(sender, instance, transition, actor, note, **kwargs):
        assert stored(instance).state == State.COMPLETED
        raise RuntimeError(f"{transition.name}: {note}")

    transitioned.connect(fail)
    try:
        with pytest.raises(RuntimeError, match="approve: 为什么"):
            workflow.perform(stored(document), "approve", actor=cast.actor("district_officer"), note="为什么")
    finally:
        transitioned.disconnect(fail)
    assert_untouched(document)


def test_offers_show_what_is_blocked_and_why(cast, document, workflow):
    document.summary = "还差正文。"
    offers = workflow.offers(document, cast.actor("district_officer"))
    assert {offer.transition.name: offer.blocked for offer in offers} == {
        "approve": "",
        "give_back": "",
        "guarded": "还差正文。",
    }
    assert [one.name for one in workflow.available(document, cast.actor("district_officer"))] == [
        "approve",
        "give_back",
    ]
    assert workflow.offers(document, cast.actor("worker")) == []


def test_offers_end_with_the_state(cast, document, workflow):
    workflow.perform(document, "approve", actor=cast.actor("district_officer"))
    assert workflow.offers(document, cast.actor("district_officer")) == []


def test_an_unknown_transition_is_a_mistake_of_ours(cast, document, workflow):
    with pytest.raises(KeyError):
        workflow.perform(document, "explode", actor=cast.actor("district_officer"))


def test_declared_workflows_are_listed_by_label(workflow):
    assert all_workflows() == {"documents.document": workflow}


@pytest.mark.database
@pytest.mark.timeout(110)
def test_of_eight_who_decide_at_once_exactly_one_wins(race, monkeypatch):
    """50 rounds: approvals and returns start together; losers hear the state, one audit row stands."""
    monkeypatch.setattr(machine, "_workflows", {})
    workflow = Workflow("documents.document", [APPROVE, RETURN])
    actor = assemble().actor("district_officer")
    for number in range(50):
        document = make_document(actor, body=False, title=f"第{number}份")
        copies = [stored(document) for _ in range(8)]
        acts = [
            lambda one=one, name=name: workflow.perform(one, name, actor=actor, note="理由")
            for one, name in zip(copies, ["approve", "give_back"] * 4, strict=True)
        ]
        results = race(acts)
        winners = [result for result in results if isinstance(result, Document)]
        losers = [result for result in results if isinstance(result, Conflict)]
        assert (len(winners), len(losers)) == (1, 7), results
        now = stored(document)
        assert (now.state, now.version) == (winners[0].state, document.version + 1)
        assert all(f"“{now.get_state_display()}”" in loser.sentence for loser in losers)
        entries = AuditEntry.objects.filter(target_id=str(document.pk)).exclude(verb__endswith=".create")
        assert entries.count() == 1
