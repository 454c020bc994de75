"""Whoever is next hears of it: the reviewer, the departments, the signer, the drafter, every unit."""

from collections.abc import Callable, Iterable
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.plans.models import Delivery, Duty, Edition, Plan
from jiangong.domains.plans.queries.findings.shares import changed_shares
from jiangong.domains.plans.queries.officers import people_at, people_making
from jiangong.domains.plans.queries.receipts import owed_numbers
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.workflow import Transition, transitioned


def _at_maker(permission: str) -> Callable[[Plan], list[User]]:
    return lambda plan: people_making(plan, permission)


def _cosigners(plan: Plan) -> list[User]:
    return people_at(plan.cosignatures.values_list("organization_id", flat=True), "plans.cosign")


def _drafter(plan: Plan) -> list[User]:
    return [plan.drafter] if plan.drafter else []


def _involved(plan: Plan) -> list[User]:
    return [one for one in (plan.drafter, plan.reviewer) if one is not None]


NEXT: dict[str, Callable[[Plan], list[User]]] = {
    "submit": _at_maker("plans.review"),
    "send_to_cosign": _cosigners,
    "endorse": _at_maker("plans.issue"),
    "finish_cosigning": _at_maker("plans.issue"),
    "send_back": _drafter,
    "withdraw": _involved,
    "void": _involved,
    "close": _involved,
}


@receiver(transitioned, sender=Plan)
def tell_whose_turn(
    sender: Any, instance: Plan, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """The next person hears of it; at issue, every unit and every organization with a part."""
    if transition.name == "issue":
        tell_units(instance, f"新任务：{instance.title}", "请打开任务书，核对后签收。", actor)
        tell_parts(instance, actor)
        notify(_involved(instance), f"已下发：{instance.title}", "", instance.get_absolute_url(), actor=actor)
        return
    kind = MessageKind.RETURNED if transition.name == "send_back" else MessageKind.NOTICE
    people = NEXT[transition.name](instance)
    notify(
        people, f"{transition.label}：{instance.title}", note, instance.get_absolute_url(), kind, actor=actor
    )


def tell_units(
    plan: Plan, title: str, body: str, actor: Actor, units: Iterable[int | None] | None = None
) -> int:
    """Officers of the plan's units, or of some of them, with the way to their task sheet."""
    if units is None:
        units = plan.recipients.values_list("organization_id", flat=True)
    people = people_at([one for one in units if one is not None], "plans.receive")
    return notify(people, title, body, reverse("plans:sheet", args=[plan.pk]), actor=actor)


def tell_parts(plan: Plan, actor: Actor) -> int:
    """Organizations with a part in a task, among them partner departments."""
    parts = Duty.objects.filter(task__program__plan=plan, organization__isnull=False)
    people = people_at(parts.values_list("organization_id", flat=True).distinct(), "plans.view")
    title = f"任务分工：{plan.title}"
    return notify(people, title, "本单位有牵头、责任或配合的任务。", reverse("plans:mine"), actor=actor)


@receiver(transitioned, sender=Edition)
def tell_about_editions(
    sender: Any, instance: Edition, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """An adjustment: the approver hears of it, then the units whose shares changed."""
    plan = instance.plan
    if transition.name == "approve" and instance.number > 1:
        _tell_changed(plan, instance.number, instance.reason, actor)
    elif transition.name == "submit":
        people = people_making(plan, "plans.issue")
        notify(people, f"调整待审定：{plan.title}", instance.reason, plan.get_absolute_url(), actor=actor)
    elif transition.name == "send_back" and instance.drafter:
        url, kind = instance.get_absolute_url(), MessageKind.RETURNED
        notify([instance.drafter], f"调整退回：{plan.title}", note, url, kind, actor=actor)


def _tell_changed(plan: Plan, number: int, reason: str, actor: Actor) -> None:
    """Who must sign again, and who has divided further what has changed."""
    owed = owed_numbers([plan.pk])
    changed = [one for one in plan.recipients.all() if owed.get(one.pk) == number]
    units = [one.organization_id for one in changed]
    tell_units(plan, f"任务数有调整：{plan.title}", f"调整原因：{reason}。请核对后重新签收。", actor, units)
    for child in plan.children.filter(organization__in=units):
        if changed_shares(child):
            people = people_making(child, "plans.edit")
            title = f"上级任务数有调整，请调整本级分解：{child.title}"
            notify(people, title, "", child.get_absolute_url(), actor=actor)


@receiver(transitioned, sender=Delivery)
def tell_about_deliveries(
    sender: Any, instance: Delivery, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Handed in: the drafter; confirmed: who handed it in; sent back: the unit."""
    title, url = f"{transition.label}：{instance}", instance.get_absolute_url()
    if transition.name == "hand_in":
        notify(_drafter(instance.step.program.plan), title, "", url, actor=actor)
    elif transition.name == "receive" and instance.handed_in_by:
        notify([instance.handed_in_by], title, "", url, actor=actor)
    elif transition.name == "send_back":
        people = people_at([instance.organization_id], "plans.receive")
        notify(people, title, note, url, MessageKind.RETURNED, actor=actor)
