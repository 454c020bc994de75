"""Who may give which right to whom, and how rights end."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from jiangong.domains.accounts.actions.appointments import (
    Grant,
    approve_appointment,
    delegate_appointment,
    give_appointment,
    revoke_appointment,
    withdraw_delegation,
)
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_actor, standing_appointments
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.accounts import appoint, make_user


def held(user: User) -> list[str]:
    return [one.role for one in standing_appointments(user)]


def own(user: User) -> Appointment:
    return standing_appointments(user).get()


def soon(days: int = 10) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_grant_gives_the_right_and_one_audit_row(cast):
    outsider, actor = cast.users["outsider"], cast.actor("district_officer")
    given = give_appointment(outsider, Grant("grassroots_officer", cast.union), actor=actor)
    assert held(outsider) == ["grassroots_officer"]
    assert given.granted_by == actor.user
    entry = AuditEntry.objects.get(verb="accounts.appointment.grant")
    assert entry.changes == {"user": outsider.pk, "role": "grassroots_officer", "ends_on": None}


def test_grant_to_oneself_is_refused(cast):
    actor = cast.actor("district_officer")
    with pytest.raises(NotAllowed, match="不能给自己授权"):
        give_appointment(actor.user, Grant("worker", cast.union), actor=actor)


def test_grant_of_rights_one_does_not_have_is_refused(cast):
    with pytest.raises(NotAllowed, match="您没有“批示"):
        give_appointment(
            cast.users["outsider"], Grant("city_leader", cast.federation), actor=cast.actor("city_officer")
        )
    assert held(cast.users["outsider"]) == []


def test_everyday_role_of_a_lower_union_may_be_granted_from_above(cast):
    grant = Grant("unit_officer", cast.district)
    give_appointment(cast.users["outsider"], grant, actor=cast.actor("city_officer"))
    assert held(cast.users["outsider"]) == ["unit_officer"]


def test_grant_outside_the_subtree_is_refused(cast):
    with pytest.raises(NotAllowed, match="不在您的管理范围内"):
        give_appointment(
            cast.users["outsider"],
            Grant("grassroots_officer", cast.neighbour_union),
            actor=cast.actor("district_officer"),
        )


def test_grant_above_oneself_is_refused(cast):
    with pytest.raises(NotAllowed, match="不在您的管理范围内"):
        give_appointment(
            cast.users["outsider"],
            Grant("city_officer", cast.department),
            actor=cast.actor("district_officer"),
        )


@pytest.mark.parametrize(
    ("role", "place", "why"),
    [
        ("unit_officer", "union", "只能在"),
        ("no-such-role", "union", "没有这个角色"),
    ],
)
def test_grant_of_a_role_that_does_not_fit_is_refused(cast, role, place, why):
    with pytest.raises(Refusal, match=why):
        give_appointment(
            cast.users["outsider"], Grant(role, getattr(cast, place)), actor=cast.actor("district_officer")
        )


def test_grant_at_a_closed_organization_is_refused(cast):
    cast.union.closed_on = timezone.localdate()
    cast.union.save()
    with pytest.raises(NotAllowed, match="已撤销"):
        give_appointment(
            cast.users["outsider"],
            Grant("grassroots_officer", cast.union),
            actor=cast.actor("district_officer"),
        )


def test_same_appointment_twice_is_refused(cast):
    grant, actor = Grant("worker", cast.union), cast.actor("district_officer")
    give_appointment(cast.users["outsider"], grant, actor=actor)
    with pytest.raises(Refusal, match="已在"):
        give_appointment(cast.users["outsider"], grant, actor=actor)


def test_dates_out_of_order_are_refused(cast):
    grant = Grant("worker", cast.union, starts_on=soon(5), ends_on=soon(5))
    with pytest.raises(Refusal, match="结束日期应晚于开始日期") as refused:
        give_appointment(cast.users["outsider"], grant, actor=cast.actor("district_officer"))
    assert refused.value.field == "ends_on"


def test_a_right_of_tomorrow_does_not_stand_today(cast):
    grant = Grant("worker", cast.union, starts_on=soon(1))
    give_appointment(cast.users["outsider"], grant, actor=cast.actor("district_officer"))
    assert held(cast.users["outsider"]) == []


def test_revoke_takes_the_right_away_at_once(cast):
    appointment = own(cast.users["union_officer"])
    revoke_appointment(appointment, reason="退休", actor=cast.actor("district_officer"))
    assert cast.actor("union_officer").permissions == frozenset()
    assert AuditEntry.objects.filter(verb="accounts.appointment.revoke").count() == 1


def test_revoke_needs_a_reason_and_works_once(cast):
    appointment, actor = own(cast.users["union_officer"]), cast.actor("district_officer")
    with pytest.raises(Refusal, match="理由"):
        revoke_appointment(appointment, reason="", actor=actor)
    revoke_appointment(appointment, reason="退休", actor=actor)
    with pytest.raises(NotAllowed, match="已经撤销"):
        revoke_appointment(appointment, reason="退休", actor=actor)


def test_revoking_ones_own_or_a_neighbours_right_is_refused(cast):
    actor = cast.actor("district_officer")
    with pytest.raises(NotAllowed, match="不能给自己"):
        revoke_appointment(own(actor.user), reason="x", actor=actor)
    with pytest.raises(NotAllowed, match="不在您的管理范围内"):
        revoke_appointment(own(cast.users["neighbour_officer"]), reason="x", actor=actor)


def test_delegation_lends_the_right_until_its_day(cast):
    outsider, actor = cast.users["outsider"], cast.actor("district_officer")
    with time_machine.travel("2026-03-01T04:00:00+00:00") as clock:
        Appointment.unscoped.update(starts_on=date(2026, 1, 1))
        delegate_appointment(own(actor.user), outsider, ends_on=date(2026, 3, 5), reason="出差", actor=actor)
        before = held(outsider)
        clock.move_to("2026-03-04T16:00:01+00:00")  # midnight in Shanghai
        after = held(outsider)
    assert (before, after) == (["unit_officer"], [])


def test_delegation_ends_with_its_origin_or_its_origins_account(cast):
    outsider, actor = cast.users["outsider"], cast.actor("district_officer")
    origin = own(actor.user)
    delegate_appointment(origin, outsider, ends_on=soon(), reason="出差", actor=actor)
    User.objects.filter(pk=actor.user_id).update(is_active=False)
    assert held(outsider) == []
    User.objects.filter(pk=actor.user_id).update(is_active=True)
    assert held(outsider) == ["unit_officer"]
    revoke_appointment(origin, reason="调离", actor=cast.actor("city_officer"))
    assert held(outsider) == []


@pytest.mark.parametrize("days", [0, 181])
def test_delegation_without_a_reasonable_end_is_refused(cast, days):
    actor = cast.actor("district_officer")
    with pytest.raises(Refusal, match="180天以内"):
        delegate_appointment(
            own(actor.user), cast.users["outsider"], ends_on=soon(days), reason="x", actor=actor
        )


def test_delegation_cannot_be_passed_on_nor_given_from_anothers_post(cast):
    actor, outsider = cast.actor("district_officer"), cast.users["outsider"]
    lent = delegate_appointment(own(actor.user), outsider, ends_on=soon(), reason="x", actor=actor)
    with pytest.raises(NotAllowed, match="不能再转委托"):
        delegate_appointment(
            lent, cast.users["worker"], ends_on=soon(5), reason="x", actor=current_actor(outsider)
        )
    with pytest.raises(NotAllowed, match="只能委托您自己的任职"):
        delegate_appointment(
            own(cast.users["union_officer"]), outsider, ends_on=soon(), reason="x", actor=actor
        )


@pytest.mark.parametrize(
    ("name", "why"), [("district_officer", "不能委托给自己"), ("system_admin", "不能接受委托")]
)
def test_delegation_to_oneself_or_an_administrator_is_refused(cast, name, why):
    actor = cast.actor("district_officer")
    with pytest.raises(NotAllowed, match=why):
        delegate_appointment(own(actor.user), cast.users[name], ends_on=soon(), reason="x", actor=actor)


def test_delegation_is_withdrawn_by_its_owner_only(cast):
    actor = cast.actor("district_officer")
    lent = delegate_appointment(
        own(actor.user), cast.users["outsider"], ends_on=soon(), reason="x", actor=actor
    )
    with pytest.raises(NotAllowed, match="只能收回您自己的委托"):
        withdraw_delegation(lent, actor=cast.actor("neighbour_officer"))
    withdraw_delegation(lent, actor=actor)
    assert held(cast.users["outsider"]) == []


def test_under_mlps3_a_grant_waits_for_the_security_administrator(cast, settings):
    settings.PROFILE = "mlps3"
    outsider, actor = cast.users["outsider"], cast.actor("district_officer")
    given = give_appointment(outsider, Grant("worker", cast.union), actor=actor)
    assert held(outsider) == []
    approve_appointment(given, actor=cast.actor("security_admin"))
    assert held(outsider) == ["worker"]
    assert given.approved_by == cast.users["security_admin"]


def test_nobody_approves_what_they_proposed(cast, settings):
    waiting = appoint(
        cast.users["outsider"],
        cast.union,
        "worker",
        approved_at=None,
        granted_by=cast.users["security_admin"],
    )
    with pytest.raises(NotAllowed, match="不能批准自己"):
        approve_appointment(waiting, actor=cast.actor("security_admin"))


def test_what_stands_already_is_not_approved_again(cast):
    with pytest.raises(NotAllowed, match="不在待批状态"):
        approve_appointment(own(cast.users["worker"]), actor=cast.actor("security_admin"))


def test_security_administrator_grants_anything_but_never_to_administrators(cast):
    actor = cast.actor("security_admin")
    give_appointment(cast.users["outsider"], Grant("city_leader", cast.federation), actor=actor)
    assert held(cast.users["outsider"]) == ["city_leader"]
    for name, why in (("security_admin", "不能给自己"), ("audit_admin", "管理员账号不能担任业务职务")):
        with pytest.raises(NotAllowed, match=why):
            give_appointment(cast.users[name], Grant("worker", cast.union), actor=actor)


def test_a_disabled_account_gets_no_right(cast):
    gone = make_user("gone", is_active=False)
    with pytest.raises(NotAllowed, match="已停用"):
        give_appointment(gone, Grant("worker", cast.union), actor=cast.actor("district_officer"))
