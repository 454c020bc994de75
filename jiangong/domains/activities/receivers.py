"""What activities tell the rest: to-dos, search, the card of an organization, a person's page, owned files."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.activities import rules
from jiangong.domains.activities.choices import ActivityState
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.queries.activities import (
    awaiting_result,
    held_by,
    mentioning,
    own_activities,
)
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import ACT, Todo, register_todos
from jiangong.kit.pages import Action, Panel

MOST_TODOS = 20

register_owner(
    "activities.activity",
    Activity.attachment_slots,
    permission="activities.view",
    refusal=rules.attaching_refusal,
)


@register_todos
def result_todos(actor: Actor) -> Iterator[Todo]:
    """One's own activities whose day has passed."""
    if not actor.can("activities.edit"):
        return
    waiting = own_activities(actor).filter(awaiting_result()).order_by("last_on", "pk")
    for activity in waiting[:MOST_TODOS]:
        yield Todo(
            title=f"登记结果：{activity.title}",
            url=activity.get_absolute_url(),
            meta=(activity.get_kind_display(), activity.venue),
            due_on=activity.last_on,
            group=ACT,
            act_label="登记结果",
            icon="calendar-event",
        )


def find_activities(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name, venue, theme and speaker; the latest first."""
    found = Activity.objects.visible_to(actor).filter(mentioning(text)).select_related("organization")
    for one in found.order_by("-starts_on", "-pk")[:limit]:
        sub = "　".join((f"{one.starts_on:%Y-%m-%d}", one.get_kind_display(), str(one.organization)))
        yield Hit(one.title, sub, one.get_absolute_url(), "calendar-event")


register_search(SearchSource(str(Activity._meta.verbose_name), "activities.view", find_activities))


def activities_panel(organization: Organization, actor: Actor) -> Panel | None:
    """What an organization and those below held this year, by kind."""
    if not actor.can("activities.view"):
        return None
    year = timezone.localdate().year
    base = f"{reverse('activities:list')}?organization={organization.pk}&view=held&days_from={year}-01-01"
    rows = [
        (label, held, people, f"{base}&kind={kind}")
        for kind, label, held, people in held_by(organization, year, actor)
    ]
    if not rows:
        return None
    see = Action("看台账", base, "calendar-event")
    count = sum(held for _, held, _, _ in rows)
    return Panel(f"{year}年活动", "activities/_held.html", {"rows": rows}, count=count, actions=(see,))


organization_panels.append(activities_panel)


def speaking(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """How often somebody spoke, as one line."""
    if not actor.can("activities.view"):
        return
    talks = Activity.objects.visible_to(actor).filter(speakers__person=person, state=ActivityState.HELD)
    spoken = talks.distinct().order_by("-starts_on", "-pk")
    if last := spoken.first():
        said = f"{spoken.count()}场活动"
        yield PersonRole("主讲人", said, f"最近{last.starts_on:%Y-%m-%d}", last.get_absolute_url())


register_role_source(speaking)
