"""What stands in the way of an act."""

import re
from typing import Any

from jiangong.domains.people.models import Person, Transfer
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.commands.errors import NotAllowed, Refusal

SHORTEST_REASON = 4
_LONG_DIGITS = re.compile(r"\d{5,}[\dXx]?")


def has_reach(actor: Actor, organization: Any) -> bool:
    """Whether an organization sits in the actor's subtree today."""
    return reaches_path(actor, organization.path)


def reaches_path(actor: Actor, path: str) -> bool:
    return actor.sees_everything or (bool(actor.scope_path) and path.startswith(actor.scope_path))


def refuse_unless_within_reach(actor: Actor, organization: Any) -> None:
    if not has_reach(actor, organization):
        raise Refusal("只能登记到您管理范围内的组织。请重新选择所属组织。", field="organization")


def refuse_unless_allowed(actor: Actor, permission: str) -> None:
    """Acts with weight ask again, whoever calls them."""
    if not actor.can(permission):
        raise NotAllowed(f"您当前的任职没有“{label_of(permission)}”的权限。")


def refuse_gone(person: Person) -> None:
    """A merged or erased entry is history: nothing is written to it any more."""
    if person.is_merged:
        raise Refusal("这条记录已并入另一条记录。请打开合并后的记录再办理。")
    if person.is_erased:
        raise Refusal("这名人员的个人信息已应要求删除，不能再修改。")


def plain_reason(reason: str) -> str:
    """A reason fit for the audit trail: long enough, and without numbers that identify anybody."""
    text = " ".join(reason.split())
    if len(text) < SHORTEST_REASON:
        raise Refusal(f"请写明理由，至少{SHORTEST_REASON}个字。", field="reason")
    return _LONG_DIGITS.sub("（号码略）", text)[:200]


def why_not_merge(keep: Person, drop: Person) -> str:
    """Why two entries cannot be one person; empty when they can."""
    if keep.pk == drop.pk:
        return "请选择两条不同的记录。"
    if keep.is_merged or drop.is_merged:
        return "其中一条记录已经合并过。请刷新页面查看最新情况。"
    if keep.is_erased or drop.is_erased:
        return "其中一条记录的个人信息已删除，不能合并。"
    if keep.id_number_index and drop.id_number_index:
        return "两条记录的身份证号不同，应是两个人。如有一个录错，请先改正或删去再合并。"
    if keep.user_id and drop.user_id:
        return "两条记录各有登录账号。请先停用并解除其中一个账号再合并。"
    return ""


def why_not_transfer(transfer: Transfer, actor: Actor) -> str:
    """A transfer is decided by a level that reaches both the unit that asks and the unit that gives."""
    if transfer.person.is_merged or transfer.person.is_erased:
        return "这名人员的记录已合并或删除，不能再调入。"
    if not (has_reach(actor, transfer.organization) and has_reach(actor, transfer.person.organization)):
        return "调入和调出单位不都在您的管理范围内，请由上一级工会办理。"
    return ""
