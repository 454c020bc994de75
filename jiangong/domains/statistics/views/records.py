"""A figure opened: formula, origins with their sums, and every record with the way to its own page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.records import Part, RecordRow
from jiangong.domains.indicators.queries.sourcing import Standing, standings
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.queries.levels import NOT_UNIONS
from jiangong.domains.statistics.queries.ledgers import ledger_document
from jiangong.domains.statistics.queries.origins import Origin, reads_rows
from jiangong.domains.statistics.views.asking import EARLIEST
from jiangong.domains.statistics.views.links import BOARDS, SECTION, address
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Badge, Head, Link
from jiangong.kit.printing.pages import PARAMETER, print_actions
from jiangong.kit.printing.printed import Kind, print_document
from jiangong.kit.ui.figures import moment_text
from jiangong.lib.amounts import shown
from jiangong.lib.dates import format_day, parse_date
from jiangong.lib.digits import whole_number

PER_PAGE = 50
CLOSED = "您当前的任职没有查看这份台账的权限，"
LAST = date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class PartPage:
    """One origin as the template walks it."""

    part: Part
    unit: str
    rows: list[RecordRow]
    first: int
    last: int
    previous_url: str
    next_url: str
    is_readable: bool


class FigureReader(Page):
    """A page about one figure: the indicator, the organization and the days are in its address."""

    @cached_property
    def origin(self) -> Origin:
        """Within the actor's reach, otherwise it is not there."""
        indicators = Indicator.objects.visible_to(self.actor).select_related("numerator", "denominator")
        indicator = indicators.filter(pk=self._key("indicator")).first()
        organization = (
            Organization.objects.visible_to(self.actor).filter(pk=self._key("organization")).first()
        )
        if indicator is None or organization is None:
            raise Http404
        return Origin(indicator, organization, self.span)

    def _key(self, name: str) -> int:
        key = self.kwargs[name]
        return key if key < 2**63 else 0

    @property
    def span(self) -> Span:
        """This year until today unless the address says otherwise; days the wrong way round are turned."""
        today = timezone.localdate()
        starts = self._day("from", date(today.year, 1, 1))
        ends = self._day("to", today)
        return Span(min(starts, ends), max(starts, ends))

    def _day(self, name: str, usual: date) -> date:
        try:
            return min(max(parse_date(self.request.GET[name]), EARLIEST), LAST)
        except (KeyError, ValueError):
            return usual

    @property
    def asked(self) -> dict[str, str]:
        return {"from": f"{self.span.starts_on}", "to": f"{self.span.ends_on}"}


class FigureRecords(FigureReader):
    """The records behind one figure."""

    permission = "statistics.view"
    section = SECTION
    template_name = "statistics/records.html"

    def head(self) -> Head:
        origin = self.origin
        span = origin.span
        said = (
            f"截至{format_day(span.ends_on)}"
            if origin.indicator.is_stock
            else f"{format_day(span.starts_on)}至{format_day(span.ends_on)}"
        )
        crumbs = (BOARDS, Link(str(origin.organization)), Link(origin.indicator.name))
        meta = (str(origin.organization), f"计算于{moment_text(origin.value.computed_at)}")
        badge = Badge(said, "info", "calendar")
        return Head(f"{origin.indicator.name}的来历", crumbs, meta, badge, self.actions(), self.prints())

    def actions(self) -> tuple[Action, ...]:
        indicator = self.origin.indicator
        return (Action("指标口径", indicator.get_absolute_url(), "adjustments"),)

    def prints(self) -> tuple[Action, ...]:
        if not self.actor.can("statistics.export"):
            return ()
        keys = [self.origin.indicator.pk, self.origin.organization.pk]
        url = address(reverse("statistics:records_export", args=keys), self.asked)
        return tuple(
            Action(one.label, str(one.url).replace("?as=", "&as="), one.icon, name=one.name)
            for one in print_actions(url, RecordsExport.kinds)
        )

    def context(self) -> dict[str, Any]:
        origin = self.origin
        return {
            "origin": origin,
            "amount": shown(origin.value.amount, origin.indicator.decimals),
            "total": shown(origin.total, origin.indicator.decimals),
            "parts": [self._page(place, part) for place, part in enumerate(origin.parts)],
            "below": self.below(),
            "asked": self.asked,
            "standing": self.standing(),
            "is_ratio": origin.indicator.kind == IndicatorKind.RATIO,
        }

    def standing(self) -> Standing | None:
        """Where this unit's figure comes from on the last day; a ratio is worked out."""
        if self.origin.indicator.kind == IndicatorKind.RATIO:
            return None
        return standings([self.origin.indicator], [self.origin.organization], self.span.ends_on)[0]

    def below(self) -> list[tuple[str, str]]:
        """The unions below, each with its own part of the figure."""
        unions = Organization.objects.visible_to(self.actor).filter(
            parent=self.origin.organization, closed_on=None
        )
        return [
            (
                str(one),
                address(reverse("statistics:records", args=[self.origin.indicator.pk, one.pk]), self.asked),
            )
            for one in unions.exclude(kind__in=NOT_UNIONS).order_by("position", "pk")[:60]
        ]

    def _page(self, place: int, part: Part) -> PartPage:
        wanted = whole_number(self.request.GET.get(f"page{place}", "")) or 1
        at = min(max(wanted, 1), max((part.count + PER_PAGE - 1) // PER_PAGE, 1))
        is_readable = reads_rows(part, self.actor)
        rows = part.page((at - 1) * PER_PAGE, PER_PAGE) if is_readable else []
        first = (at - 1) * PER_PAGE + 1

        def url(page: int) -> str:
            return address(self.request.path, {**self.asked, f"page{place}": page}) + f"#part{place}"

        return PartPage(
            part,
            part.indicator.unit,
            rows,
            first,
            first + len(rows) - 1,
            url(at - 1) if at > 1 else "",
            url(at + 1) if rows and first + len(rows) - 1 < part.count else "",
            is_readable,
        )


class RecordsExport(FigureReader):
    """The same as a table of records; audited."""

    permission = "statistics.export"
    kinds = (Kind.XLSX, Kind.DOCX)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = request.GET.get(PARAMETER, self.kinds[0])
        if kind not in self.kinds:
            raise Http404
        origin = self.origin
        if not all(reads_rows(part, self.actor) for part in origin.parts):
            raise NotAllowed(f"{CLOSED}不能导出记录。")
        printed = print_document(ledger_document(origin), Kind(kind))
        with transaction.atomic():
            verb = "indicators.indicator.records_export"
            record(self.actor, verb, origin.indicator, unit=origin.organization.pk, rows=origin.count)
        return printed.response()
