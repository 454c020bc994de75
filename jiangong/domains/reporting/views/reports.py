"""Reports under review: the list with bulk acts, one report with what was known then and is known now."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions import filling, reviewing
from jiangong.domains.reporting.choices import OPEN_STATES
from jiangong.domains.reporting.models import RELATED, Entry, Report
from jiangong.domains.reporting.queries.doubts import has_moved, why_doubtful
from jiangong.domains.reporting.queries.lines import Line, lines_of
from jiangong.domains.reporting.queries.printing import report_document
from jiangong.domains.reporting.queries.reports import to_approve, to_endorse
from jiangong.domains.reporting.queries.signing import also
from jiangong.domains.reporting.tables import REPORT_TONES, ReportTable
from jiangong.domains.reporting.views.links import MINE, REVIEW
from jiangong.domains.reporting.workflow import report_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.heads import Action, Head, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.ui.marks import Mark
from jiangong.kit.ui.parts import Banner
from jiangong.lib.officialdoc.writing import OfficialDocument

TELLING = ("submit", "circulate", "stand_in")  # they have the sheet as their form


class ReportList(ListPage):
    """Who has reported, what is doubtful, what waits for me."""

    permission = "reporting.view"
    model = Report
    title = "审核"
    section = "reporting_review"
    table = ReportTable
    export_permission = "reporting.export"

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(window__opened_at__isnull=False)

    def bulk_actions(self) -> tuple[Action, ...]:
        """The reader's own steps, and only while something waits for them."""
        if not self.actor.can("reporting.review"):
            return ()
        steps = (
            (to_approve, Action("确认所选", reverse("reporting:approve_many"), "checks", method="post")),
            (to_endorse, Action("区县审核所选", reverse("reporting:endorse_many"), "check", method="post")),
        )
        reports = self.get_queryset()
        return tuple(action for waiting, action in steps if reports.filter(waiting(self.actor)).exists())


class ReportDetail(DetailPage):
    """What one unit said in one window, beside what is known now."""

    permission = "reporting.view"
    model = Report
    section = "reporting_review"
    template_name = "reporting/detail.html"
    workflow = report_workflow
    state_tones = REPORT_TONES

    def get_queryset(self) -> Any:
        people = ("filled_by", "checked_by", "signed_by", "endorsed_by", "approved_by", "confirmed_by")
        return super().get_queryset().select_related(*RELATED, *people)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        reviewing.read_report(self.get_object(), actor=self.actor)
        return super().get(request, *args, **kwargs)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        own = rules.is_own(self.get_object(), self.actor)
        return (MINE if own else REVIEW, Link(str(self.get_object().window)))

    def head(self) -> Head:
        report = self.get_object()
        meta = [str(report.window.plan), f"{report.window.due_on:%Y-%m-%d}前"]
        meta += ["迟报"] if report.is_late else []
        meta += [f"代填（{report.get_channel_display()}）"] if report.on_behalf else []
        title = f"{report.organization}{report.window}上报表"
        return Head(title, self.crumbs, tuple(meta), self.badge(), self.actions(), self.prints())

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("reporting:print", args=[self.get_object().pk]), ReportPrint.kinds)

    def actions(self) -> tuple[Action, ...]:
        """Only what is this actor's to do; the sheet leads where it is still to be filled in."""
        report = self.get_object()
        found = [one for one in super().actions() if not one.blocked and one.name not in TELLING]
        if report.state in OPEN_STATES:
            found = [*self._sheets(report), *found]
        own = rules.is_own(report, self.actor) and self.actor.can("reporting.fill")
        if own and report.on_behalf and report.confirmed_at is None:
            url = reverse("reporting:confirm", args=[report.pk])
            found.append(Action("确认代填", url, "checks", method="post", primary=True))
        return tuple(found)

    def _offered(self, offer: Any, namespace: str) -> Action:
        if offer.transition.name in TELLING:
            url = reverse("reporting:fill", args=[self.get_object().pk])
            return Action(offer.transition.label, url, blocked=offer.blocked, name=offer.transition.name)
        return super()._offered(offer, namespace)

    def _sheets(self, report: Report) -> list[Action]:
        if self.actor.can("reporting.fill") and not rules.filling_refusal(report, self.actor):
            return [Action("填报", reverse("reporting:fill", args=[report.pk]), "pencil", primary=True)]
        if self.actor.can("reporting.review") and not rules.standing_in_refusal(report, self.actor):
            return [Action("代填", reverse("reporting:stand_in", args=[report.pk]), "writing-sign")]
        return []

    @cached_property
    def lines(self) -> list[Line]:
        report = self.get_object()
        return lines_of([report])[report.pk]

    def context(self) -> dict[str, Any]:
        report = self.get_object()
        rows = [(one, has_moved(one) and report.state not in OPEN_STATES) for one in self.lines]
        doubt = why_doubtful(report, self.lines) if report.state not in OPEN_STATES else ""
        return {**super().context(), "lines": rows, "banners": self.banners(doubt), "chain": self.chain()}

    def banners(self, doubt: str) -> list[Banner]:
        report, found = self.get_object(), []
        if report.returned_for and report.state in OPEN_STATES:
            found.append(Banner(report.returned_for, tone="warn", lead="退回理由："))
        if report.revised_for:
            found.append(Banner(report.revised_for, tone="info", lead="更正原因："))
        if doubt:
            found.append(Banner(doubt, tone="warn", lead="请留意："))
        return found

    def chain(self) -> list[dict[str, Any]]:
        """Who signed inside the unit, in order; names are theirs to read on the page and on paper."""
        report = self.get_object()
        steps = [
            ("填报人", report.filled_by, report.filled_at, ""),
            ("审核人", report.checked_by, report.checked_at, also(report, "checked")),
            ("负责人", report.signed_by, report.signed_at, also(report, "signed")),
        ]
        if not report.window.needs_sign_off:
            steps = steps[:1] if report.filled_by else []
        return [_signed(*one) for one in steps]

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]


def _signed(role: str, person: Any, at: Any, also: str) -> dict[str, Any]:
    if person is None:
        return {"role": role, "name": "—", "mark": Mark("未办", "mute", "circle-dashed"), "note": ""}
    note = "，".join(filter(None, (also, f"{timezone.localdate(at):%Y-%m-%d}" if at else "")))
    return {"role": role, "name": str(person), "mark": Mark("已办", "ok", "circle-check"), "note": note}


class EntryDetail(DetailPage):
    """One line with its evidence."""

    permission = "reporting.view"
    model = Entry
    section = "reporting_review"
    sections = ()

    def get_queryset(self) -> Any:
        return (
            super().get_queryset().select_related("goal__indicator", *(f"report__{one}" for one in RELATED))
        )

    @property
    def crumbs(self) -> tuple[Link, ...]:
        report = self.get_object().report
        return (REVIEW, Link(str(report), report.get_absolute_url()))

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]


class ReportPrint(PrintPage):
    """The report on paper, with a place for the seal."""

    permission = "reporting.view"
    model = Report

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED, "filled_by", "checked_by", "signed_by")

    def describe(self, instance: Report) -> OfficialDocument:
        return report_document(instance, lines_of([instance])[instance.pk])


class ReportStepPage(ActionPage):
    """POST only; permission to see the report gets one here, the workflow decides."""

    permission = "reporting.view"
    model = Report

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)


class ReportCheck(ReportStepPage):
    """A second person of the unit has looked."""

    done = "审核通过，等待签发。"

    def run(self, instance: Report, note: str) -> None:
        filling.check_report(instance, actor=self.actor)


class ReportSign(ReportStepPage):
    """The unit's head lets it go."""

    done = "已签发报送。"

    def run(self, instance: Report, note: str) -> None:
        filling.sign_report(instance, actor=self.actor)


class ReportHandBack(ReportStepPage):
    """Inside the unit: back to who filled it in."""

    done = "已退回填报人。"

    def run(self, instance: Report, note: str) -> None:
        filling.hand_back_report(instance, note, actor=self.actor)


class ReportWithdraw(ReportStepPage):
    """Taken back unread."""

    done = "已撤回，改好后请重新报送。"

    def run(self, instance: Report, note: str) -> None:
        filling.withdraw_report(instance, actor=self.actor)


class ReportRevise(ReportStepPage):
    """What counts is corrected."""

    done = "已开始更正，请改好后报送。"

    def run(self, instance: Report, note: str) -> None:
        filling.revise_report(instance, note, actor=self.actor)

    def location(self, instance: Report) -> str:
        return (
            reverse("reporting:fill", args=[instance.pk])
            if instance.state in OPEN_STATES
            else super().location(instance)
        )


class ReportEndorse(ReportStepPage):
    """The district has looked."""

    done = "区县审核通过。"

    def run(self, instance: Report, note: str) -> None:
        reviewing.endorse_report(instance, actor=self.actor)


class ReportApprove(ReportStepPage):
    """The figures stand."""

    done = "已确认。"

    def run(self, instance: Report, note: str) -> None:
        reviewing.approve_report(instance, actor=self.actor)


class ReportSendBack(ReportStepPage):
    """It has to be mended."""

    done = "已退回。"

    def run(self, instance: Report, note: str) -> None:
        reviewing.send_back_report(instance, note, actor=self.actor)


class ReportConfirm(ReportStepPage):
    """The unit confirms what was entered in its stead."""

    done = "已确认代填的上报表。"

    def run(self, instance: Report, note: str) -> None:
        reviewing.confirm_report(instance, actor=self.actor)
