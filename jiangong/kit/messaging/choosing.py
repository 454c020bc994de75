"""What a person chooses about their reminders."""

import hashlib
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.messaging.models import Dispatch, Preference, Rung, RungName
from jiangong.kit.messaging.outbox import put

SALT, VALID = "messaging.email", 3 * 24 * 3600
EXPIRED = "确认链接已失效。请到“提醒设置”里重新保存邮箱，会再发一封。"


def mail_is_set_up() -> bool:
    """Whether the operator has named a mail server, and where links lead."""
    return bool(settings.EMAIL_HOST and settings.SITE_URL)


def preference_of(user: Any) -> Preference:
    """What somebody chose, or the defaults."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


@transaction.atomic
def choose_reminders(values: dict[str, Any], *, actor: Actor) -> Preference:
    """Keep the choice; a new mail address is asked to confirm itself."""
    chosen, _ = Preference.objects.select_for_update().get_or_create(user=actor.user)
    chosen.via, chosen.at, chosen.target = values["via"], values["at"], values["target"]
    if is_new := values["email"] != chosen.email:
        chosen.seal_email(values["email"])
        chosen.email_confirmed_at = None
    chosen.version += 1
    chosen.save()
    if values["email"] and (is_new or chosen.email_confirmed_at is None):
        _ask_to_confirm(chosen, actor)
    record(actor, "messaging.preference.choose", chosen, state=chosen.via)
    return chosen


def _ask_to_confirm(chosen: Preference, actor: Actor) -> None:
    if not mail_is_set_up():
        raise Refusal("平台还没有配置发信服务器，暂时不能用邮件提醒。请先选“只在平台内”。", "email")
    path = f"{reverse('messaging:email_confirm')}?token={_token(chosen)}"
    key = f"confirm:{chosen.pk}:{chosen.version}"
    text = "请登录建功，打开下面的链接确认这个邮箱用来接收每日提醒。不是您本人操作的，请不要理会。"
    put(Dispatch(key=key, subject="确认邮箱", text=text, path=path, user_id=chosen.user_id, is_answer=True))
    enqueue("messaging.deliver_now", actor=actor)


def _token(chosen: Preference) -> str:
    return signing.dumps([chosen.pk, _mark(chosen)], salt=SALT)


def _mark(chosen: Preference) -> str:
    """Stands for the address without telling it; another address has another mark."""
    return hashlib.sha256(chosen.email_sealed.encode()).hexdigest()[:16]


@transaction.atomic
def confirm_email(token: str, *, actor: Actor) -> Preference:
    """The owner of the address is the one who is signed in."""
    try:
        key, mark = signing.loads(token, salt=SALT, max_age=VALID)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refusal(EXPIRED) from None
    chosen = Preference.objects.filter(pk=key, user=actor.user_id).first()
    if chosen is None or _mark(chosen) != mark:
        raise Refusal(EXPIRED)
    if chosen.email_confirmed_at is None:
        chosen.email_confirmed_at = timezone.now()
        chosen.save(update_fields=("email_confirmed_at",))
        record(actor, "messaging.preference.confirm_email", chosen)
    return chosen


@transaction.atomic
def set_ladder(days: dict[str, int], *, actor: Actor) -> None:
    """When each rung is reached, for the whole federation."""
    for name in RungName.values:
        Rung.objects.update_or_create(name=name, defaults={"days": days[name]})
    record(actor, "messaging.rung.set", fields=days)
