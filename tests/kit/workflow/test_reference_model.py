"""The document workflow against a second, plainer description of it, under random play."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jiangong.domains.documents.models import Document
from jiangong.domains.documents.workflow import document_workflow
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed
from tests.factories.documents import make_document

PLAYERS = ("city_officer", "city_leader", "district_officer", "union_officer", "worker", "partner_officer")
CLERKS = {"city_officer", "district_officer", "union_officer"}
DECIDERS = {"city_leader", "district_officer", "union_officer"}
PARTNERS = CLERKS | {"partner_officer"}
# name: (from, to, who may by role, whose turn: "own" register, the "leader" or the "handler", reason needed)
ARROWS = {
    "propose": ({"registered"}, "proposed", PARTNERS, "own", False),
    "withdraw": ({"proposed"}, "registered", PARTNERS, "own", False),
    "instruct": ({"proposed"}, "instructed", DECIDERS, "leader", False),
    "send_back": ({"proposed"}, "registered", DECIDERS, "leader", True),
    "reassign": ({"instructed"}, "instructed", DECIDERS, "leader", False),
    "complete": ({"instructed"}, "completed", PARTNERS, "handler", False),
    "hand_back": ({"instructed"}, "proposed", PARTNERS, "handler", True),
    "void": ({"registered", "proposed", "instructed"}, "void", CLERKS, "own", True),
}


class DocumentPlay(RuleBasedStateMachine):
    """One document, many hands; every answer is predicted before it is asked for."""

    cast = None

    @initialize(owner=st.sampled_from(("city_officer", "district_officer")))
    def register(self, owner):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.owner = owner
        made = make_document(self.cast.actor(owner))
        self.pk, self.moves = made.pk, 0
        # What the reference holds: state, version, and whose turn it is.
        self.now = {"state": "registered", "version": made.version, "leader": None, "handler": None}
        self.copies = [(Document.unscoped.get(pk=self.pk), dict(self.now))]

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @rule()
    def open_the_page(self):
        """Somebody reads the document and keeps it on their screen."""
        self.copies.append((Document.unscoped.get(pk=self.pk), dict(self.now)))

    @rule(
        name=st.sampled_from(sorted(ARROWS)),
        who=st.sampled_from(PLAYERS),
        next_one=st.sampled_from(PLAYERS),
        note=st.sampled_from(["", "  ", "理由"]),
        screen=st.integers(0, 3),
    )
    def press(self, name, who, next_one, note, screen):
        held, seen = self.copies[-1 - min(screen, len(self.copies) - 1)]
        answer = self.predict(name, who, note, seen)
        values = {"propose": {"leader_id": self.cast.users[next_one].pk}}
        values["instruct"] = values["reassign"] = {"handler_id": self.cast.users[next_one].pk}
        try:
            document_workflow.perform(
                held, name, actor=self.cast.actor(who), note=note, values=values.get(name)
            )
            given = "done"
        except NotAllowed:
            given = "not allowed"
        except Conflict:
            given = "conflict"
        assert given == answer, (name, who, note, seen, self.now)
        if given == "done":
            self.follow(name, next_one)
            self.copies = [pair for pair in self.copies if pair[0] is not held]
            self.copies.append((held, dict(self.now)))

    def predict(self, name, who, note, seen):
        sources, _, allowed, turn, needs_reason = ARROWS[name]
        mine = {"own": self.owner == who, "leader": seen["leader"] == who, "handler": seen["handler"] == who}
        if who not in allowed or not mine[turn] or (needs_reason and not note.strip()):
            return "not allowed"
        fresh = seen["version"] == self.now["version"]
        return "done" if fresh and seen["state"] in sources else "conflict"

    def follow(self, name, next_one):
        self.now |= {"state": ARROWS[name][1], "version": self.now["version"] + 1}
        if name == "propose":
            self.now["leader"] = next_one
        if name in {"instruct", "reassign"}:
            self.now["handler"] = next_one
        self.moves += 1

    @invariant()
    def the_database_agrees(self):
        if not hasattr(self, "pk"):
            return
        stored = Document.unscoped.get(pk=self.pk)
        assert (stored.state, stored.version) == (self.now["state"], self.now["version"])
        traces = AuditEntry.objects.filter(
            target_id=str(self.pk), verb__in=[f"documents.document.{name}" for name in ARROWS]
        )
        assert traces.count() == self.moves


def play(cast, examples, steps, **how):
    DocumentPlay.cast = cast
    quiet = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
    run_state_machine_as_test(
        DocumentPlay,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=quiet,
            **how,
        ),
    )


@pytest.mark.database
def test_documents_follow_the_reference_model(cast):
    play(cast, examples=30, steps=25, derandomize=True)


@pytest.mark.prove
@pytest.mark.database
@pytest.mark.timeout(1800)
def test_documents_follow_the_reference_model_for_long(cast):
    play(cast, examples=500, steps=40)
