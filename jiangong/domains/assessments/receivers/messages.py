"""Who hears of a stage that opens, a result, a score that was set aside."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import people_at
from jiangong.domains.assessments.choices import SheetState
from jiangong.domains.assessments.models import Round, Sheet, Subject
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.workflow import Transition, transitioned

WHY = "whoever takes part hears of it"


@receiver(transitioned, sender=Round)
def tell_of_a_stage(
    sender: Any, instance: Round, transition: Transition, actor: Actor, **kwargs: Any
) -> None:
    """Units of their self-score and their result, judges of their task."""
    mine = reverse("assessments:mine")
    if transition.name == "open_self":
        _tell(_units(instance), f"请自评：{instance}", mine, actor)
    elif transition.name == "open_final":
        judges = [judge.user for judge in instance.judges.select_related("user")]
        _tell(judges, f"请评分：{instance}", mine, actor)
    elif transition.name == "conclude":
        _tell(_units(instance), f"考评已出结果：{instance}", instance.get_absolute_url(), actor)


@receiver(transitioned, sender=Sheet)
def tell_of_a_voided_sheet(
    sender: Any, instance: Sheet, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """The judge whose score does not count, and whoever organizes when it was found by the system."""
    if transition.target != SheetState.VOID or instance.judge is None:
        return
    name = instance.subject.name_for_judges()
    _tell([instance.judge.user], f"评分已作废：{name}", reverse("assessments:mine"), actor, note)
    if actor.is_system:
        organizers = people_at([instance.round.organization_id], "assessments.organize")
        title = f"有评委应当回避，评分已作废：{instance.round}"
        _tell(organizers, title, instance.subject.get_absolute_url(), actor)


def _units(one: Round) -> list[User]:
    places = Subject.objects.ungated(WHY).filter(round=one).values_list("organization_id", flat=True)
    return people_at(places, "assessments.self_score")


def _tell(users: Iterable[User], title: str, url: str, actor: Actor, body: str = "") -> None:
    notify(list(users), title[:200], body, url, MessageKind.NOTICE, actor=actor)
