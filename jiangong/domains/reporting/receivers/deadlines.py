"""What reports put on the ladder: sheets of open windows that have not gone up."""

from collections.abc import Iterator
from datetime import date

from django.db import models

from jiangong.domains.accounts.models import User
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.queries.officers import acting_union_id, officers_at
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.choices import INSIDE_STATES, OPEN_STATES
from jiangong.domains.reporting.models import RELATED, Report, Unlock, Window
from jiangong.domains.reporting.queries.windows import Opening, openings
from jiangong.kit.messaging.deadlines import Audience, Deadline, Span, register_deadlines
from jiangong.kit.messaging.models import RungName

WHY = "reminding goes to whoever is responsible"
OWED_STATES = (*OPEN_STATES, *INSIDE_STATES)

Officers = dict[int, list[User]]


@register_deadlines
def reports_due(span: Span) -> Iterator[Deadline]:
    """Sheets the unit still has, due on their window's day, or on the last day they were unlocked until."""
    owed = [
        (report, opening, due)
        for report, opening in _unsent(span)
        if (due := due_day(opening)) is not None and span.first <= due <= span.last
    ]
    hearers = Hearers([report for report, _, _ in owed])
    for report, opening, due in owed:
        yield Deadline(
            key=f"reporting.report:{report.pk}",
            title=f"{report.organization}：报送{report.window}上报表（{report.window.plan.title[:40]}）",
            url=report.get_absolute_url(),
            due_on=due,
            people_by_rung=hearers.of(report, opening),
        )


def _unsent(span: Span) -> Iterator[tuple[Report, Opening]]:
    unlocked = Unlock.objects.filter(until__gte=span.first, until__lte=span.last)
    near = Window.objects.ungated(WHY).filter(
        models.Q(due_on__gte=span.first, due_on__lte=span.last) | models.Q(pk__in=unlocked.values("window")),
        opened_at__isnull=False,
        plan__state=PlanState.ISSUED,
    )
    rows = Report.objects.ungated(WHY).filter(window__in=near.values("pk"), state__in=OWED_STATES)
    reports = list(rows.select_related(*RELATED).order_by("window__due_on", "window", "position", "pk"))
    opened = openings(reports) if reports else {}
    for one in reports:
        yield one, opened[one.pk]


def due_day(opening: Opening) -> date | None:
    """The window's day, or a later one by which it was unlocked; nothing is owed in a window closed by hand."""
    if opening.unlocked_until is not None:
        return max(opening.window.due_on, opening.unlocked_until)
    return None if opening.window.locked_at else opening.window.due_on


class Hearers:
    """Who hears of these sheets, read at once for all of them."""

    def __init__(self, reports: list[Report]) -> None:
        units = {one.organization_id for one in reports}
        self.above = {one.pk: _next_above(one) for one in reports}
        self.makers = {one.pk: acting_union_id(one.window.plan.organization) or 0 for one in reports}
        self.fillers, self.signers = (
            officers_at(units, "reporting.fill"),
            officers_at(units, "reporting.sign"),
        )
        self.reviewers = officers_at(set(self.above.values()), "reporting.review")
        self.leaders = officers_at(set(self.makers.values()), "plans.issue")

    def of(self, report: Report, opening: Opening) -> dict[str, Audience]:
        """The unit as long as its window takes the sheet, then who looks at it first, then the maker's leaders."""
        unit, above = report.organization_id, self.above[report.pk]
        found: dict[str, Audience] = {
            RungName.ABOVE: Audience(_people(self.reviewers, above), above),
            RungName.LEADER: Audience(_people(self.leaders, self.makers[report.pk])),
        }
        if opening.refusal:
            return found
        mine = self.signers if report.state in INSIDE_STATES else self.fillers
        own = Audience(_people(mine, unit), unit)
        return {RungName.BEFORE: own, RungName.DUE: own, **found}


def _people(officers: Officers, organization: int) -> tuple[User, ...]:
    return tuple(officers.get(organization, ()))


def _next_above(report: Report) -> int:
    """The district that looks first, where one does; else the union that made the plan."""
    between = rules.unions_between(report) if report.window.needs_endorsement else []
    return between[-1] if between else acting_union_id(report.window.plan.organization) or 0
