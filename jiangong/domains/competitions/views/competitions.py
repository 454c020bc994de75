"""Competitions: list, one with its figures by unit, organizing, the printed roster, coverage."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.competitions import rules
from jiangong.domains.competitions.actions import competitions as actions
from jiangong.domains.competitions.choices import SHORT_NAMES, CompetitionKind
from jiangong.domains.competitions.forms import CompetitionForm
from jiangong.domains.competitions.models import Competition
from jiangong.domains.competitions.queries.coverage import (
    WANTED,
    coverage_of,
    missing_enterprises,
    years_of,
)
from jiangong.domains.competitions.queries.enrolments import lines_by_unit, totals
from jiangong.domains.competitions.queries.rosters import roster_of
from jiangong.domains.competitions.tables import CompetitionTable, show_window
from jiangong.domains.competitions.views.links import COMPETITIONS, SECTION
from jiangong.domains.organizations.models import Organization
from jiangong.kit.listing import Column
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage
from jiangong.kit.pages.heads import Action, Badge, Head, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.printing.printed import Kind
from jiangong.kit.ui.parts import Figure, Place
from jiangong.lib.digits import whole_number, year_named
from jiangong.lib.officialdoc.writing import OfficialDocument


class CompetitionList(ListPage):
    """This year's competitions and those before."""

    permission = "competitions.view"
    export_permission = "competitions.export"
    model = Competition
    title = "竞赛"
    section = SECTION
    table = CompetitionTable

    def actions(self) -> tuple[Action, ...]:
        found = [
            Action("参赛台账", reverse("competitions:enrolment_list"), "list-details"),
            Action("覆盖情况", reverse("competitions:coverage"), "chart-bar"),
        ]
        if self.actor.can("competitions.organize"):
            found.append(Action("组织竞赛", reverse("competitions:create"), "plus", primary=True))
        return tuple(found)


class CompetitionDetail(DetailPage):
    """One competition: what it asks, who is in, unit by unit."""

    permission = "competitions.view"
    model = Competition
    section = SECTION
    crumbs = (COMPETITIONS,)
    sections = (
        (
            "竞赛",
            (
                "kind",
                Column("year", "年度"),
                Column("organization", "组织单位", ("organization__name",)),
                "partners",
                Column("document", "依据文件", ("document__title",)),
                Column("window", "报名时间", ("opens_on", "closes_on"), show=show_window),
                "starts_on",
                "ends_on",
                "requirements",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "document")

    def badge(self) -> Badge:
        competition, today = self.get_object(), timezone.localdate()
        if competition.is_open:
            return Badge("报名中", "ok")
        if today < competition.opens_on:
            return Badge("未开始报名", "line", "clock")
        return (
            Badge("报名已截止", "mute", "lock") if today <= competition.ends_on else Badge("已结束", "mute")
        )

    def actions(self) -> tuple[Action, ...]:
        competition = self.get_object()
        found = []
        if not rules.organizing_refusal(competition, self.actor):
            found.append(Action("修改", reverse("competitions:edit", args=[competition.pk]), "pencil"))
        if not rules.enrolling_refusal(competition, self.actor):
            if self.actor.can("importing.use"):
                key = f"competitions.{competition.kind}"
                found.append(Action("批量导入", reverse("importing:start", args=[key]), "upload"))
            address = reverse("competitions:enrol", args=[competition.pk])
            found.append(Action("登记参赛", address, "plus", primary=True))
        return tuple(found)

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("competitions:print", args=[self.get_object().pk]), RosterPrint.kinds)

    def panels(self) -> list[Panel]:
        competition = self.get_object()
        lines = lines_by_unit(competition, self.actor)
        address = f"{reverse('competitions:enrolment_list')}?kind={competition.kind}&year={competition.year}"
        counted = "个" if competition.takes_projects else "家"
        confirmed, waiting, workers = totals(lines)
        figures = [
            Figure(
                "参赛项目" if competition.takes_projects else "参赛单位",
                confirmed,
                counted,
                url=f"{address}&view=confirmed",
                note="已确认",
            ),
            Figure("参赛职工", workers, "人", url=f"{address}&view=confirmed", note="已确认"),
            Figure("待确认", waiting, counted, url=f"{address}&view=waiting", note="已报名，等上级确认"),
        ]
        shown = {"lines": lines, "address": address, "counted": counted, "figures": figures}
        return [Panel("各单位参赛情况", "competitions/_units.html", shown)]


class CompetitionCreate(CreatePage):
    """Organize one."""

    permission = "competitions.organize"
    model = Competition
    title = "组织竞赛"
    section = SECTION
    crumbs = (COMPETITIONS,)
    form_class = CompetitionForm
    submit_label = "组织竞赛"
    done = "竞赛已建立，所属单位可以报名。"

    def perform(self, form: Any) -> Competition:
        return actions.organize_competition(form.instance, actor=self.actor)


class CompetitionEdit(EditPage):
    """Correct one."""

    permission = "competitions.organize"
    model = Competition
    title = "修改竞赛"
    section = SECTION
    form_class = CompetitionForm
    rule = staticmethod(rules.organizing_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (COMPETITIONS, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def perform(self, form: Any) -> Competition:
        return actions.revise_competition(
            form.instance, form.changed_data, self.posted_version(), actor=self.actor
        )


class RosterPrint(PrintPage):
    """Who takes part, as a roster of the actor's reach."""

    permission = "competitions.view"
    model = Competition
    kinds = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def describe(self, instance: Competition) -> OfficialDocument:
        return roster_of(instance, self.actor)


class Coverage(Page):
    """Which share of the large enterprises takes part, and which do not."""

    permission = "competitions.view"
    title = "竞赛覆盖情况"
    section = SECTION
    crumbs = (COMPETITIONS,)
    template_name = "competitions/coverage.html"

    @property
    def year(self) -> int:
        return year_named(self.request.GET.get("year", "")) or self.years[0]

    @property
    def years(self) -> list[int]:
        return years_of(self.actor) or [timezone.localdate().year]

    def head(self) -> Head:
        place = self.place()
        crumbs = (*self.crumbs, Link(self.title, reverse("competitions:coverage"))) if place else self.crumbs
        title = f"{self.year}年{self.title}"
        return Head(
            f"{place}未参赛的规上企业" if place else title, crumbs, (f"{self.year}年",) if place else ()
        )

    def place(self) -> Organization | None:
        wanted = self.request.GET.get("unit", "")
        if not wanted:
            return None
        found = Organization.objects.visible_to(self.actor).filter(pk=whole_number(wanted)).first()
        if found is None:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        place, address = self.place(), reverse("competitions:coverage")
        if place is not None:
            return {"place": place, "enterprises": missing_enterprises(self.year, place, self.actor)}
        lines, total = coverage_of(self.year, self.actor)
        listed = f"{reverse('competitions:enrolment_list')}?year={self.year}&view=confirmed"
        figures = [
            Figure("参赛规上企业", total.taking_part, "家", total.enterprises, url=f"{listed}&above_scale=1"),
            *(
                Figure(f"{SHORT_NAMES[kind]}参赛职工", total.workers[kind], "人", url=f"{listed}&kind={kind}")
                for kind in CompetitionKind.values
            ),
            Figure("三项竞赛覆盖职工", total.workers_in_all, "人次", url=listed),
        ]
        return {
            "lines": lines,
            "total": total,
            "figures": figures,
            "wanted": WANTED,
            "year": self.year,
            "kinds": [SHORT_NAMES[kind] for kind in CompetitionKind.values],
            "years": [Place(f"{one}年", f"{address}?year={one}", one == self.year) for one in self.years],
        }
