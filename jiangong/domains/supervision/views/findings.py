"""Findings: list, one with its course, and every step of putting right."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from jiangong.domains.people.queries import person_spelled
from jiangong.domains.supervision import rules
from jiangong.domains.supervision.choices import OWED_FINDINGS, FindingState
from jiangong.domains.supervision.models import Finding
from jiangong.domains.supervision.tables import FINDING_TONES, FindingTable, show_due
from jiangong.domains.supervision.views.links import FINDINGS, SECTION
from jiangong.domains.supervision.workflow import finding_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import (
    Action,
    DetailPage,
    ListPage,
    Panel,
)
from jiangong.kit.printing.lists import LIST_PRINTS
from jiangong.kit.ui.parts import Banner, Step

RELATED = (
    "organization",
    "visit__plan__organization",
    "visit__organization",
    "responsible__organization",
    "recorded_by",
    "answered_by",
    "rechecked_by",
)
COURSE = ("发现", "整改", "复查", "销号")
REACHED = {
    FindingState.OPEN: 1,
    FindingState.RETURNED: 1,
    FindingState.ANSWERED: 2,
    FindingState.CLOSED: 3,
}


class FindingList(ListPage):
    """What has to be put right."""

    permission = "supervision.view"
    export_permission = "supervision.export"
    further_exports = LIST_PRINTS
    model = Finding
    table = FindingTable
    title = "问题整改"
    section = SECTION


class FindingDetail(DetailPage):
    """One finding: what, by whom, until when, and whether somebody else saw it put right."""

    permission = "supervision.view"
    model = Finding
    section = SECTION
    crumbs = (FINDINGS,)
    workflow = finding_workflow
    state_tones = FINDING_TONES
    url_prefix = "finding_"
    tells_gaps = False  # the steps above say what is still to come
    sections = (
        (
            "问题",
            (
                "text",
                "demand",
                Column("organization", "责任单位", ("organization__name",)),
                Column(
                    "visit",
                    "督导检查",
                    ("visit",),
                    show=lambda one: Cell(str(one.plan), url=one.get_absolute_url()),
                ),
                Column("recorded_by", "登记人", ("recorded_by__name",)),
                Column("due_on", "整改期限", ("due_on", "state"), show=show_due),
                Column("times_postponed", "延期", show=lambda n: f"{n}次" if n else ""),
            ),
        ),
        (
            "整改",
            (
                "measure",
                Column(
                    "responsible",
                    "责任人",
                    ("responsible",),
                    show=lambda one: person_spelled(one) if one else "",
                ),
                "answer",
                "answered_on",
                Column(
                    "answered_by",
                    "答复人",
                    ("answered_by__name", "is_on_behalf"),
                    show=lambda name, proxy: Cell(name, sub="代为答复" if proxy else "") if name else "",
                ),
            ),
        ),
        (
            "复查",
            (
                "opinion",
                Column("rechecked_by", "复查人", ("rechecked_by__name",)),
                "rechecked_on",
                Column("times_returned", "退回", show=lambda n: f"{n}次" if n else ""),
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    def meta(self) -> tuple[str, ...]:
        finding = self.get_object()
        return (str(finding.organization), finding.visit.plan.title)

    def transition_method(self, name: str) -> str:
        return "post" if name == "void" else "get"

    def actions(self) -> tuple[Action, ...]:
        finding = self.get_object()
        found = [self._said(one) for one in super().actions() if not one.blocked or self._tells_why(one)]
        for label, name, icon, refusal in (
            ("落实责任人", "finding_arrange", "user-check", rules.arranging_refusal),
            ("延期", "finding_postpone", "clock", rules.postponing_refusal),
        ):
            if not refusal(finding, self.actor):
                found.append(Action(label, reverse(f"supervision:{name}", args=[finding.pk]), icon))
        return tuple(found)

    def _said(self, act: Action) -> Action:
        """Whoever had it inspected may write an answer down that came on paper; the answer stays the unit's."""
        if act.name != "answer" or rules.answers_for_unit(self.get_object(), self.actor):
            return act
        return replace(act, label="代为答复", primary=False)

    def _tells_why(self, blocked: Action) -> bool:
        """Only those who would look again learn why they may not; to others it is no act of theirs."""
        finding = self.get_object()
        looks = rules.is_inspecting_side(finding, self.actor) and not rules.answers_for_unit(
            finding, self.actor
        )
        return looks and blocked.name == "close"

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "steps": self.steps(), "banners": self.banners()}

    def steps(self) -> list[Step]:
        """发现 → 整改 → 复查 → 销号, or where it stopped."""
        finding = self.get_object()
        reached = REACHED.get(FindingState(finding.state))
        if reached is None:
            return [Step("发现", state="done"), Step(finding.get_state_display(), state="stop")]
        days = (finding.visit.visited_on, finding.answered_on, finding.rechecked_on, finding.rechecked_on)
        found = []
        for place, (label, day) in enumerate(zip(COURSE, days, strict=True)):
            done = place < reached or reached == len(COURSE) - 1
            state = "done" if done else "current" if place == reached else ""
            found.append(Step(label, f"{day:%m-%d}" if day and done else "", state))
        return found

    def banners(self) -> list[Banner]:
        finding, found = self.get_object(), []
        if late := finding.days_overdue:
            found.append(
                Banner("请尽快整改并答复；确需延期的，由督导单位办理。", "crit", lead=f"整改已逾期{late}天。")
            )
        if finding.state == FindingState.RETURNED and finding.opinion:
            found.append(Banner(finding.opinion, "warn", lead="没有整改到位："))
        elif finding.state in OWED_FINDINGS and not finding.responsible_id:
            found.append(Banner("还没有落实责任人和整改措施。", "warn"))
        return found
