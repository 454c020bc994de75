"""What places tell the rest: to-dos, search, the card of an organization, a person's page, owned files."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import consequence_sources, organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.domains.places import rules
from jiangong.domains.places.choices import STANDING_STATES
from jiangong.domains.places.models import Inspection, Place
from jiangong.domains.places.queries.places import (
    due_inspections,
    kept_by,
    neglected_reports,
    waiting_reports,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import ACT, BEHIND, DUE, Todo, register_todos
from jiangong.kit.pages import Action, Panel

MOST_TODOS = 20
SOON = timedelta(days=7)

register_owner(
    "places.place", Place.attachment_slots, permission="places.view", refusal=rules.attaching_refusal
)
register_owner(
    "places.inspection", Inspection.attachment_slots, permission="places.view", refusal=rules.proving_refusal
)


@register_todos
def report_todos(actor: Actor) -> Iterator[Todo]:
    """What people said at one's own doors; above, only what was left lying for days, as one row."""
    if not actor.can("places.edit"):
        return
    for report in waiting_reports(actor)[:MOST_TODOS]:
        yield Todo(
            title=f"{report.place.name}：{report.get_kind_display()}",
            url=report.get_absolute_url(),
            meta=(f"{report.times}次反映", report.place.address),
            group=ACT,
            act_label="处理",
            icon="message-circle",
            tone="warn",
        )
    if late := neglected_reports(actor).count():
        yield Todo(
            title=f"所属单位有{late}项群众反映超过3天没有处理",
            url=f"{reverse('places:report_list')}?view=waiting",
            group=BEHIND,
            act_label="查看",
            icon="message-circle",
            tone="warn",
        )


@register_todos
def rectification_todos(actor: Actor) -> Iterator[Todo]:
    """Defects of one's own places that are due."""
    if not actor.can("places.edit"):
        return
    today = timezone.localdate()
    for inspection in due_inspections(actor, today + SOON)[:MOST_TODOS]:
        yield Todo(
            title=f"整改：{inspection.place.name}",
            url=inspection.get_absolute_url(),
            meta=(inspection.missing_labels or inspection.defects,),
            due_on=inspection.due_on,
            group=DUE,
            act_label="登记整改",
            icon="tool",
            tone="crit" if inspection.days_overdue else "mute",
        )


def find_places(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name; those that stand first."""
    found = Place.objects.visible_to(actor).filter(name__icontains=text).select_related("organization")
    for place in found.order_by("closed_on", "name", "pk")[:limit]:
        sub = "　".join((place.short_kind, str(place.organization), place.get_state_display()))
        yield Hit(place.name, sub, place.get_absolute_url(), "building-community")


register_search(SearchSource(str(Place._meta.verbose_name), "places.view", find_places))


def places_panel(organization: Organization, actor: Actor) -> Panel | None:
    """What an organization and those below keep, by kind."""
    if not actor.can("places.view"):
        return None
    base = f"{reverse('places:list')}?organization={organization.pk}"
    rows = [
        (label, whole, suspended, f"{base}&kind={kind}")
        for kind, label, whole, suspended in kept_by(organization, actor)
    ]
    if not rows:
        return None
    count = sum(whole for _, whole, _, _ in rows)
    see = Action("看台账", base, "building-community")
    return Panel("阵地", "places/_kept.html", {"rows": rows}, count=count, actions=(see,))


organization_panels.append(places_panel)


def places_inside(path: str, day: date) -> str:
    """How many places a change of the tree takes along."""
    standing = Place.objects.ungated("counted for who may change the tree").filter(state__in=STANDING_STATES)
    count = standing.filter(below(path, "organization__path")).count()
    return f"{count}个阵地" if count else ""


consequence_sources.append(places_inside)


def keeping(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """The places somebody looks after."""
    if not actor.can("places.view"):
        return
    kept = Place.objects.visible_to(actor).filter(keeper=person, state__in=STANDING_STATES)
    for place in kept.order_by("name")[:MOST_TODOS]:
        yield PersonRole("阵地负责人", place.name, url=place.get_absolute_url())


register_role_source(keeping)
