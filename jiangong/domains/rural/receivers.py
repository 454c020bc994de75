"""What the rural ledgers tell the rest: a person's roles, an organization's card, search, to-dos, merges."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.domains.people.signals import people_merged
from jiangong.domains.rural import rules
from jiangong.domains.rural.actions.entries import fold_participations
from jiangong.domains.rural.choices import EntryState, ProjectState
from jiangong.domains.rural.models import Base, Funding, Participation, Project
from jiangong.domains.rural.queries.units import Year
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import DUE, Todo, register_todos
from jiangong.kit.pages.heads import Action, Panel
from jiangong.kit.ui.parts import Figure

MOST_TODOS = 20

for _label, _model in (("rural.project", Project), ("rural.base", Base), ("rural.funding", Funding)):
    register_owner(_label, _model.attachment_slots, permission="rural.view", refusal=rules.attaching_refusal)


@receiver(people_merged)
def fold(sender: Any, keep: Person, drop: Person, actor: Actor, **kwargs: Any) -> None:
    """Two entries of one person in the same project become one."""
    fold_participations(keep, drop, actor=actor)


@register_role_source
def rural_roles(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """What somebody does for villages."""
    if not actor.can("rural.view"):
        return
    rows = Participation.objects.visible_to(actor).filter(person=person, state=EntryState.STANDING)
    for one in rows.select_related("project").order_by("-joined_on", "-pk"):
        detail = "　".join(filter(None, (one.project.name if one.project else "", one.role)))
        yield PersonRole("乡村振兴", detail, f"{one.joined_on:%Y-%m-%d}起", one.get_absolute_url())


@register_todos
def late_project_todos(actor: Actor) -> Iterator[Todo]:
    """Own projects past their day."""
    if not actor.can("rural.edit"):
        return
    late = Project.objects.visible_to(actor).filter(
        organization=home_of(actor), state=ProjectState.RUNNING, ends_on__lt=timezone.localdate()
    )
    for one in late.order_by("ends_on", "pk")[:MOST_TODOS]:
        yield Todo(
            title=f"助力项目到期：{one.name}",
            url=one.get_absolute_url(),
            meta=(one.place,),
            due_on=one.ends_on,
            group=DUE,
            why="完成的请办结，未完成的请修改计划完成日期。",
            act_label="办理",
            icon="heart-handshake",
            tone="warn",
        )


def find_projects(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name or place."""
    named = Q(name__icontains=text) | Q(town__icontains=text) | Q(village__icontains=text)
    rows = Project.objects.visible_to(actor).filter(named).exclude(state=ProjectState.VOID)
    for one in rows.select_related("organization").order_by("-pk")[:limit]:
        yield Hit(one.name, f"{one.organization}　{one.place}", one.get_absolute_url(), "heart-handshake")


register_search(SearchSource(str(Project._meta.verbose_name), "rural.view", find_projects))


def rural_panel(organization: Organization, actor: Actor) -> Panel | None:
    """This year of an organization and everything below it."""
    if not actor.can("rural.view"):
        return None
    year = timezone.localdate().year
    total = Year(year, actor, organization).total()
    if total.is_empty:
        return None
    address = reverse("rural:unit", args=[organization.pk])
    figures = [
        Figure("先进人物", len(total.people), "名", url=address),
        Figure("先进集体", len(total.collectives), "家", url=address),
        Figure("助力项目", total.projects, "个", url=address),
        Figure("示范基地", total.bases, "个", url=address),
    ]
    more = (Action(f"{year}年全部", address, "heart-handshake"),)
    return Panel("乡村振兴", "ui/components/figures.html", {"figures": figures}, actions=more)


organization_panels.append(rural_panel)
