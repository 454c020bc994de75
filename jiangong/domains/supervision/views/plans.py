"""Inspection plans: list, one with its draws and visits, drawing up and revising."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.actions import planning as actions
from jiangong.domains.supervision.choices import DrawState, FindingState, VisitState
from jiangong.domains.supervision.forms.planning import GROUPS, InspectionPlanForm
from jiangong.domains.supervision.models import Draw, Finding, InspectionPlan
from jiangong.domains.supervision.queries.pools import inspector_pool, live_draw, weighed_units
from jiangong.domains.supervision.queries.visits import overlapping_many
from jiangong.domains.supervision.tables import (
    DRAW_TONES,
    PLAN_TONES,
    VISIT_TONES,
    InspectionPlanTable,
    show_days,
)
from jiangong.domains.supervision.views.links import PLANS, SECTION, plan_crumbs
from jiangong.domains.supervision.workflow import inspection_plan_workflow
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import Action, ActionPage, CreatePage, DetailPage, EditPage, Link, ListPage, Panel
from jiangong.kit.printing.lists import LIST_PRINTS
from jiangong.kit.ui.parts import Banner, Figure


class PlanList(ListPage):
    """Inspection plans of one's own union and below."""

    permission = "supervision.view"
    export_permission = "supervision.export"
    further_exports = LIST_PRINTS
    model = InspectionPlan
    table = InspectionPlanTable
    title = "督导计划"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("supervision.plan"):
            return ()
        return (Action("拟定督导计划", reverse("supervision:create"), "plus", primary=True),)


def _linked(row: Any) -> Cell | str:
    return Cell(str(row), url=row.get_absolute_url()) if row is not None else ""


class PlanDetail(DetailPage):
    """One plan: what it rests on, its draws, its visits."""

    permission = "supervision.view"
    model = InspectionPlan
    section = SECTION
    crumbs = (PLANS,)
    workflow = inspection_plan_workflow
    state_tones = PLAN_TONES
    sections = (
        (
            "计划",
            (
                "purpose",
                "basis",
                Column("document", "依据文件", ("document",), show=_linked),
                Column("days", "检查期", ("starts_on", "ends_on"), show=show_days),
                Column("plan", "所查计划", ("plan",), show=_linked),
                Column("rubric", "检查标准", ("rubric",), show=_linked),
                Column("own_items", "另查事项", show=lambda text: "；".join(text.split("\n"))),
            ),
        ),
        (
            "抽取",
            (
                Column("kinds", "抽取范围", ("kind_labels",)),
                Column("unit_count", "抽取单位数", show=lambda n: f"{n}家"),
                Column("pool", "督导员"),
                Column("team_size", "每组督导员数", show=lambda n: f"{n}人"),
                Column("most_visits", "每家每年最多检查", show=lambda n: f"{n}次"),
                Column(
                    "weights",
                    "权重",
                    ("weight_never", "weight_long", "long_months"),
                    show=lambda never, long, months: f"从未检查{never}，{months}个月以上未检查{long}，其余1",
                ),
                Column("avoid_years", "回避", show=lambda n: f"本单位人员，调离不满{n}年的人员"),
                "is_announced",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "document", "plan", "rubric")

    def meta(self) -> tuple[str, ...]:
        plan = self.get_object()
        return (f"{plan.year}年", str(plan.organization))

    def actions(self) -> tuple[Action, ...]:
        plan = self.get_object()
        begun = plan.visits.exists()
        found = [one for one in super().actions() if begun or one.name != "close"]
        if not rules.announcing_refusal(plan, self.actor):
            draw = live_draw(plan)
            first = draw is None
            if draw is not None and draw.state == DrawState.ANNOUNCED:
                found.append(self._draw(draw))
            label = "公布名单和种子" if first else "重抽"
            url = reverse("supervision:announce", args=[plan.pk])
            found.insert(0, Action(label, url, "speakerphone" if first else "refresh", primary=first))
        if not rules.appointing_refusal(plan, self.actor):
            found.append(Action("指定检查", reverse("supervision:appoint", args=[plan.pk]), "plus"))
        if not rules.revising_refusal(plan, self.actor):
            found.append(Action("修改", reverse("supervision:edit", args=[plan.pk]), "pencil"))
        return tuple(found)

    def _draw(self, draw: Draw) -> Action:
        url = reverse("supervision:draw_draw", args=[draw.pk])
        return Action("抽取", url, primary=True, blocked=rules.drawing_refusal(draw, self.actor))

    def panels(self) -> list[Panel]:
        plan = self.get_object()
        visits = list(plan.visits.select_related("organization", "plan", "merged_into").order_by("pk"))
        draws = [
            (one, DRAW_TONES[one.state]) for one in plan.draws.select_related("plan").order_by("-number")
        ]
        findings = self._findings(plan)
        overlaps = overlapping_many(visits)
        manages = not rules.planning_refusal(plan, self.actor)
        rows = [(one, VISIT_TONES[one.state], overlaps.get(one.pk, [])) for one in visits]
        panels = [
            Panel(
                "检查",
                "supervision/_visits.html",
                {"rows": rows, "figures": self._figures(visits, findings), "manages": manages},
                count=len(visits),
            ),
            Panel("抽取记录", "supervision/_draws.html", {"draws": draws}, count=len(draws)),
        ]
        if not draws and plan.is_running:
            into, out = weighed_units(plan, timezone.localdate())
            pool = inspector_pool(plan)
            shown = {"into": into, "out": out, "pool": pool, "plan": plan}
            panels.append(Panel("现在可以抽取的", "supervision/_candidates.html", shown))
        return panels

    def _findings(self, plan: InspectionPlan) -> dict[str, int]:
        rows = Finding.objects.visible_to(self.actor).filter(visit__plan=plan)
        return rows.aggregate(
            all=Count("pk", filter=~Q(state=FindingState.VOID)),
            closed=Count("pk", filter=Q(state=FindingState.CLOSED)),
        )

    def _figures(self, visits: list[Any], findings: dict[str, int]) -> list[Figure]:
        live = [one for one in visits if one.state not in (VisitState.MERGED, VisitState.CANCELLED)]
        done = [one for one in live if one.state == VisitState.DONE]
        figures = [Figure("已检查", len(done), "家", len(live))]
        if findings["all"]:
            figures.append(Figure("问题已销号", findings["closed"], "个", findings["all"]))
        return figures

    def context(self) -> dict[str, Any]:
        plan = self.get_object()
        banners = [Banner(plan.reason, lead="已作废：")] if plan.reason else []
        return {**super().context(), "banners": banners}


class PlanCreate(CreatePage):
    """Draw up a plan."""

    permission = "supervision.plan"
    model = InspectionPlan
    form_class = InspectionPlanForm
    title = "拟定督导计划"
    section = SECTION
    crumbs = (PLANS,)
    groups = GROUPS
    submit_label = "拟定"
    done = "已拟定，核对后请启动。"

    def perform(self, form: Any) -> InspectionPlan:
        return actions.draft_inspection_plan(form.instance, actor=self.actor)


class PlanEdit(EditPage):
    """Correct a plan nothing rests on yet."""

    permission = "supervision.plan"
    model = InspectionPlan
    form_class = InspectionPlanForm
    title = "修改督导计划"
    section = SECTION
    groups = GROUPS
    rule = staticmethod(rules.revising_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return plan_crumbs(self.get_object())

    def perform(self, form: Any) -> InspectionPlan:
        return actions.revise_inspection_plan(
            form.instance, form.changed_data, self.posted_version(), actor=self.actor
        )


class PlanStep(ActionPage):
    """One step of a plan; who may take it is the workflow's to say."""

    permission = "supervision.view"
    model = InspectionPlan

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")


class PlanStart(PlanStep):
    """From now on units may be drawn."""

    done = "已启动，可以公布名单和种子。"

    def run(self, instance: InspectionPlan, note: str) -> None:
        actions.start_inspection_plan(instance, actor=self.actor)


class PlanClose(PlanStep):
    """Everything is done."""

    done = "已结束。"

    def run(self, instance: InspectionPlan, note: str) -> None:
        actions.close_inspection_plan(instance, actor=self.actor)


class PlanVoid(PlanStep):
    """It will not be carried out."""

    done = "已作废。"

    def run(self, instance: InspectionPlan, note: str) -> None:
        actions.void_inspection_plan(instance, note, actor=self.actor)
