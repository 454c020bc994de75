"""Whoever leaves leaves nothing behind that only they could carry on: every column that names a user is accounted for."""

import pytest
from django.apps import apps

from jiangong.domains.accounts.actions.handover import OpenWork, hand_over, open_work, waiting_work
from jiangong.domains.accounts.models import User
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed
from tests.cast import Cast
from tests.conformance.samples import SAMPLES
from tests.factories.accounts import appoint, make_user

# Documents move by an action of their own, with a line in their history.
MOVED_ELSEWHERE = {"documents.document": {"clerk", "leader", "handler"}}
# Signed-in people, their own things, and the kit's own bookkeeping.
OWN = {"commands", "listing", "jobs", "messaging", "attachments", "accounts"}
# Who did something: history that stays as it was.
DONE = {
    "assessments.declaration": {"declared_by"},
    "assessments.datarule": {"adopted_by"},
    "assessments.sheet": {"submitted_by"},
    "assessments.paperentry": {"clerk"},
    "assessments.result": {"made_by"},
    "documents.documentopinion": {"by", "assignee", "previous_assignee"},
    "honors.edition": {"by"},
    "honors.waiver": {"by"},
    "mentorship.extension": {"by"},
    "mentorship.review": {"by"},
    "people.transfer": {"requested_by"},
    "places.inspection": {"inspector"},
    "plans.cosignature": {"answered_by"},
    "plans.delivery": {"handed_in_by", "received_by"},
    "plans.duty": {"done_by"},
    "plans.edition": {"approver"},
    "plans.plan": {"reviewer", "signer"},
    "plans.receipt": {"signed_by", "confirmed_by"},
    "plans.waiver": {"by"},
    "reporting.answer": {"by"},
    "reporting.matter": {"sender", "answered_by"},
    "reporting.report": {
        "filled_by", "checked_by", "signed_by", "endorsed_by", "approved_by", "confirmed_by"
    },
    "reporting.unlock": {"by"},
    "statistics.circular": {"issuer"},
    "supervision.draw": {"announced_by", "drawn_by"},
    "supervision.finding": {"recorded_by", "answered_by", "rechecked_by"},
    "supervision.visit": {"waived_by", "submitted_by"},
}  # fmt: skip
# Given to this very person: drawn by lot or named; somebody else needs another draw or another name.
PERSONAL = {
    "assessments.judge": {"user"},
    "documents.document": {"co_handlers"},  # gives an opinion beside whoever handles it
    "people.person": {"user"},
    "supervision.visitinspector": {"user"},
}


def test_every_column_that_names_a_user_moves_or_says_why_it_stays() -> None:
    moved = {(work.rows().model._meta.label_lower, work.column) for work in open_work().values()}
    declared = {
        (label, name)
        for part in (MOVED_ELSEWHERE, DONE, PERSONAL)
        for label, names in part.items()
        for name in names
    }
    assert not moved & declared
    found = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        if model._meta.app_label not in OWN
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is User
    }
    assert found == moved | declared


def belongings(cast: Cast, work: OpenWork, place: str, who: str):
    """An open row of one kind in a place, waiting for somebody."""
    made = SAMPLES[work.rows().model._meta.label_lower](cast, getattr(cast, place))
    if made._meta.label == "plans.Edition":  # the first goes with its plan
        made.number = 2
    setattr(made, work.column, cast.users[who])
    made.save()
    return made


@pytest.mark.django_db
def test_open_work_of_every_kind_goes_to_the_successor_and_nothing_else(cast: Cast) -> None:
    works = open_work()
    successor = make_user("successor")
    appoint(successor, cast.district, "unit_officer")
    appointment = cast.users["district_officer"].appointments.get()
    own = {label: belongings(cast, work, "district", "district_officer") for label, work in works.items()}
    others = [belongings(cast, work, "neighbour", "neighbour_officer") for work in works.values()]
    kept = {
        (one._meta.label, one.pk): type(one)._base_manager.filter(pk=one.pk).values().get() for one in others
    }
    # A further post elsewhere keeps what belongs there.
    elsewhere = [belongings(cast, work, "neighbour", "district_officer") for work in works.values()]
    counts = {one.label: one.count for one in waiting_work(appointment)}
    assert counts.keys() >= works.keys()
    moved = hand_over(appointment, successor, actor=cast.actor("district_officer"))
    assert {one.label: one.count for one in moved if one.count} == counts
    for label, work in works.items():
        row = type(own[label])._base_manager.get(pk=own[label].pk)
        assert getattr(row, work.column) == successor, label
        assert row.version == own[label].version + 1, label
        verb = f"{row._meta.label_lower}.hand_over"
        assert AuditEntry.objects.filter(verb=verb, target_id=str(row.pk)).count() == 1, label
    for work, row in zip(works.values(), elsewhere, strict=True):
        assert getattr(type(row)._base_manager.get(pk=row.pk), work.column) == cast.users["district_officer"]
    for one in others:
        assert type(one)._base_manager.filter(pk=one.pk).values().get() == kept[one._meta.label, one.pk]
    appointment.refresh_from_db()
    with pytest.raises(NotAllowed, match="已经撤销"):
        hand_over(appointment, successor, actor=cast.actor("city_officer"))
    assert waiting_work(appointment) == []
