"""The review: the source on the left, what the plan says on the right, problems on top."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans import rules
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan, Reading
from jiangong.domains.plans.queries.drafts import Draft, draft_plans
from jiangong.domains.plans.queries.reviewing import (
    Problems,
    last_change,
    marks_of,
    open_anchors,
    problems_of,
)
from jiangong.domains.plans.queries.sources import paper_of, reading_of
from jiangong.domains.plans.views.panels import Panels
from jiangong.domains.plans.views.readings import PLANS, SECTION
from jiangong.domains.plans.workflow import plan_workflow
from jiangong.kit.pages import Action, Badge, Head, Link, Page

TONES = {
    PlanState.DRAFTING: "warn",
    PlanState.REVIEWING: "info",
    PlanState.COSIGNING: "info",
    PlanState.SIGNING: "info",
    PlanState.ISSUED: "ok",
    PlanState.CLOSED: "plain",
    PlanState.VOID: "plain",
}
TABS = ("facts", "tasks", "steps", "goals", "rubrics", "problems")
LABELS = ("基本信息", "任务措施", "时间安排", "指标与分解", "评分标准", "问题")


class DraftPage(Page):
    """What the pages of one draft share: its rows, its problems, whether its reader may change it."""

    permission = "plans.view"
    model = Plan
    section = SECTION

    def get_queryset(self) -> QuerySet:
        return draft_plans(self.actor)

    def draft(self) -> Draft:
        if not hasattr(self, "_draft"):
            self._draft = Draft(self.get_object())
        return self._draft

    def problems(self) -> Problems:
        if not hasattr(self, "_problems"):
            self._problems = problems_of(self.get_object())
        return self._problems

    def reading(self) -> Reading | None:
        if not hasattr(self, "_reading"):
            self._reading = reading_of(self.get_object())
        return self._reading

    @property
    def may_edit(self) -> bool:
        return self.actor.can("plans.edit") and not rules.editing_refusal(self.get_object(), self.actor)

    @property
    def may_settle(self) -> bool:
        return not rules.settling_refusal(self.get_object(), self.actor)

    def head(self) -> Head:
        plan = self.get_object()
        return Head(
            title=plan.title,
            crumbs=(PLANS, Link("计划审阅")),
            badge=Badge(plan.get_state_display(), TONES[PlanState(plan.state)]),
            meta=self.meta(plan),
            actions=self.actions(plan),
        )

    def meta(self, plan: Plan) -> tuple[str, ...]:
        draft, reading = self.draft(), self.reading()
        found = [f"{len(draft.programs)}个专案　{len(draft.goals)}项指标　{len(draft.recipients)}家单位"]
        if draft.items:
            found[0] += f"　{draft.items}个评分项"
        if reading is not None:
            at = timezone.localtime(reading.created_at)
            found = [reading.name, f"{at:%-m月%-d日 %H:%M}上传", *found]
        elif plan.drafter:
            found = [f"{plan.drafter}拟稿", *found]
        return tuple(found)

    def actions(self, plan: Plan) -> tuple[Action, ...]:
        """The next act, blocked with its reason; everything else stands on the plan's own page."""
        grid = Action("分解表", reverse("plans:grid", args=[plan.pk]), "table")
        offers = [one for one in plan_workflow.offers(plan, self.actor) if not one.transition.needs_reason]
        if plan.state == PlanState.DRAFTING and not plan.is_further_division:
            offers = [one for one in offers if one.transition.name == "submit"]
        forward = next(iter(offers), None)
        if forward is None:
            return (grid, Action("查看计划", reverse("plans:detail", args=[plan.pk]), "eye"))
        transition = forward.transition
        return (
            grid,
            Action(
                label=transition.label,
                url=reverse(f"plans:{transition.name}", args=[plan.pk]),
                method="post",
                primary=True,
                blocked=self.blocked(forward.blocked, transition.label),
                consequences=transition.consequences,
                name=transition.name,
            ),
        )

    def blocked(self, reason: str, label: str) -> str:
        """Short beside the button; the problems themselves stand right below."""
        count = self.problems().open_count
        if not reason or not count:
            return reason
        return f"还有{count}处问题未处理，暂不能{label}"

    def tabs(self) -> list[dict[str, Any]]:
        """Labels with their counts."""
        draft, problems = self.draft(), self.problems()
        gaps = len(problems.gaps)
        counts = (
            "",
            len(draft.tasks),
            len(draft.steps),
            len(draft.goals),
            draft.items,
            len(problems.remarks) + problems.open_count,
        )
        chosen = self.chosen_tab()
        return [
            {
                "name": name,
                "label": label,
                "count": f"{count} · {gaps}处差额" if name == "goals" and gaps else count,
                "is_crit": bool(gaps)
                if name == "goals"
                else name == "problems" and bool(problems.open_count),
                "is_chosen": name == chosen,
                "template": f"plans/review/{name}.html",
                "url": reverse("plans:review_tab", args=[self.get_object().pk, name]),
            }
            for name, label, count in zip(TABS, LABELS, counts, strict=True)
        ]

    def chosen_tab(self) -> str:
        asked = self.request.GET.get("tab", "")
        return asked if asked in TABS else TABS[0]

    def tab_context(self) -> dict[str, Any]:
        """What any of the panels may need; computed only where a template asks for it."""
        plan, draft = self.get_object(), self.draft()
        return {
            "plan": plan,
            "draft": draft,
            "problems": self.problems(),
            "may_edit": self.may_edit,
            "may_settle": self.may_settle,
            "may_waive": self.may_settle and self.actor.can("plans.waive"),
            "panels": Panels(draft, self.reading(), self.actor),
            "records": self.records,
            "has_source": self.reading() is not None,
        }

    def records(self) -> list[Any]:
        return list(self.get_object().waivers.select_related("by"))


class PlanReview(DraftPage):
    """The whole screen."""

    template_name = "plans/review/page.html"

    def context(self) -> dict[str, Any]:
        reading = self.reading()
        paper = []
        if reading is not None:
            marks = marks_of(self.draft(), reading, self.actor, open_anchors(self.problems()))
            paper = paper_of(reading, marks)
        return {
            **self.tab_context(),
            "tabs": self.tabs(),
            "reading": reading,
            "paper": paper,
            "changes_url": reverse("plans:changes", args=[self.get_object().pk]),
        }


class PlanReviewTab(DraftPage):
    """One tab anew, with what its change may have changed elsewhere."""

    template_name = "plans/review/tab.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["tab"] not in TABS:
            raise Http404
        if not request.htmx:
            return redirect(f"{reverse('plans:review', args=[self.get_object().pk])}?tab={kwargs['tab']}")
        return self.render()

    def chosen_tab(self) -> str:
        return self.kwargs["tab"]

    def context(self) -> dict[str, Any]:
        tabs = self.tabs()
        shown_tab = next(one for one in tabs if one["name"] == self.chosen_tab())
        # A tab in the background comes alone and stays there.
        alone = "alone" in self.request.GET
        return {
            **self.tab_context(),
            "tabs": tabs,
            "tab": {**shown_tab, "is_chosen": not alone},
            "alone": alone,
        }


class PlanChanges(DraftPage):
    """Which version the plan is at and who made it, asked now and then by everybody who has it open."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        plan = self.get_object()
        change = last_change(plan)
        is_own = change is not None and change.by_id == self.actor.user_id
        sentence = (
            "" if change is None else (replace(change, who="您").sentence if is_own else change.sentence)
        )
        return JsonResponse({"version": plan.version, "sentence": sentence, "state": plan.state})
