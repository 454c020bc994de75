"""Reports as lists show them: one's own, what waits, how a window stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.queries.officers import acting_union_id, own_organization_id
from jiangong.domains.reporting.choices import OPEN_STATES, SENT_STATES, WAITING_STATES, ReportState
from jiangong.domains.reporting.models import RELATED, Report, Window
from jiangong.domains.reporting.queries.windows import Opening, opening_at, openings, was_unlocked
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.compiled import compiled

MOST = 60


@dataclass(frozen=True, slots=True)
class Own:
    """One of one's own reports with what the clock says about it."""

    report: Report
    opening: Opening

    @property
    def is_open(self) -> bool:
        return self.report.state in OPEN_STATES and not self.opening.refusal

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.opening.is_late


def report_to_fill(pk: int, actor: Actor) -> Report | None:
    """A report within the actor's reach with all that its rules ask, its window's clock and lock included."""
    found = _to_fill(actor, pk)
    if not found:
        return None
    report = found[0]
    report._opening = opening_at(report, report.moment, was_unlocked=report.was_unlocked)
    return report


@compiled
def _to_fill(actor: Actor, pk: int) -> models.QuerySet[Report]:
    rows = Report.objects.visible_to(actor).filter(pk=pk).select_related(*RELATED).order_by()
    return rows.annotate(moment=Now(), was_unlocked=was_unlocked("window"))


def own_reports(actor: Actor, limit: int = MOST) -> list[Own]:
    """One's own unit's reports, the latest first."""
    own = own_organization_id(actor)
    if own is None:
        return []
    rows = Report.objects.visible_to(actor).filter(organization=own, window__opened_at__isnull=False)
    ordered = rows.select_related(*RELATED).order_by("-window__ends_on", "-pk")
    reports = list(ordered[:limit])
    opened = openings(reports) if reports else {}
    return [Own(one, opened[one.pk]) for one in reports]


def open_reports(actor: Actor) -> list[Own]:
    """Those that wait for one's own unit."""
    own = own_organization_id(actor)
    if own is None:
        return []
    rows = Report.objects.ungated("one's own unit's").filter(
        organization=own, state__in=OPEN_STATES, window__plan__state=PlanState.ISSUED
    )
    reports = list(rows.select_related(*RELATED).order_by("window__due_on", "pk")[:MOST])
    opened = openings(reports) if reports else {}
    return [one for one in (Own(r, opened[r.pk]) for r in reports) if one.is_open]


def earlier_reports(report: Report, limit: int = 6) -> list[Report]:
    """What the unit reported before, in the same rhythm."""
    rows = Report.objects.ungated("the same unit's").filter(
        organization=report.organization_id,
        window__plan=report.window.plan_id,
        window__rhythm=report.window.rhythm,
        window__ends_on__lt=report.window.ends_on,
    )
    return list(rows.select_related("window", "approved_by").order_by("-window__ends_on")[:limit])


def waiting_for(actor: Actor) -> Q:
    """Reports whose next step is the actor's."""
    return to_approve(actor) | to_endorse(actor)


def to_approve(actor: Actor) -> Q:
    """As the maker, once the district between has looked where one has to."""
    own = own_organization_id(actor)
    if own is None:
        return Q(pk__in=[])
    first = Q(window__needs_endorsement=False) | Q(organization__parent=own)
    return _made_by(own) & (Q(state=ReportState.ENDORSED) | (Q(state=ReportState.SUBMITTED) & first))


def to_endorse(actor: Actor) -> Q:
    """As the district between the unit and the maker."""
    own = own_organization_id(actor)
    if own is None:
        return Q(pk__in=[])
    between = Q(organization__path__contains=f"/{own}/", window__needs_endorsement=True)
    return ~_made_by(own) & between & ~Q(organization=own) & Q(state=ReportState.SUBMITTED)


def _made_by(own: int) -> Q:
    """The union's own windows and those of its departments."""
    return Q(window__organization=own) | Q(
        window__organization__parent=own, window__organization__kind="department"
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How a part of a window stands."""

    organization: Organization | None
    total: int
    sent: int
    approved: int
    waiting: int
    mine: int  # whose next step is the reader's
    doubtful: int
    late: int

    @property
    def missing(self) -> int:
        return self.total - self.sent


def _counts(actor: Actor) -> dict[str, models.Aggregate]:
    return {
        "total": Count("pk"),
        "sent": Count("pk", filter=Q(state__in=SENT_STATES)),
        "approved": Count("pk", filter=Q(state=ReportState.APPROVED)),
        "waiting": Count("pk", filter=Q(state__in=WAITING_STATES)),
        "mine": Count("pk", filter=waiting_for(actor)),
        "doubtful": Count(
            "pk",
            filter=Q(state__in=WAITING_STATES) & (Q(doubts__gt=0) | Q(on_behalf=True, confirmed_at=None)),
        ),
        "late": Count("pk", filter=Q(is_late=True)),
    }


def tally(window: Window, actor: Actor) -> Tally:
    """A window within the actor's reach."""
    rows = Report.objects.visible_to(actor).filter(window=window)
    return Tally(None, **rows.aggregate(**_counts(actor)))


def tallies(window: Window, actor: Actor) -> list[Tally]:
    """By the union above, where a plan goes to units of several districts; nothing where all stand side by side."""
    rows = Report.objects.visible_to(actor).filter(window=window)
    found = rows.order_by().values("organization__parent_id").annotate(**_counts(actor))
    by_parent = {one.pop("organization__parent_id"): one for one in found}
    maker = acting_union_id(window.plan.organization)
    if set(by_parent) <= {maker, None}:
        return []
    parents = Organization.objects.ungated("the unions above units within reach").in_bulk(
        [key for key in by_parent if key]
    )
    ordered = sorted(parents.values(), key=lambda one: (one.position, one.pk))
    return [Tally(one, **by_parent[one.pk]) for one in ordered]


def without_report(reports: Iterable[Report]) -> list[Report]:
    """Those that have not sent anything."""
    return [one for one in reports if one.state not in SENT_STATES]
