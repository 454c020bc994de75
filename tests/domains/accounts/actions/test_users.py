"""Opening, closing and resetting accounts."""

import uuid

import pytest

from jiangong.domains.accounts.actions.one_time import read_slip, reset_password
from jiangong.domains.accounts.actions.users import (
    Opening,
    create_administrator,
    disable_user,
    enable_user,
    open_accounts,
    reset_administrator,
)
from jiangong.domains.accounts.models import ActivationSlip, Session, User
from jiangong.domains.accounts.queries import standing_appointments
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.accounts import appoint


def test_account_opens_with_right_slip_and_duty_to_change(cast):
    opening = Opening("王芳", "wangfang", cast.union, "grassroots_officer", "主席")
    batch = open_accounts([opening], actor=cast.actor("district_officer"))
    user = User.objects.get(username="wangfang")
    slip = ActivationSlip.objects.get(batch=batch)
    assert (user.name, user.must_change_password) == ("王芳", True)
    assert standing_appointments(user).get().title == "主席"
    assert user.check_password(read_slip(slip))
    assert read_slip(slip) not in slip.sealed


def test_no_password_or_name_reaches_the_audit_trail(cast):
    batch = open_accounts(
        [Opening("王芳", "wangfang", cast.union, "worker")], actor=cast.actor("district_officer")
    )
    text = str(list(AuditEntry.objects.values()))
    assert "王芳" not in text
    assert read_slip(ActivationSlip.objects.get(batch=batch)) not in text


def test_one_bad_opening_opens_none(cast):
    openings = [Opening("甲", "jia-1", cast.union, "worker"), Opening("乙", "worker", cast.union, "worker")]
    with pytest.raises(Refusal, match="已有人使用"):
        open_accounts(openings, actor=cast.actor("district_officer"))
    assert not User.objects.filter(username="jia-1").exists()


def test_account_names_are_made_up_and_never_collide(cast):
    openings = [Opening(name, "", cast.union, "worker") for name in ("甲", "乙")]
    open_accounts(openings, actor=cast.actor("district_officer"))
    stem = f"u{cast.union.pk:05d}"
    found = User.objects.filter(username__startswith=stem).order_by("pk").values_list("username", flat=True)
    assert list(found) == [stem, f"{stem}-2"]


def test_nothing_or_too_much_at_once_is_refused(cast):
    actor = cast.actor("district_officer")
    with pytest.raises(Refusal, match="至少"):
        open_accounts([], actor=actor)
    with pytest.raises(Refusal, match="一次最多开通100个"):
        open_accounts([Opening("甲", "", cast.union, "worker")] * 101, actor=actor)


def test_only_the_system_administrator_opens_accounts_without_rights(cast):
    with pytest.raises(Refusal, match="请选择角色"):
        open_accounts([Opening("甲", "jia-1")], actor=cast.actor("district_officer"))
    open_accounts([Opening("甲", "jia-1")], actor=cast.actor("system_admin"))
    assert list(standing_appointments(User.objects.get(username="jia-1"))) == []


def test_system_administrator_cannot_give_rights_while_opening(cast):
    with pytest.raises(NotAllowed, match="不在您的管理范围内"):
        open_accounts([Opening("甲", "jia-1", cast.union, "worker")], actor=cast.actor("system_admin"))


def test_disable_ends_sessions_at_once_and_enable_brings_rights_back(cast):
    client = cast.client("union_officer")
    user, actor = cast.users["union_officer"], cast.actor("district_officer")
    disable_user(user, actor=actor)
    assert not Session.objects.filter(user=user).exists()
    assert client.get("/account/").status_code == 302
    enable_user(user, actor=actor)
    assert list(cast.actor("union_officer").permissions)


def test_disable_and_enable_say_when_there_is_nothing_to_do(cast):
    user, actor = cast.users["union_officer"], cast.actor("district_officer")
    with pytest.raises(Refusal, match="已经是启用"):
        enable_user(user, actor=actor)
    disable_user(user, actor=actor)
    with pytest.raises(Refusal, match="已经停用"):
        disable_user(user, actor=actor)


def test_reset_gives_a_one_time_password_and_ends_sessions(cast):
    user = cast.users["union_officer"]
    cast.client("union_officer")
    slip = reset_password(user, actor=cast.actor("district_officer"))
    user.refresh_from_db()
    assert user.check_password(read_slip(slip))
    assert user.must_change_password
    assert not Session.objects.filter(user=user).exists()


@pytest.mark.parametrize("name", ["city_leader", "city_officer", "neighbour_officer"])
def test_nobody_resets_above_or_beside_themselves(cast, name):
    with pytest.raises(NotAllowed, match="请由上级工会或系统管理员办理"):
        reset_password(cast.users[name], actor=cast.actor("district_officer"))


def test_nobody_resets_an_account_with_rights_they_lack(cast):
    with pytest.raises(NotAllowed, match="您没有"):
        reset_password(cast.users["city_leader"], actor=cast.actor("city_officer"))


def test_reset_is_refused_where_the_user_also_serves_elsewhere(cast):
    appoint(cast.users["union_officer"], cast.neighbour, "unit_officer")
    with pytest.raises(NotAllowed, match="管理范围以外的单位任职"):
        reset_password(cast.users["union_officer"], actor=cast.actor("district_officer"))


def test_nobody_resets_their_own_or_an_administrators_password(cast):
    with pytest.raises(NotAllowed, match="我的账号"):
        reset_password(cast.users["district_officer"], actor=cast.actor("district_officer"))
    with pytest.raises(NotAllowed, match="管理员账号"):
        reset_password(cast.users["audit_admin"], actor=cast.actor("system_admin"))


def test_system_administrator_resets_any_business_account(cast):
    slip = reset_password(cast.users["city_leader"], actor=cast.actor("system_admin"))
    assert isinstance(slip.batch, uuid.UUID)


def test_administrators_are_made_and_reset_on_the_server_only(cast):
    with pytest.raises(NotAllowed, match="只能在服务器上"):
        create_administrator("x", "x", "system", actor=cast.actor("system_admin"))
    with pytest.raises(NotAllowed, match="只能在服务器上"):
        reset_administrator(cast.users["audit_admin"], actor=cast.actor("system_admin"))
    password = reset_administrator(cast.users["audit_admin"], actor=system_actor())
    assert User.objects.get(username="audit_admin").check_password(password)
