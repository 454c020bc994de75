"""What competitions tell the rest: to-dos, messages, search, owned files, a card on the organization's page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import ROLES
from jiangong.domains.competitions import rules
from jiangong.domains.competitions.choices import (
    SHORT_NAMES,
    CompetitionKind,
    EnrolmentState,
    Step,
)
from jiangong.domains.competitions.models import Enrolment
from jiangong.domains.competitions.queries.enrolments import open_competitions, to_confirm, without_result
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of
from jiangong.domains.organizations.signals import organization_panels
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.messaging.todos import ACT, DECIDE, DUE, RETURNED, Todo, register_todos
from jiangong.kit.pages.heads import Panel
from jiangong.kit.workflow import Transition, transitioned

MOST_TODOS = 20
CLOSING = timedelta(days=14)

register_owner(
    "competitions.enrolment",
    Enrolment.attachment_slots,
    permission="competitions.view",
    refusal=rules.attaching_refusal,
)


@receiver(transitioned, sender=Enrolment)
def tell_the_union(
    sender: Any, instance: Enrolment, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Who answers for it hears that it came back."""
    if transition.name == Step.SEND_BACK:
        people = officers_of(instance.organization)
        title = f"参赛退回：{instance}"
        notify(people, title, note, instance.get_absolute_url(), MessageKind.RETURNED, actor=actor)


def officers_of(organization: Organization) -> list[User]:
    """Who may enrol for a union."""
    roles = [role.key for role in ROLES.values() if "competitions.enrol" in role.permissions]
    held = Appointment.objects.ungated("who works there is told").standing()
    rows = held.filter(organization=organization, role__in=roles, user__console="")
    return list({one.user_id: one.user for one in rows.select_related("user")}.values())


@register_todos
def confirming_todos(actor: Actor) -> Iterator[Todo]:
    """What waits for the actor's confirmation, a row for each competition."""
    if not actor.can("competitions.confirm"):
        return
    waiting = to_confirm(actor).order_by().values("kind", "year").annotate(n=Count("pk"))
    for row in sorted(waiting, key=lambda one: (one["year"], one["kind"])):
        address = reverse("competitions:enrolment_list")
        yield Todo(
            title=f"{row['year']}年{SHORT_NAMES[row['kind']]}竞赛有{row['n']}条报名待确认",
            url=f"{address}?view=waiting&kind={row['kind']}&year={row['year']}",
            group=DECIDE,
            why="确认后计入进展。",
            act_label="去确认",
            icon="trophy",
        )


@register_todos
def returned_todos(actor: Actor) -> Iterator[Todo]:
    """What came back to the actor's own union."""
    if not actor.can("competitions.enrol"):
        return
    own = Enrolment.objects.visible_to(actor).filter(organization=home_of(actor))
    for one in own.filter(state=EnrolmentState.RETURNED).order_by("-updated_at")[:MOST_TODOS]:
        yield Todo(
            title=f"参赛退回：{one}",
            url=one.get_absolute_url(),
            meta=(f"{one.year}年{SHORT_NAMES[one.kind]}",),
            group=RETURNED,
            why=one.reason,
            act_label="修改",
            icon="trophy",
            tone="warn",
        )


@register_todos
def result_todos(actor: Actor) -> Iterator[Todo]:
    """Energy projects that are over and have no result, as one row."""
    if not actor.can("competitions.enrol"):
        return
    examples = list(without_result(actor).order_by("pk").values_list("project", flat=True)[:3])
    if examples:
        yield Todo(
            title=f"{without_result(actor).count()}个“三比两降”项目待登记成果",
            url=f"{reverse('competitions:enrolment_list')}?view=no_result",
            meta=("、".join(examples),),
            group=ACT,
            act_label="去登记",
            icon="trending-up",
        )


@register_todos
def closing_todos(actor: Actor) -> Iterator[Todo]:
    """Enrolment that closes soon."""
    if not actor.can("competitions.enrol"):
        return
    today = timezone.localdate()
    for one in open_competitions(actor).filter(
        opens_on__lte=today, closes_on__range=(today, today + CLOSING)
    ):
        yield Todo(
            title=f"{one.short_name}竞赛报名将截止",
            url=one.get_absolute_url(),
            meta=(str(one.organization),),
            due_on=one.closes_on,
            group=DUE,
            act_label="去报名",
            icon="trophy",
        )


def find_enrolments(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By project or who takes part."""
    rows = Enrolment.objects.visible_to(actor).filter(Q(party__icontains=text) | Q(project__icontains=text))
    for one in rows.exclude(state=EnrolmentState.VOID).order_by("-pk")[:limit]:
        sub = f"{one.year}年{SHORT_NAMES[one.kind]}　{one.get_state_display()}"
        yield Hit(str(one), sub, one.get_absolute_url(), "trophy")


register_search(SearchSource(str(Enrolment._meta.verbose_name), "competitions.view", find_enrolments))


def competitions_panel(organization: Organization, actor: Actor) -> Panel | None:
    """This year's enrolments of an organization and everything below it."""
    if not actor.can("competitions.view"):
        return None
    year = timezone.localdate().year
    inside = Enrolment.objects.visible_to(actor).filter(
        below(organization.path, "organization__path"), year=year, state=EnrolmentState.CONFIRMED
    )
    counts = dict(inside.order_by().values_list("kind").annotate(n=Count("pk")))
    if not counts:
        return None
    address = (
        f"{reverse('competitions:enrolment_list')}?organization={organization.pk}&year={year}&view=confirmed"
    )
    rows = [
        (SHORT_NAMES[kind], counts[kind], f"{address}&kind={kind}")
        for kind in CompetitionKind.values
        if kind in counts
    ]
    shown = {"rows": rows, "year": year}
    return Panel("竞赛参赛", "competitions/_organization.html", shown, count=sum(counts.values()))


organization_panels.append(competitions_panel)
