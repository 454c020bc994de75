"""A unit's own reports: the list, the sheet, the same in a unit's stead."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions import filling, reviewing
from jiangong.domains.reporting.forms.sheets import SheetForm, StandInForm
from jiangong.domains.reporting.models import Entry, Report
from jiangong.domains.reporting.queries.checks import look_at_draft
from jiangong.domains.reporting.queries.covering import covered_by
from jiangong.domains.reporting.queries.estimates import Burden, burden_of
from jiangong.domains.reporting.queries.lines import Line, lines_for
from jiangong.domains.reporting.queries.reports import earlier_reports, own_reports, report_to_fill
from jiangong.domains.reporting.queries.windows import closing_day, opening_for
from jiangong.domains.reporting.tables import REPORT_TONES
from jiangong.domains.reporting.views.links import MINE, REVIEW
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Badge, Head, Link
from jiangong.kit.ui.parts import Banner
from jiangong.lib.dates import format_day

SAVE = "save"


class MyReports(Page):
    """Everything one's own unit has to report, made for phones."""

    permission = "reporting.view"
    title = "填报"
    section = "reporting"
    template_name = "reporting/mine.html"

    def context(self) -> dict[str, Any]:
        found = own_reports(self.actor)
        return {
            "open": [one for one in found if one.is_open],
            "others": [one for one in found if not one.is_open],
            "may_fill": self.actor.can("reporting.fill"),
        }


class SheetPage(FormPage):
    """One report as a form of lines; what is known is confirmed by leaving it alone."""

    model = Report
    template_name = "reporting/sheet.html"
    form_class: type[SheetForm] = SheetForm
    rule = staticmethod(rules.filling_refusal)

    def find(self, pk: Any) -> Report | None:
        return report_to_fill(pk, self.actor)

    @property
    def lines(self) -> list[Line]:
        return lines_for(self.get_object())

    def look(self) -> None:
        """What is said beside the lines, for whoever looks at them."""
        lines = self.lines
        look_at_draft(self.get_object(), lines)
        covered = covered_by(self.get_object(), lines)
        for one in lines:
            one.covered_by = covered.get(one.indicator.pk)

    def render(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        self.look()
        return super().render(status=status, **extra)

    @property
    def burden(self) -> Burden:
        return burden_of(self.lines)

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "lines": self.lines, "report": self.get_object()}

    @property
    def saves(self) -> bool:
        return self.request.POST.get("act") == SAVE

    def perform(self, form: SheetForm) -> Report:
        report, evidence = self.get_object(), form.evidence()
        if self.saves or evidence:
            self.keep(report, form.filling())
        for goal, files in evidence.items():
            entry = Entry.objects.ungated("a line of the page's report").get(report=report, goal=goal)
            entry.report = report
            add_attachments(entry, "evidence", files, actor=self.actor)
        return report if self.saves else self.send(report, form)

    def keep(self, report: Report, said: filling.Filling) -> Report:
        return filling.save_report(report, said, actor=self.actor)

    def send(self, report: Report, form: SheetForm) -> Report:
        return filling.submit_report(report, form.filling(), actor=self.actor)

    def location(self, result: Report) -> str:
        return self.request.path if self.saves else result.get_absolute_url()

    def message(self, result: Report) -> str:
        if self.saves:
            return "草稿已保存。"
        return "已送本单位审核。" if result.window.needs_sign_off and not result.on_behalf else "已报送。"

    def explain(self, form: Any, refusal: Refusal) -> None:
        """Every line that is empty or unexplained says so at its own place."""
        if not isinstance(refusal, filling.Unfinished):
            super().explain(form, refusal)
            return
        form.is_valid()
        for field, sentence in refusal.faults:
            form.add_error(field if field in form.fields else None, sentence)

    def head(self) -> Head:
        report = self.get_object()
        meta = (
            str(report.organization),
            f"{format_day(report.window.due_on)}24时前",
            f"预计{self.burden.minutes}分钟",
        )
        badge = Badge(report.get_state_display(), REPORT_TONES[report.state])
        return Head(f"{report.window}上报表", self.crumbs, meta, badge)

    def context(self) -> dict[str, Any]:
        report = self.get_object()
        opening = opening_for(report)
        return {
            **super().context(),
            "object": report,
            "opening": opening,
            "closes_on": closing_day(report.window),
            "burden": self.burden,
            "earlier": earlier_reports(report),
            "banners": self.banners(),
            "submit_label": "送本单位审核" if report.window.needs_sign_off else "报送",
        }

    def banners(self) -> list[Banner]:
        report, found = self.get_object(), []
        opening = opening_for(report)
        if report.returned_for:
            found.append(Banner(report.returned_for, tone="warn", lead="退回理由："))
        if report.revised_for:
            text = f"{report.revised_for.rstrip('。')}。更正确认之前，原来的数照常计入。"
            found.append(Banner(text, tone="info", lead="更正："))
        if opening.is_late and report.approved_at is None:  # a correction does not become late
            text = f"期限是{format_day(report.window.due_on)}，现在报送记为迟报。"
            found.append(Banner(text, tone="warn", lead="已过期限。"))
        return found


class ReportFill(SheetPage):
    """The unit's own sheet."""

    permission = "reporting.fill"
    title = "填报"
    section = "reporting"
    offline = True

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (MINE, Link(str(self.get_object().window)))


class ReportStandIn(SheetPage):
    """The level above enters a unit's figures (代填)."""

    permission = "reporting.review"
    title = "代填"
    section = "reporting_review"
    form_class = StandInForm
    rule = staticmethod(rules.standing_in_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (REVIEW, Link(f"代填：{self.get_object().organization}"))

    def initial(self) -> dict[str, Any]:
        return {"received_on": timezone.localdate()}

    def keep(self, report: Report, said: filling.Filling) -> Report:
        return reviewing.keep_for_unit(report, said, actor=self.actor)

    def send(self, report: Report, form: Any) -> Report:
        cleaned = form.cleaned_data
        proxy = reviewing.Proxy(cleaned["channel"], cleaned["received_on"])
        reviewing.stand_in_report(report, form.filling(), proxy, actor=self.actor)
        if cleaned["scan"]:
            add_attachments(report, "scan", cleaned["scan"], actor=self.actor)
        return report

    def head(self) -> Head:
        head = super().head()
        return Head(f"代填{head.title}", head.crumbs, head.meta, head.badge)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "stands_in": True, "submit_label": "登记代填"}

    def message(self, result: Report) -> str:
        return "草稿已保存。" if self.saves else f"已为{result.organization}登记代填。"
