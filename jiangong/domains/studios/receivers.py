"""What studios tell the rest: to-dos, search, roles of people, cards of organizations; what titles tell them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.assessments.choices import ConflictKind
from jiangong.domains.assessments.queries import Question, Tie, register_conflict_source
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.domains.people.signals import people_merged, person_erased
from jiangong.domains.studios import rules
from jiangong.domains.studios.actions import forget_consent, recount
from jiangong.domains.studios.actions.team import led_by, settle_merged
from jiangong.domains.studios.models import Studio
from jiangong.domains.studios.queries.studios import (
    BUILDING,
    leaderships_of,
    matching,
    overdue,
    seats_of,
    studios_below,
    teams_of,
    unreviewed,
)
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import ACT, BEHIND, DUE, Todo, register_todos
from jiangong.kit.pages.heads import Panel
from jiangong.kit.workflow import transitioned

MOST_TODOS = 10
SOON = timedelta(days=60)
REVIEWS_FROM_MONTH = 10  # confirmations are asked for in the last quarter
SHOWN = 10

register_owner(
    "studios.studio", Studio.attachment_slots, permission="studios.view", refusal=rules.attaching_refusal
)


@register_todos
def building_todos(actor: Actor) -> Iterator[Todo]:
    """Studios whose date is near or passed: one by one for those who build, as one row for the federation."""
    if not actor.can("studios.edit"):
        return
    soon = timezone.localdate() + SOON
    waiting = Studio.objects.visible_to(actor).filter(BUILDING, due_on__lte=soon)
    rows = list(waiting.select_related("organization").order_by("due_on", "pk")[: MOST_TODOS + 1])
    if len(rows) > MOST_TODOS or (rows and actor.sees_everything):
        shown = waiting.filter(overdue()) if rows[0].days_overdue else waiting
        yield _together(shown.count(), rows[0])
        return
    for studio in rows:
        late = studio.days_overdue
        yield Todo(
            title=studio.name,
            url=studio.get_absolute_url(),
            meta=(str(studio.organization), f"缺{studio.missing_count}项登记要素"),
            due_on=studio.due_on,
            group=BEHIND if late else DUE,
            act_label="补齐登记",
            icon="tools",
            tone="crit" if late else "mute",
        )


def _together(number: int, first: Studio) -> Todo:
    late = first.days_overdue > 0
    view, told = ("overdue", "逾期没有登记") if late else ("building", "还没有登记")
    return Todo(
        title=f"{number}个创新工作室{told}",
        url=f"{reverse('studios:list')}?view={view}&sort=readiness",
        meta=(f"最早的是{first.organization}“{first.name}”",),
        due_on=first.due_on,
        group=BEHIND if late else DUE,
        act_label="查看",
        icon="tools",
        tone="crit" if late else "mute",
    )


@register_todos
def review_todos(actor: Actor) -> Iterator[Todo]:
    """In the last quarter, what has no confirmation for the year."""
    today = timezone.localdate()
    if today.month < REVIEWS_FROM_MONTH or not actor.can("studios.review"):
        return
    levels = rules.levels_of(actor)
    waiting = Studio.objects.visible_to(actor).filter(unreviewed(today.year), level__in=levels).count()
    if waiting:
        yield Todo(
            title=f"{today.year}年度复核：{waiting}个创新工作室还没有结论",
            url=f"{reverse('studios:list')}?view=unreviewed",
            due_on=today.replace(month=12, day=31),
            group=ACT,
            act_label="去复核",
            icon="clipboard-check",
        )


@register_conflict_source
def team_mates(question: Question) -> Iterator[Tie]:
    """People of one studio do not judge each other."""
    teams: dict[int, set[int]] = {}
    names: dict[int, str] = {}
    for person, studio, name in teams_of(question.judges | question.people, question.since):
        teams.setdefault(studio, set()).add(person)
        names[studio] = name
    pairs = (
        (judge, other, f"同在“{names[studio]}”。")
        for studio, people in teams.items()
        for judge in people & question.judges
        for other in people & question.people
        if judge != other
    )
    yield from question.between_people(pairs, ConflictKind.TEAM)


@register_role_source
def studio_roles(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """What a person leads, led, or belongs to."""
    if not actor.can("studios.view"):
        return
    visible = set(
        Studio.objects.visible_to(actor).filter(leaderships__person=person).values_list("pk", flat=True)
    )
    for term in leaderships_of(person):
        period = f"{term.starts_on:%Y-%m-%d}至{f'{term.ends_on:%Y-%m-%d}' if term.ends_on else '今'}"
        url = term.studio.get_absolute_url() if term.studio_id in visible else ""
        yield PersonRole("创新工作室领衔人", term.studio.name, period, url)
    for seat in seats_of(person):
        yield PersonRole(f"创新工作室{seat.get_role_display()}", seat.studio.name)


def studios_panel(organization: Organization, actor: Actor) -> Panel | None:
    """The studios under an organization."""
    if not actor.can("studios.view"):
        return None
    found = studios_below(organization, actor)
    address = f"{reverse('studios:list')}?organization={organization.pk}"
    told = {"studios": found[:SHOWN], "shown": SHOWN, "all_url": address}
    return Panel("创新工作室", "studios/_of_organization.html", told, count=found.count())


organization_panels.append(studios_panel)


@receiver(transitioned, sender=Award)
def follow_the_leaders_title(sender: Any, instance: Award, **kwargs: Any) -> None:
    """A leader's title that is revoked or restored changes what the studio lacks."""
    if instance.person_id:
        recount(led_by([instance.person_id]))


@receiver(people_merged)
def follow_the_merge(sender: Any, keep: Person, drop: Person, **kwargs: Any) -> None:
    """A leader is not a member of the own team, and one person sits there once."""
    settle_merged(keep, drop)


@receiver(person_erased)
def name_nobody_in_public(sender: Any, person: Person, **kwargs: Any) -> None:
    """The card of a studio no longer shows somebody who was erased."""
    forget_consent(person)


def find_studios(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name and leader."""
    found = Studio.objects.visible_to(actor).filter(matching(text)).select_related("organization", "leader")
    for studio in found.order_by("-effective_on", "-pk")[:limit]:
        leader = studio.leader.name if studio.leader else ""
        sub = "　".join(filter(None, (studio.get_level_display(), str(studio.organization), leader)))
        yield Hit(studio.name, sub, studio.get_absolute_url(), "tools")


register_search(SearchSource(str(Studio._meta.verbose_name), "studios.view", find_studios))
