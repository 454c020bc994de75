"""Whoever is next hears of it: the unit, its second and third signer, the union above."""

from typing import Any

from django.dispatch import receiver

from jiangong.domains.plans.queries.officers import people_at
from jiangong.domains.reporting.models import Matter, Report
from jiangong.domains.reporting.signals import matter_arrived, window_opened
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.workflow import Transition, transitioned
from jiangong.lib.dates import format_day

INSIDE = ("circulate", "check")


@receiver(window_opened)
def tell_units(sender: Any, window: Any, actor: Actor, **kwargs: Any) -> None:
    """A new window: everybody who reports for one of its units, once."""
    units = list(window.reports.values_list("organization_id", flat=True))
    title = f"开始填报：{window}上报表"
    notify(
        people_at(units, "reporting.fill"),
        title,
        f"{format_day(window.due_on)}前报送。",
        "/reports/mine/",
        actor=actor,
    )


@receiver(transitioned, sender=Report)
def tell_about_reports(
    sender: Any, instance: Report, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Sent back: the unit; on its way inside the unit: who signs next; entered in its stead: the unit."""
    url = instance.get_absolute_url()
    if transition.name == "send_back":
        people = people_at([instance.organization_id], "reporting.fill")
        notify(people, f"退回：{instance}", note, url, MessageKind.RETURNED, actor=actor)
    elif transition.name == "hand_back" and instance.filled_by:
        notify([instance.filled_by], f"退回：{instance}", note, url, MessageKind.RETURNED, actor=actor)
    elif transition.name in INSIDE:
        people = people_at([instance.organization_id], "reporting.sign")
        notify(people, f"请审签：{instance}", "", url, actor=actor)
    elif transition.name == "stand_in":
        people = people_at([instance.organization_id], "reporting.fill")
        notify(people, f"上级代填了{instance}", "请核对，无误请确认代填。", url, actor=actor)


@receiver(matter_arrived)
def tell_addressee(sender: Any, instance: Matter, actor: Actor, **kwargs: Any) -> None:
    """Something came up from below."""
    people = people_at([instance.addressee_id], "reporting.answer")
    title = f"{instance.get_kind_display()}：{instance}"
    notify(
        people,
        title,
        f"{instance.organization}，{format_day(instance.due_on)}前答复。",
        instance.get_absolute_url(),
        actor=actor,
    )


@receiver(transitioned, sender=Matter)
def tell_about_matters(
    sender: Any, instance: Matter, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Answered: who raised it; asked again: who answers."""
    url = instance.get_absolute_url()
    if transition.name == "answer":
        people = [instance.sender] if instance.sender else []
        notify(people, f"已答复：{instance}", instance.answer[:200], url, actor=actor)
    elif transition.name == "ask_again":
        notify(
            people_at([instance.addressee_id], "reporting.answer"),
            f"追问：{instance}",
            note,
            url,
            actor=actor,
        )
