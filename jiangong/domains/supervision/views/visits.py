"""Visits: list, one with its sheet, and what happens before anybody goes."""

from dataclasses import replace
from typing import Any

from django.http import Http404
from django.urls import reverse

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.actions import visiting as actions
from jiangong.domains.supervision.choices import FindingState, VisitState
from jiangong.domains.supervision.models import Finding, InspectionPlan, Visit
from jiangong.domains.supervision.queries.printing import visit_record
from jiangong.domains.supervision.queries.visits import inspectors_of, overlapping
from jiangong.domains.supervision.tables import FINDING_TONES, VISIT_TONES, VisitTable
from jiangong.domains.supervision.views.links import SECTION, VISITS
from jiangong.domains.supervision.workflow import visit_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import Action, ActionPage, DetailPage, ListPage, Panel
from jiangong.kit.printing.lists import LIST_PRINTS
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.ui.parts import Banner
from jiangong.lib.digits import whole_number
from jiangong.lib.officialdoc.writing import OfficialDocument

RELATED = (
    "organization",
    "plan__organization",
    "draw",
    "merged_into__plan",
    "merged_into__organization",
    "waived_by",
)
BEGUN = (VisitState.ONGOING, VisitState.DONE)


class VisitList(ListPage):
    """Every visit within reach."""

    permission = "supervision.view"
    export_permission = "supervision.export"
    further_exports = LIST_PRINTS
    model = Visit
    table = VisitTable
    title = "督导检查"
    section = SECTION


class VisitDetail(DetailPage):
    """One visit: who goes, what was seen, what the figures are."""

    permission = "supervision.view"
    model = Visit
    section = SECTION
    crumbs = (VISITS,)
    workflow = visit_workflow
    state_tones = VISIT_TONES
    taken_elsewhere = frozenset({"merge"})
    url_prefix = "visit_"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def sections(self) -> Any:
        visit = self.get_object()
        facts: list[str | Column] = [
            Column("organization", "被检查单位", ("organization__name",)),
            Column("plan", "督导计划", ("plan",), show=self._plan),
            Column("purpose", "目的", ("plan__purpose",)),
            Column("basis", "依据", ("plan__basis",)),
            Column("chosen", "怎么确定", ("draw", "appointed_for"), show=self._chosen),
            Column(
                "inspectors",
                "督导员",
                ("pk",),
                show=lambda _: "、".join(u.name for u in inspectors_of(visit)),
            ),
            "planned_on" if visit.state == VisitState.PLANNED else "visited_on",
        ]
        if visit.waived_by is not None:
            facts.append(
                Column(
                    "waived",
                    "超次批准",
                    ("waived_by__name", "waived_for"),
                    show=lambda name, why: Cell(name, sub=why),
                )
            )
        if visit.summary:
            facts.append("summary")
        return (("检查", tuple(facts)),)

    def _plan(self, plan: InspectionPlan) -> Cell:
        mine = InspectionPlan.objects.visible_to(self.actor).filter(pk=plan.pk).exists()
        return Cell(plan.title, url=plan.get_absolute_url() if mine else "")

    def _chosen(self, draw: Any, reason: str) -> Cell:
        if draw is None:
            return Cell("指定", sub=reason)
        mine = type(draw).objects.visible_to(self.actor).filter(pk=draw.pk).exists()
        return Cell(f"第{draw.number}次抽取", url=draw.get_absolute_url() if mine else "")

    def meta(self) -> tuple[str, ...]:
        visit = self.get_object()
        return (f"{visit.year}年", visit.plan.title)

    def actions(self) -> tuple[Action, ...]:
        visit = self.get_object()
        found = [
            replace(one, danger=one.name == "cancel", method="get" if one.name == "submit" else "post")
            for one in super().actions()
            if not (one.blocked and one.name == "submit")
        ]
        found = [replace(one, label="填写检查表") if one.name == "submit" else one for one in found]
        for label, name, icon, refusal in (
            ("定日期", "visit_schedule", "calendar", rules.scheduling_refusal),
            ("更换督导员", "visit_reassign", "switch-horizontal", rules.reassigning_refusal),
            ("补登问题", "finding_create", "plus", rules.recording_refusal),
        ):
            if not refusal(visit, self.actor):
                found.append(Action(label, reverse(f"supervision:{name}", args=[visit.pk]), icon))
        if not rules.waiving_refusal(visit, self.actor):
            url = reverse("supervision:visit_waive", args=[visit.pk])
            found.append(Action("批准超次检查", url, "check", method="post", needs_reason=True, name="waive"))
        return tuple(sorted(found, key=lambda one: one.danger))

    def prints(self) -> tuple[Action, ...]:
        if self.get_object().state not in BEGUN:
            return ()
        return print_actions(
            reverse("supervision:visit_print", args=[self.get_object().pk]), VisitPrint.kinds
        )

    def panels(self) -> list[Panel]:
        visit, found = self.get_object(), []
        if visit.state not in BEGUN:
            return []
        findings = Finding.objects.visible_to(self.actor).filter(visit=visit).select_related("responsible")
        if rows := [(one, FINDING_TONES[FindingState(one.state)]) for one in findings.order_by("pk")]:
            found.append(Panel("问题", "supervision/_findings.html", {"rows": rows}, count=len(rows)))
        if figures := list(visit.figures.select_related("indicator")):
            corrects = not rules.correcting_refusal(visit, self.actor)
            shown = {"figures": figures, "corrects": corrects}
            found.append(Panel("上报数和核实数", "supervision/_figures.html", shown, count=len(figures)))
        if lines := list(visit.lines.all()):
            found.append(Panel("检查表", "supervision/_lines.html", {"lines": lines}, count=len(lines)))
        return [*found, attachment_panel(visit, self.actor)]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "banners": self.banners()}

    def banners(self) -> list[Banner]:
        visit, found = self.get_object(), []
        if visit.merged_into is not None:
            see = Action("打开", visit.merged_into.get_absolute_url())
            found.append(Banner(str(visit.merged_into.plan), "info", lead="已并入：", action=see))
        if visit.reason:
            found.append(Banner(visit.reason, lead="已取消："))
        if visit.state == VisitState.PLANNED:
            if why := rules.cap_refusal(visit):
                found.append(Banner(why, "warn"))
            if not rules.managing_refusal(visit, self.actor):
                found += [self._suggestion(visit, one) for one in overlapping(visit)]
        return found

    def _suggestion(self, visit: Visit, other: Visit) -> Banner:
        url = f"{reverse('supervision:visit_merge', args=[visit.pk])}?into={other.pk}"
        text = f"“{other.plan}”也要检查{visit.organization}，合并后一次查完两项。"
        return Banner(
            text, "info", lead="可以合并：", action=Action("并入那一次", url, method="post", name="merge")
        )


class VisitStep(ActionPage):
    """One step of a visit; who may take it is the workflow's to say."""

    permission = "supervision.view"
    model = Visit

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)


class VisitStart(VisitStep):
    """Begin on the spot; the sheet is next."""

    done = "检查已开始，上报数已取定。没有网络也可以继续填写。"

    def run(self, instance: Visit, note: str) -> Visit:
        return actions.start_visit(instance, actor=self.actor)

    def location(self, instance: Visit) -> str:
        if instance.state == VisitState.ONGOING:
            return reverse("supervision:visit_submit", args=[instance.pk])
        return instance.get_absolute_url()


class VisitCancel(VisitStep):
    """Nobody goes."""

    done = "已取消。"

    def run(self, instance: Visit, note: str) -> None:
        actions.cancel_visit(instance, note, actor=self.actor)


class VisitWaive(VisitStep):
    """Once more than the cap, by name and with a reason."""

    permission = "supervision.waive"
    done = "已批准超次检查。"

    def run(self, instance: Visit, note: str) -> None:
        actions.waive_cap(instance, note, actor=self.actor)


class VisitMerge(VisitStep):
    """One visit instead of two."""

    done = "已并入，两项督导计划在这次检查里一起查。"

    def run(self, instance: Visit, note: str) -> Visit:
        wanted = self.request.GET.get("into", "")
        into = (
            Visit.objects.visible_to(self.actor)
            .select_related(*RELATED)
            .filter(pk=whole_number(wanted))
            .first()
        )
        if into is None:
            raise Http404
        return actions.merge_visit(instance, into, actor=self.actor)


class VisitPrint(PrintPage):
    """The record of a visit, to be signed."""

    permission = "supervision.view"
    model = Visit

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    def describe(self, instance: Visit) -> OfficialDocument:
        if instance.state not in BEGUN:
            raise NotAllowed("检查还没有开始，没有检查记录可以打印。")
        return visit_record(instance, self.actor)
