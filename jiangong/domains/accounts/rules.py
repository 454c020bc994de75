"""Why an account or a right may not be touched; every rule returns the reason in Chinese, or nothing."""

from django.conf import settings
from django.utils import timezone

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import ROLES, Role
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of

PASSWORD_LASTS_DAYS = 90
UNKNOWN_ROLE = "没有这个角色，请重新选择。"
OUTSIDE = "这个组织不在您的管理范围内，请选择本单位或所属单位。"
NOT_ONESELF = "不能给自己授权或撤权，请由上级工会或安全管理员办理。"


def cannot_hold(role: Role, organization: Organization) -> str:
    """A role is held at certain kinds of organization, and only while they exist."""
    if organization.is_closed:
        return f"“{organization}”已撤销，请选择承接它的组织。"
    if organization.kind not in role.held_at:
        kinds = "、".join(OrganizationKind(kind).label for kind in sorted(role.held_at))
        return f"“{role.label}”只能在{kinds}任职，请换一个组织或角色。"
    return ""


def out_of_reach(role: Role, organization: Organization, actor: Actor) -> str:
    """Nobody gives what they do not have, nor beyond their subtree; the security administrator gives anything."""
    if actor.is_system or actor.can("accounts.security_console"):
        return ""
    place = organization.scope_path
    if not actor.scope_path or not place.startswith(actor.scope_path):
        return OUTSIDE
    missing = role.permissions - actor.permissions
    if not missing or (role.granted_from_above and place != actor.scope_path):
        return ""
    names = "、".join(f"“{label_of(code)}”" for code in sorted(missing)[:3])
    return f"您没有{names}的权限，不能授予或处理“{role.label}”。请由上级工会或安全管理员办理。"


def cannot_grant(user: User, role: Role, organization: Organization, actor: Actor) -> str:
    """Why this role may not be given to this user by this actor."""
    if user.pk == actor.user_id:
        return NOT_ONESELF
    if user.console != Console.NONE:
        return "管理员账号不能担任业务职务，请为这个人另开业务账号。"
    if not user.is_active:
        return "这个账号已停用，请先启用再授权。"
    return cannot_hold(role, organization) or out_of_reach(role, organization, actor)


def cannot_revoke(appointment: Appointment, actor: Actor) -> str:
    """Why this appointment may not be ended by this actor."""
    if appointment.user_id == actor.user_id:
        return NOT_ONESELF
    if appointment.revoked_at is not None:
        return "这项任职已经撤销。"
    role = ROLES.get(appointment.role)
    return out_of_reach(role, appointment.organization, actor) if role else ""


def cannot_look_after(user: User, appointments: list[Appointment], actor: Actor) -> str:
    """Why this actor may not disable the account or reset its password.

    Whoever resets a password could sign in with it, so every right of the user must be within reach.
    """
    if user.pk == actor.user_id:
        return "不能这样处理自己的账号，修改密码请到“我的账号”。"
    if user.console != Console.NONE:
        return "这是管理员账号，请在服务器上用jiangong reset_password重置。"
    if actor.is_system or actor.can("accounts.system_console"):
        return ""
    for one in appointments:
        role = ROLES.get(one.role)
        if role and (reason := out_of_reach(role, one.organization, actor)):
            if reason != OUTSIDE:
                return reason
            return "这个账号还在您管理范围以外的单位任职，请由上级工会或系统管理员办理。"
    return ""


def cannot_delegate(appointment: Appointment, user: User, actor: Actor) -> str:
    """Why this appointment may not be lent to this user by this actor."""
    if appointment.user_id != actor.user_id:
        return "只能委托您自己的任职。"
    if appointment.delegated_from_id is not None:
        return "受托行使的职权不能再转委托。"
    if user.pk == actor.user_id:
        return "不能委托给自己，请填写另一个人的账号。"
    if user.console != Console.NONE or not user.is_active:
        return "这个账号不能接受委托，请换一个人。"
    return ""


def cannot_take_over(user: User, appointments: list[Appointment], place: Organization) -> str:
    """Why this user cannot be handed the work of an appointment at ``place``: they would not see it."""
    if not user.is_active or user.console != Console.NONE:
        return "这个账号不能接收工作，请换一个人。"
    if not any(place.scope_path.startswith(one.organization.scope_path) for one in appointments):
        return f"这个账号在“{place}”及其上级没有任职，看不到要交接的工作。请先为其授权，或换一个人。"
    return ""


def cannot_approve(appointment: Appointment, actor: Actor) -> str:
    """Two people for one right: whoever proposed it does not approve it."""
    if appointment.approved_at is not None or appointment.revoked_at is not None:
        return "这项任职不在待批状态，请刷新页面查看。"
    if actor.user_id in {appointment.granted_by_id, appointment.user_id}:
        return "不能批准自己提出或授予自己的任职。"
    if appointment.ends_on is not None and appointment.ends_on <= timezone.localdate():
        return "这项任职已过结束日期，请让提出单位重新办理。"
    return ""


def owes_new_password(user: User) -> str:
    """Why nothing else opens until the password is changed."""
    if user.must_change_password:
        return "您正在使用一次性密码，请先改成自己的密码，再继续使用。"
    if settings.PROFILE == "mlps3" and user.password_is_older_than(PASSWORD_LASTS_DAYS):
        return f"您的密码已使用超过{PASSWORD_LASTS_DAYS}天，请先修改密码，再继续使用。"
    return ""
