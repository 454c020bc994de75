"""Handover moves open work and ends the appointment, or does nothing."""

import pytest

from jiangong.domains.accounts.actions import handover
from jiangong.domains.accounts.actions.handover import Moved, hand_over, register_handover
from jiangong.domains.accounts.models import Appointment
from jiangong.domains.accounts.queries import standing_appointments
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.messaging.models import Message
from tests.factories.accounts import appoint, make_user


@pytest.fixture
def calls(monkeypatch) -> list:
    """An app that has three pieces of work to move."""
    seen: list = []

    def move(appointment, to_user, actor) -> int:
        seen.append((appointment.user.username, to_user.username, actor.user.username))
        return 3

    monkeypatch.setattr(handover, "_moves", {})
    register_handover("文件", move, lambda appointment: 3)
    return seen


@pytest.fixture
def successor(cast):
    user = make_user("successor")
    appoint(user, cast.union, "grassroots_officer")
    return user


def own(cast, name: str) -> Appointment:
    return standing_appointments(cast.users[name]).get()


def test_handover_moves_work_ends_the_appointment_and_is_audited(cast, calls, successor):
    moved = hand_over(own(cast, "union_officer"), successor, actor=cast.actor("district_officer"))
    assert moved == [Moved("文件", 3)]
    assert calls == [("union_officer", "successor", "district_officer")]
    assert cast.actor("union_officer").permissions == frozenset()
    assert AuditEntry.objects.get(verb="accounts.appointment.hand_over").changes["moved"] == {"文件": 3}
    told = Message.objects.get(user=successor)
    assert told.title.endswith("的工作交接给您")
    assert told.body == "文件3件"


def test_handover_that_fails_half_way_changes_nothing(cast, calls, successor):
    def refuse(appointment, to_user, actor) -> int:
        raise Refusal("转不动。")

    register_handover("会议", refuse, lambda appointment: 1)
    with pytest.raises(Refusal, match="转不动"):
        hand_over(own(cast, "union_officer"), successor, actor=cast.actor("district_officer"))
    assert own(cast, "union_officer").revoked_at is None


def test_own_work_may_be_handed_over(cast, calls):
    colleague = make_user("colleague")
    appoint(colleague, cast.district, "unit_officer")
    hand_over(own(cast, "district_officer"), colleague, actor=cast.actor("district_officer"))
    assert cast.actor("district_officer").permissions == frozenset()


@pytest.mark.parametrize(
    ("receiver", "why"),
    [
        ("union_officer", "同一个人"),
        ("neighbour_officer", "看不到要交接的工作"),
        ("audit_admin", "不能接收工作"),
    ],
)
def test_handover_to_somebody_who_could_not_go_on_is_refused(cast, calls, receiver, why):
    with pytest.raises(Refusal, match=why):
        hand_over(own(cast, "union_officer"), cast.users[receiver], actor=cast.actor("district_officer"))
    assert calls == []


def test_handover_of_a_neighbours_work_is_refused(cast, calls, successor):
    with pytest.raises(NotAllowed, match="不在您的管理范围内"):
        hand_over(own(cast, "neighbour_officer"), successor, actor=cast.actor("district_officer"))
