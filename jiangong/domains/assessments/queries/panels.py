"""Who can be put on a panel."""

from django.db import models

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import ROLES
from jiangong.kit.access.actor import Actor

PERMISSION = "assessments.score"


def candidates(actor: Actor) -> list[User]:
    """Accounts within reach that may score."""
    roles = [role.key for role in ROLES.values() if PERMISSION in role.permissions]
    held = Appointment.objects.visible_to(actor).standing().filter(role__in=roles)
    users = User.objects.visible_to(actor).filter(pk__in=held.values("user"), is_active=True)
    return list(users.select_related("person__organization").order_by("name", "username"))


def judge_spelled(user: User) -> str:
    """A name nobody else bears: with the account."""
    return f"{user.name}（{user.username}）"


def judge_meant(text: str, actor: Actor) -> User:
    """One account by its name, by its key, or by both as suggested."""
    roles = [role.key for role in ROLES.values() if PERMISSION in role.permissions]
    held = Appointment.objects.visible_to(actor).standing().filter(role__in=roles)
    users = User.objects.visible_to(actor).filter(pk__in=held.values("user"), is_active=True)
    account = text.removesuffix("）").removesuffix(")").replace("(", "（").rpartition("（")[2]
    found = list(users.filter(models.Q(name=text) | models.Q(username__in=(text, account)))[:3])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"叫“{text}”的账号不止一个，请照提示写成“姓名（账号）”。")
    raise ValueError(f"没有找到“{text}”。评委要有账号和“填写评分”的权限，请先开通。")
