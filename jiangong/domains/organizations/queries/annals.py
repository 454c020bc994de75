"""What became of one organization: the days on which something changed, and what it was from each on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiangong.domains.organizations.choices import ChangeState, OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationChange


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which nothing about an organization changed that a reader would notice."""

    name: str
    kind: str
    parent: str
    starts_on: date
    ends_on: date | None


def history_of_places(organization: Organization) -> list[Stretch]:
    """What the organization was called and where it stood through time, newest first."""
    spans = organization.spans.order_by("starts_on").values_list(
        "name", "kind", "parent_id", "parent__name", "starts_on", "ends_on"
    )
    stretches: list[tuple[tuple, Stretch]] = []
    for name, kind, parent_id, parent_name, starts_on, ends_on in spans:
        mark = (name, kind, parent_id)
        if stretches and stretches[-1][0] == mark:
            starts_on = stretches.pop()[1].starts_on
        label = OrganizationKind(kind).label
        stretches.append((mark, Stretch(name, label, parent_name or "", starts_on, ends_on)))
    return [stretch for _, stretch in reversed(stretches)]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A day in an organization's history: what it was from then on, and the acts that made it so."""

    day: date
    stretch: Stretch | None  # none where its name and place stayed as they were, or where it ended
    changes: tuple[OrganizationChange, ...]
    standing: bool  # what it is today


def annals(organization: Organization) -> list[Chapter]:
    """Every day of change once, newest first; the day it ended has no stretch of its own."""
    stretches = {stretch.starts_on: stretch for stretch in history_of_places(organization)}
    told: dict[date, list[OrganizationChange]] = defaultdict(list)
    changes = OrganizationChange.objects.ungated("the organization itself was read through the gate")
    involved = Q(organization=organization) | Q(others=organization)
    for change in changes.filter(involved, state=ChangeState.APPLIED).distinct():
        told[change.effective_on].append(change)
    ends = {stretch.ends_on for stretch in stretches.values() if stretch.ends_on} - stretches.keys()
    days = sorted({*stretches, *told, *ends}, reverse=True)
    return [
        Chapter(day, found := stretches.get(day), tuple(told[day]), found is not None and not found.ends_on)
        for day in days
    ]
