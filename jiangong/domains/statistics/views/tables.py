"""The table of a node: its unions × indicators × months, to read and to take away."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Goal, Plan
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.statistics.queries.plans import current_plan
from jiangong.domains.statistics.queries.printing import pivot_document
from jiangong.domains.statistics.queries.tables import MOST_INDICATORS, Line, Pivot, pivot_of, unions_below
from jiangong.domains.statistics.views.links import BOARDS, SECTION, address
from jiangong.kit.audit.recording import record
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Head, Link
from jiangong.kit.printing.printed import Kind, print_document
from jiangong.kit.ui.marks import written
from jiangong.lib.amounts import shown
from jiangong.lib.digits import whole_number, year_named

PER_PAGE = 40  # unions; the 34 of a city stand on one page
FIRST_YEAR = 2000


class TableReader(Page):
    """What the address asks for: a node, indicators, a year, a page."""

    @cached_property
    def node(self) -> Organization:
        asked = self.kwargs.get("pk") or whole_number(self.request.GET.get("unit", ""))
        key = asked or own_organization_id(self.actor) or 0
        found = Organization.objects.visible_to(self.actor).filter(pk=key if key < 2**63 else 0).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def plan(self) -> Plan | None:
        return current_plan(self.actor, self.request.GET.get("plan", ""))

    @cached_property
    def known(self) -> list[Indicator]:
        """What may be chosen: the indicators in use, those of the plan first."""
        found = list(Indicator.objects.visible_to(self.actor).filter(retired_on=None).order_by("code"))
        if self.plan is None:
            return found
        goals = Goal.objects.filter(program__plan=self.plan).values_list("indicator_id", flat=True)
        order = {key: place for place, key in reversed(list(enumerate(goals)))}
        return sorted(found, key=lambda one: order.get(one.pk, len(order)))

    @cached_property
    def indicators(self) -> list[Indicator]:
        wanted = {whole_number(one) for one in self.request.GET.getlist("indicator")} - {None}
        chosen = [one for one in self.known if one.pk in wanted]
        if not chosen and self.plan is not None:
            goals = set(Goal.objects.filter(program__plan=self.plan).values_list("indicator_id", flat=True))
            chosen = [one for one in self.known if one.pk in goals]
        return (chosen or self.known)[:MOST_INDICATORS]

    @cached_property
    def year(self) -> int:
        today = timezone.localdate()
        found = year_named(self.request.GET.get("year", "")) or today.year
        return min(max(found, FIRST_YEAR), today.year)

    @cached_property
    def units(self) -> list[tuple[int, str]]:
        rows = unions_below(self.node, self.actor)
        return [(key, short or name) for key, short, name in rows.values_list("pk", "short_name", "name")]

    @cached_property
    def page_number(self) -> int:
        pages = max((len(self.units) + PER_PAGE - 1) // PER_PAGE, 1)
        return min(max(whole_number(self.request.GET.get("page", "")) or 1, 1), pages)

    def pivot(self, units: list[tuple[int, str]]) -> Pivot:
        return pivot_of(self.node, units, self.indicators, self.year, timezone.localdate())

    def link(self, **changes: Any) -> str:
        asked = {"unit": self.node.pk, "year": self.year, "plan": self.request.GET.get("plan", ""), **changes}
        chosen = "".join(f"&indicator={one.pk}" for one in self.indicators)
        return address(self.base, asked) + chosen

    base = ""


class NodeTable(TableReader):
    """Unions below × indicators × months."""

    permission = "statistics.view"
    section = SECTION
    template_name = "statistics/table.html"
    title = "统计表"

    @property
    def base(self) -> str:
        return reverse("statistics:table")

    def head(self) -> Head:
        meta = (
            str(self.node),
            f"{self.year}年",
            f"{len(self.units)}家下级单位",
            f"{len(self.indicators)}项指标",
        )
        actions: tuple[Action, ...] = ()
        if self.actor.can("statistics.export"):
            url = self.link().replace(self.base, reverse("statistics:table_export", args=[self.node.pk]), 1)
            actions = (Action("导出Excel", url, "file-spreadsheet"),)
        return Head(self.title, (BOARDS, Link(self.title)), meta, actions=actions)

    def context(self) -> dict[str, Any]:
        start = (self.page_number - 1) * PER_PAGE
        shown_units = self.units[start : start + PER_PAGE]
        total = len(self.units)
        return {
            "node": self.node,
            "year": self.year,
            "known": self.known,
            "chosen": {one.pk for one in self.indicators},
            "rows": table_rows(self.pivot(shown_units), self.link),
            "months": range(1, 13),
            "first": start + 1,
            "last": start + len(shown_units),
            "total": total,
            "previous_url": self.link(page=self.page_number - 1) if self.page_number > 1 else "",
            "next_url": self.link(page=self.page_number + 1) if start + PER_PAGE < total else "",
            "most": MOST_INDICATORS,
        }


class TableExport(TableReader):
    """All of it as a workbook; audited."""

    permission = "statistics.export"
    model = Organization

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pivot = self.pivot(self.units)
        printed = print_document(pivot_document(pivot), Kind.XLSX)
        with transaction.atomic():
            verb = "organizations.organization.figures_export"
            record(self.actor, verb, self.node, year=self.year, rows=len(pivot.lines))
        return printed.response()


COLUMNS = 14  # the indicator, twelve months, the year


def table_rows(pivot: Pivot, link: Any) -> SafeString:
    """Every row as text: thousands of figures on a page are no work for a template."""
    parts: list[str] = []
    per_unit = len(pivot.indicators)
    heads = [
        f'<th scope="row" class="what">{written(one.name)}<i>{written(one.unit)}</i></th>'
        for one in pivot.indicators
    ]
    node_url = written(link(unit=0)).replace("unit=0", "unit={}")
    records = reverse("statistics:records", args=[0, 0])
    for place, line in enumerate(pivot.lines):
        at = place % per_unit
        if at == 0:
            css = ' class="node"' if place == 0 else ""
            name = written(line.name)
            head = name if place == 0 else f'<a href="{node_url.format(line.organization_id)}">{name}</a>'
            parts.append(
                f'</tbody><tbody{css}><tr><th scope="rowgroup" colspan="{COLUMNS}"><span>{head}</span></th></tr>'
            )
        parts += ("<tr>", heads[at], _figures(line, pivot.year, records))
    return SafeString("".join(parts).removeprefix("</tbody>"))


def _figures(line: Line, year: int, records: str) -> str:
    """Twelve months and the year, which opens its records."""
    places = line.indicator.decimals
    cells = "".join(f"<td>{_text(amount, places)}</td>" for amount in line.months)
    url = records.replace("0/0", f"{line.indicator.pk}/{line.organization_id}")
    whole = f'<a href="{url}?from={year}-01-01&amp;to={year}-12-31">{_text(line.year, places)}</a>'
    return f"{cells}<td>{whole}</td></tr>"


def _text(amount: Any, places: int) -> str:
    return shown(amount, places) if amount else ("0" if amount is not None else "—")
