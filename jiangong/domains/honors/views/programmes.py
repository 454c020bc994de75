"""Screens of programmes: list, file, setting up."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.choices import ProgrammeState, StageKind
from jiangong.domains.honors.models import Programme
from jiangong.domains.honors.queries.findings import Finding, blocking
from jiangong.domains.honors.queries.lists import listed
from jiangong.domains.honors.queries.programmes import runs
from jiangong.domains.honors.rules import nominations as nominating
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.tables import PROGRAMME_TONES, ProgrammeTable
from jiangong.domains.honors.views.panels import panels_of, swaps_of
from jiangong.domains.honors.views.printing import ListPrint
from jiangong.domains.honors.views.steps import CRUMBS, SECTION, ProgrammePage
from jiangong.domains.honors.workflow import programme_workflow
from jiangong.domains.organizations.queries import home_of
from jiangong.kit.listing import Column
from jiangong.kit.pages import Action, Badge, DetailPage, ListPage
from jiangong.kit.printing.lists import LIST_PRINTS
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner, Step
from jiangong.lib.dates import format_day

WITH_FORM = {"advance", "decide"}
SAID_IF_ANY = (
    "categories", "nominate_from", "nominate_until", "notice_source", "note", "decided_on", "decision_number",
    "closing_reason",
)  # fmt: skip
FURTHER = {"categories": Column("categories", "类别", show=lambda found: "、".join(found))}


def _workdays(number: int) -> str:
    return f"{number}个工作日"


class ProgrammeList(ListPage):
    """Programmes of one's own and of the unions above."""

    permission = "honors.view"
    export_permission = "honors.export"
    further_exports = LIST_PRINTS
    model = Programme
    table = ProgrammeTable
    title = "选树项目"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("honors.organize"):
            found.append(Action("建立项目", reverse("honors:create"), "plus", primary=True))
        found.append(Action("推荐对象", reverse("honors:nomination_list"), "users"))
        found.append(Action("荣誉证书", reverse("honors:certificate_list"), "certificate"))
        if home := home_of(self.actor):
            found.append(Action("历年荣誉", reverse("honors:unit", args=[home.pk]), "history"))
        if self.actor.can("honors.examine"):
            found.append(Action("公示异议", reverse("honors:objection_list"), "message-circle"))
        return tuple(found)


class ProgrammeDetail(ProgrammePage, DetailPage):
    """One programme: its stage, what stands in the way, its list, rules, opinions and notices."""

    permission = "honors.view"
    crumbs = CRUMBS
    template_name = "honors/programme.html"
    workflow = programme_workflow
    state_tones = PROGRAMME_TONES

    @property
    def facts(self) -> tuple[tuple[str, tuple[str | Column, ...]], ...]:
        """What is written down about the programme; once candidates may come it stands below them."""
        programme = self.get_object()
        lawful = ("kind", "basis_number", "basis_authority", "valid_from")
        asked = (
            Column("title", "授予称号", ("title__name",)),
            Column("places", "名额", show=lambda places: f"{places}个"),
            Column(
                "deeds", "事迹字数", ("deeds_min", "deeds_max"), show=lambda least, most: f"{least}至{most}字"
            ),
            Column("unit_notice_days", "单位公示", show=_workdays),
            Column("notice_days", "公示", show=_workdays),
        )
        basis = lawful + tuple(one for one in ("basis_entry", "valid_until") if getattr(programme, one))
        further = tuple(FURTHER.get(one, one) for one in SAID_IF_ANY if getattr(programme, one))
        return (("依据", basis), ("评选安排", asked + further))

    def context(self) -> dict[str, Any]:
        programme = self.get_object()
        runs_it = runs(programme, self.actor)
        found = super().context()
        if programme.state != ProgrammeState.DRAFT:
            found["leading"], found["main_panels"] = (
                found["main_panels"],
                [],
            )  # the list before what is written
        return {
            **found,
            "sections": [(title, self._facts(fields)) for title, fields in self.facts],
            "swaps": swaps_of(programme, self.actor),
            "steps": self.steps() if programme.pipeline() else (),
            "banners": self.banners(runs_it),
        }

    def panels(self) -> list[Any]:
        return panels_of(self.get_object(), self.actor, self.request.build_absolute_uri)

    def meta(self) -> tuple[str, ...]:
        programme = self.get_object()
        basis = programme.basis_number if not rules.basis_refusal(programme) else "依据待补"
        found = [f"{programme.year}年度", str(programme.organization), str(programme.title), basis]
        if programme.edition and runs(programme, self.actor):
            found.append(f"第{programme.edition}稿")
        return tuple(found)

    def badge(self) -> Badge | None:
        programme = self.get_object()
        if programme.state == ProgrammeState.REVIEWING and runs(programme, self.actor):
            if number := len(self.stuck()):
                return Badge(f"{number}项待解决", "crit", "alert-triangle")
            if blocking(programme):
                return Badge("等公示期满", "info", "clock")
            return Badge("可以进入下一步", "ok")
        return super().badge()

    def stuck(self) -> list[Finding]:
        """What has to be settled: all that is in the way but the time a notice takes."""
        programme = self.get_object()
        if programme.state != ProgrammeState.REVIEWING or not runs(programme, self.actor):
            return []
        return [one for one in blocking(programme) if not one.passes]

    def actions(self) -> tuple[Action, ...]:
        programme = self.get_object()
        stage = programme.current()
        is_last = stage is not None and stage.kind == StageKind.DECISION
        hidden = {"advance" if is_last else "decide"} if stage else set()
        found = [
            replace(
                one,
                primary=one.name != "cancel",
                danger=one.name == "cancel",
                label=f"完成“{stage.name}”" if one.name == "advance" and stage else one.label,
            )
            for one in super().actions()
            if one.name not in hidden and (one.name == "" or runs(programme, self.actor))
        ]
        if not nominating.nominating_refusal(programme, self.actor):
            address = f"{reverse('honors:nomination_create')}?programme={programme.pk}"
            found.insert(0, Action("推荐", address, "user-plus", primary=not runs(programme, self.actor)))
        if not rules.editing_refusal(programme, self.actor):
            found.append(Action("修改", reverse("honors:edit", args=[programme.pk]), "pencil"))
        if programme.edition > 1 and runs(programme, self.actor):
            found.append(Action("比较版本", reverse("honors:editions", args=[programme.pk]), "versions"))
        return tuple(sorted(found, key=lambda one: one.danger))  # giving up comes last

    def transition_method(self, name: str) -> str:
        return "get" if name in WITH_FORM else "post"

    def prints(self) -> tuple[Action, ...]:
        programme = self.get_object()
        if not runs(programme, self.actor) or not self.actor.can("honors.export") or not listed(programme):
            return ()
        return print_actions(reverse("honors:print", args=[programme.pk]), ListPrint.kinds)

    def steps(self) -> list[Step]:
        """The pipeline with the day of each stage."""
        programme = self.get_object()
        stuck, shown = self.stuck(), []
        for one in programme.pipeline():
            state = ""
            if one.finished_on is not None:
                state = "done"
            elif programme.current() is one:
                state = "stop" if stuck else "current"
            day = one.finished_on or one.planned_on
            note = f"{day.month}月{day.day}日" if day else ""
            shown.append(Step(one.name, f"{len(stuck)}项待解决" if state == "stop" else note, state))
        return shown

    def banners(self, runs_it: bool) -> list[Banner]:
        programme = self.get_object()
        why = rules.basis_refusal(programme)
        if why and runs_it and programme.state not in (ProgrammeState.DECIDED, ProgrammeState.CANCELLED):
            fix = Action("补登依据", reverse("honors:edit", args=[programme.pk]))
            may = not rules.editing_refusal(programme, self.actor)
            law = rules.law_of(programme)
            return [Banner(f"{why}{law}", "crit", lead="依据不完整。", action=fix if may else None)]
        if programme.state == ProgrammeState.OPEN and programme.nominate_until:
            left = (programme.nominate_until - timezone.localdate()).days
            told = (
                f"还有{left}天" if left > 0 else "今天截止" if left == 0 else f"已过{-left}天，可以汇总名单"
            )
            return [Banner(f"推荐截止{format_day(programme.nominate_until)}，{told}。", "info")]
        return []
