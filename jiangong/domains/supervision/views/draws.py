"""Draws: announced with their lists, carried out with the seed, printed for signature."""

from typing import Any

from django.urls import reverse

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.actions import drawing as actions
from jiangong.domains.supervision.choices import DrawState
from jiangong.domains.supervision.forms.planning import DrawForm, SeedForm
from jiangong.domains.supervision.models import Draw, InspectionPlan
from jiangong.domains.supervision.queries.pools import live_draw
from jiangong.domains.supervision.queries.printing import draw_record
from jiangong.domains.supervision.tables import DRAW_TONES
from jiangong.domains.supervision.views.links import SECTION, plan_crumbs
from jiangong.domains.supervision.workflow import draw_workflow
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import Action, DetailPage, FormPage, Head, Link, Panel, StepPage
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.ui.parts import Banner
from jiangong.lib.officialdoc.writing import OfficialDocument


class DrawAnnounce(FormPage):
    """Publish lists and seed before anybody can know the result."""

    permission = "supervision.draw"
    model = InspectionPlan
    section = SECTION
    form_class = DrawForm
    submit_label = "公布"
    done = "已公布名单和种子。到种子产生的日期后抽取。"
    intro = "名单、权重和回避关系从此固定，与种子来源一起公布；抽取结果由它们唯一算出，谁都可以重新计算。"
    rule = staticmethod(rules.announcing_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return plan_crumbs(self.get_object())

    def head(self) -> Head:
        title = "公布名单和种子" if live_draw(self.get_object()) is None else "重抽"
        return Head(title, self.crumbs)

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "plan": self.get_object()}

    def perform(self, form: Any) -> Draw:
        reason = form.cleaned_data.get("reason", "")
        return actions.announce_draw(self.get_object(), form.seed(), form.absence(), reason, actor=self.actor)


def _names(draw: Draw) -> list[tuple[str, list[str], int]]:
    """Each drawn unit with the names of those who go, and its visit's key."""
    units, people = draw.unit_names, draw.inspectors
    visits = dict(draw.visits.values_list("organization_id", "pk"))
    return [
        (
            units[team["unit"]],
            [f"{people[one]['name']}（{people[one]['place']}）" for one in team["members"]],
            visits.get(team["unit"], 0),
        )
        for team in draw.result.get("teams", [])
    ]


class DrawDetail(DetailPage):
    """One draw: what was published beforehand, and what came out."""

    permission = "supervision.view"
    model = Draw
    section = SECTION
    workflow = draw_workflow
    state_tones = DRAW_TONES
    taken_elsewhere = frozenset({"replace"})
    url_prefix = "draw_"

    def get_queryset(self) -> Any:
        related = ("plan__organization", "announced_by", "drawn_by", "replaces__plan")
        return super().get_queryset().select_related(*related)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return plan_crumbs(self.get_object().plan)

    @property
    def sections(self) -> Any:
        facts: tuple[str | Column, ...] = (
            "seed_kind",
            "seed_source",
            "seed_on",
            "seed_digest",
            "inputs_digest",
            "announced_at",
            Column("announced_by", "公布人", ("announced_by__name",)),
        )
        drawn = ("seed", "drawn_at", Column("drawn_by", "抽取人", ("drawn_by__name",)))
        again = (
            Column(
                "replaces", "代替", ("replaces",), show=lambda one: Cell(str(one), url=one.get_absolute_url())
            ),
            "reason",
        )
        draw = self.get_object()
        found = [("事先公布", facts)]
        if draw.seed:
            found.append(("抽取", drawn))
        if draw.replaces is not None:
            found.append(("重抽", again))
        return tuple(found)

    def transition_method(self, name: str) -> str:
        return "get"

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("supervision:draw_print", args=[self.get_object().pk]), DrawPrint.kinds)

    def panels(self) -> list[Panel]:
        draw = self.get_object()
        found = []
        if teams := _names(draw):
            found.append(Panel("抽取结果", "supervision/_teams.html", {"teams": teams}, count=len(teams)))
        barred = {key: len(users) for key, users in draw.inputs["barred"].items()}
        units = [(one, barred.get(str(one["id"]), 0)) for one in draw.inputs["units"]]
        shown = {"units": units, "inputs": draw.inputs, "total": sum(one["weight"] for one, _ in units)}
        found.append(Panel("抽取名单", "supervision/_inputs.html", shown, count=len(units)))
        return found

    def context(self) -> dict[str, Any]:
        draw, banners = self.get_object(), []
        if draw.state == DrawState.REPLACED:
            later = draw.replaced_by
            see = Action("打开重抽的记录", later.get_absolute_url())
            banners.append(Banner(later.reason, "warn", lead="已作废重抽：", action=see))
        elif draw.state == DrawState.ANNOUNCED and (why := rules.drawing_refusal(draw, self.actor)):
            banners.append(Banner(why, "info"))
        return {**super().context(), "banners": banners}


class DrawCarryOut(StepPage):
    """The seed is known."""

    permission = "supervision.draw"
    model = Draw
    section = SECTION
    workflow = draw_workflow
    transition = "draw"
    form_class = SeedForm
    submit_label = "抽取"
    done = "已抽取，检查已安排，督导员会收到消息。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("plan__organization")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        draw = self.get_object()
        return (*plan_crumbs(draw.plan), Link(f"第{draw.number}次抽取", draw.get_absolute_url()))

    def context(self) -> dict[str, Any]:
        draw = self.get_object()
        intro = f"种子来源：{draw.seed_source}。提交后立即得出结果，不能撤回。"
        return {**super().context(), "intro": intro}

    def take(self, instance: Draw, cleaned: dict[str, Any]) -> Draw:
        return actions.carry_out_draw(instance, cleaned["seed"], actor=self.actor)


class DrawPrint(PrintPage):
    """The record, with places for signatures."""

    permission = "supervision.view"
    model = Draw

    def get_queryset(self) -> Any:
        related = ("plan__organization", "plan__plan", "announced_by", "drawn_by")
        return super().get_queryset().select_related(*related)

    def describe(self, instance: Draw) -> OfficialDocument:
        return draw_record(instance)
