"""Who hears what: inspectors of their visits, units of findings, inspectors of answers."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.plans.queries.officers import people_at
from jiangong.domains.supervision.models import Draw, Finding, Visit
from jiangong.domains.supervision.queries.visits import inspectors_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.workflow import Transition, transitioned
from jiangong.lib.dates import format_day


@receiver(transitioned, sender=Visit)
def tell_about_visit(
    sender: Any, instance: Visit, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """The unit hears what was found; inspectors hear that nobody goes."""
    url = instance.get_absolute_url()
    if transition.name == "submit" and instance.finding_count:
        title = f"督导检查发现{instance.finding_count}个问题：{instance.plan}"
        body = "请落实责任人和整改措施，按期整改并答复。"
        notify(people_at([instance.organization_id], "supervision.rectify"), title, body, url, actor=actor)
    elif transition.name == "cancel":
        notify(inspectors_of(instance), f"检查已取消：{instance}", note, url, actor=actor)


@receiver(transitioned, sender=Draw)
def tell_about_draw(
    sender: Any, instance: Draw, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Inspectors hear how many units fell to them."""
    if transition.name != "draw":
        return
    counts: dict[int, int] = {}
    for team in instance.result["teams"]:
        for user in team["members"]:
            counts[user] = counts.get(user, 0) + 1
    last = format_day(instance.plan.ends_on)
    people = User.objects.filter(pk__in=counts).in_bulk()
    for user, count in counts.items():
        title = f"您被抽为督导员：{instance.plan}"
        body = f"抽中{count}家单位，{last}前完成检查。"
        notify([people[user]], title, body, f"{reverse('supervision:visit_list')}?view=planned", actor=actor)


@receiver(transitioned, sender=Finding)
def tell_about_finding(
    sender: Any, instance: Finding, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Each side hears what the other did."""
    title, url = f"{instance}", instance.get_absolute_url()
    if transition.name == "answer":
        notify(_inspecting(instance), f"整改待复查：{title}", "", url, actor=actor)
    elif transition.name == "send_back":
        body = f"{note}　{format_day(instance.due_on)}前再整改。"
        notify(_owing(instance), f"整改退回：{title}", body, url, MessageKind.RETURNED, actor=actor)
    elif transition.name in {"close", "void"}:
        told = "已销号" if transition.name == "close" else "已作废"
        notify(_owing(instance), f"问题{told}：{title}", note, url, actor=actor)


def _owing(finding: Finding) -> Iterable[User]:
    return people_at([finding.organization_id], "supervision.rectify")


def _inspecting(finding: Finding) -> Iterable[User]:
    """The union that had it inspected, and who was there; all but who found it may look again."""
    people = people_at([finding.visit.plan.organization_id], "supervision.recheck")
    return [one for one in (*people, *inspectors_of(finding.visit)) if one.pk != finding.recorded_by_id]
