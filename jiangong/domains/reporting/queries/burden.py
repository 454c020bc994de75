"""The burden meter: what was asked of each unit in a month, in sheets, lines and minutes — of units, never of people."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.queries.levels import NOT_UNIONS
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.reporting.choices import EntryMode, InquiryState
from jiangong.domains.reporting.models import Entry, Inquiry, Report
from jiangong.domains.reporting.queries.estimates import Burden
from jiangong.domains.reporting.queries.inquiries import asked_units
from jiangong.kit.access.actor import Actor

MOST_UNITS = 200
QUIET = 20  # minutes a month that nobody needs to worry about


@dataclass
class UnitBurden:
    """One unit's months."""

    unit: Organization
    months: dict[int, Burden] = field(default_factory=dict)

    def add(self, month: int, burden: Burden) -> None:
        self.months[month] = self.months.get(month, Burden()) + burden

    @property
    def cells(self) -> list[Burden | None]:
        return [self.months.get(month) for month in range(1, 13)]

    @property
    def whole(self) -> Burden:
        return sum(self.months.values(), Burden())

    @property
    def minutes(self) -> int:
        """The year's, as the months beside it add up."""
        return sum(one.minutes for one in self.months.values())


def burdens(actor: Actor, year: int) -> list[UnitBurden]:
    """The unions within reach in their order, and what each was asked in the months of a year."""
    units = _units(actor)
    found = {one.pk: UnitBurden(one) for one in units}
    _add_reports(found, year)
    _add_inquiries(found, actor, year)
    own = own_organization_id(actor)
    return [one for one in found.values() if one.months or one.unit.pk != own]


def _units(actor: Actor) -> list[Organization]:
    own = own_organization_id(actor)
    rows = Organization.objects.visible_to(actor).filter(closed_on=None).exclude(kind__in=NOT_UNIONS)
    near = rows.filter(Q(pk=own) | Q(parent=own)).order_by("parent_id", "position", "pk")
    return list(near[:MOST_UNITS])


def _add_reports(found: dict[int, UnitBurden], year: int) -> None:
    """Sheets by the month in which they are due; their lines as they were sent, or nothing was entered yet."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    asked = {"window__due_on__range": (first, last), "window__opened_at__isnull": False}
    reports = Report.objects.ungated("burdens of units within reach").filter(
        organization__in=list(found), **asked
    )
    sheets = (
        reports.order_by().values_list("organization_id", "window__due_on__month").annotate(n=Count("pk"))
    )
    for unit, month, number in sheets:
        found[unit].add(month, Burden(sheets=number))
    lines = (
        Entry.objects.ungated("burdens of units within reach")
        .filter(report__in=reports.values("pk"))
        .exclude(mode=EntryMode.DERIVED)
    )
    counted = (
        lines.order_by()
        .values_list("organization_id", "report__window__due_on__month")
        .annotate(
            looked_at=Count("pk", filter=Q(known__isnull=False)), typed=Count("pk", filter=Q(known=None))
        )
    )
    for unit, month, known, typed in counted:
        found[unit].add(month, Burden(0, typed, known))


def _add_inquiries(found: dict[int, UnitBurden], actor: Actor, year: int) -> None:
    rows = Inquiry.objects.visible_to(actor).exclude(state=InquiryState.DRAFT).filter(due_on__year=year)
    for one in rows.select_related("organization").annotate(n=Count("questions")):
        burden = Burden(sheets=1, typed=one.n)
        for unit in asked_units(one).filter(pk__in=list(found)).values_list("pk", flat=True):
            found[unit].add(one.due_on.month, burden)
