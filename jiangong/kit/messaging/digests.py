"""One digest a day for each person: what is due, came back and waits, and what the ladder has to say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.jobs.acting import actor_of_user
from jiangong.kit.messaging.deadlines import Call
from jiangong.kit.messaging.models import (
    Digest,
    Dispatch,
    Message,
    MessageKind,
    Nudge,
    Preference,
    RungName,
    Target,
    Via,
)
from jiangong.kit.messaging.outbox import put
from jiangong.kit.messaging.sending import mark_read, notify
from jiangong.kit.messaging.todos import Todo, grouped, todos_of

HOME = "/"
LISTED = 5
SAID = {
    RungName.BEFORE: "即将到期",
    RungName.DUE: "已到期",
    RungName.ABOVE: "下级逾期",
    RungName.LEADER: "逾期较久",
}


@dataclass(frozen=True, slots=True)
class Day:
    """What one person is told today."""

    todos: Sequence[Todo]
    calls: Sequence[Call]

    @property
    def count(self) -> int:
        return len(self.todos) + len(self.calls)

    def counts(self) -> str:
        """Numbers only: this is what may leave the house."""
        groups = [f"{label}{len(found)}件" for label, found in grouped(self.todos)]
        return "，".join([*groups, *counted(self.calls)])

    def titles(self) -> str:
        """The first few by name; for the person alone."""
        names = [call.deadline.title for call in self.calls] + [todo.title for todo in self.todos]
        more = f"等{len(names)}件" if len(names) > LISTED else ""
        return f"{'；'.join(names[:LISTED])}{more}。"


def counted(calls: Iterable[Call]) -> list[str]:
    """How many reached each rung, in the order of the ladder."""
    numbers = Counter(call.rung for call in calls)
    return [f"{words}{numbers[rung]}件" for rung, words in SAID.items() if numbers[rung]]


def gather(user: Any, calls: Sequence[Call]) -> Day:
    """In every post the person holds; what two posts show alike counts once."""
    first = actor_of_user(user)
    posts = [actor_of_user(user, one.pk) for one in first.appointments] or [first]
    found = {(todo.title, todo.url): todo for actor in posts for todo in todos_of(actor)}
    known = set(Nudge.objects.filter(user=user).values_list("key", "rung"))
    mine = [call for call in calls if (call.key, call.rung) not in known]
    called = {call.deadline.url for call in mine}
    pressing = [todo for todo in found.values() if todo.url not in called]
    return Day(sorted(pressing, key=lambda todo: todo.due_on or date.max), mine)


@transaction.atomic
def remind(user: Any, chosen: Preference | None, today: date, calls: Sequence[Call]) -> bool:
    """Tell one person about their day, once; whether there was anything to tell."""
    digest, is_new = Digest.objects.get_or_create(user=user, day=today)
    if not is_new or (chosen is not None and chosen.via == Via.NONE):
        return False
    day = gather(user, calls)
    if not day.count:
        return False
    Digest.objects.filter(pk=digest.pk).update(count=day.count)
    Nudge.objects.bulk_create([Nudge(key=call.key, rung=call.rung, user=user) for call in day.calls])
    # Yesterday's digest says nothing that today's does not.
    mark_read(Message.objects.filter(user=user, kind=MessageKind.DIGEST))
    title, url = f"今日提醒：{day.counts()}", HOME
    notify([user], title, day.titles(), url, MessageKind.DIGEST, actor=system_actor())
    if (route := _route(user, chosen)) is not None:
        text = f"{day.counts()}。请登录查看和办理。"
        key = f"digest:{today.isoformat()}:{user.pk}"
        put(Dispatch(key=key, subject="今日提醒", text=text, path=url, **route))
    return True


def _route(user: Any, chosen: Preference | None) -> dict[str, Any] | None:
    """Where the outward copy goes, if anywhere."""
    if chosen is None:
        return None
    if chosen.via == Via.EMAIL and chosen.email_confirmed_at is not None:
        return {"user_id": user.pk}
    if chosen.via == Via.TARGET and chosen.target is not None and chosen.target.is_active:
        return {"target_id": chosen.target_id}
    return None


def people_due(now: Any) -> list[tuple[Any, Preference | None]]:
    """Who has not been told today and whose time has come, with what they chose."""
    local = timezone.localtime(now)
    told = Digest.objects.filter(day=local.date()).values("user")
    chosen = {one.user_id: one for one in Preference.objects.select_related("target")}
    default = Preference._meta.get_field("at").default
    users = get_user_model()._default_manager.filter(is_active=True).exclude(pk__in=told).order_by("pk")
    return [
        (user, chosen.get(user.pk))
        for user in users
        if (chosen[user.pk].at if user.pk in chosen else default) <= local.time()
    ]


def group_key(today: date, target: int | str) -> str:
    """One a day for each group."""
    return f"group:{today.isoformat()}:{target}"


@transaction.atomic
def remind_group(target: Target, today: date, calls: Sequence[Call]) -> bool:
    """One message a day to a unit's group, with what its rungs reached since the last one."""
    known = set(Nudge.objects.filter(target=target).values_list("key", "rung"))
    fresh = [call for call in calls if (call.key, call.rung) not in known]
    if not fresh:
        return False
    key = group_key(today, target.pk)
    titles = list(dict.fromkeys(call.deadline.title for call in fresh))
    lines = [f"{'，'.join(counted(fresh))}。", *titles[:LISTED]]
    if len(titles) > LISTED:
        lines.append(f"等{len(titles)}项")
    message = Dispatch(key=key, subject="今日提醒", text="\n".join(lines)[:1000], path=HOME)
    message.target_id = target.pk
    if not put(message):
        return False
    Nudge.objects.bulk_create([Nudge(key=call.key, rung=call.rung, target=target) for call in fresh])
    return True
