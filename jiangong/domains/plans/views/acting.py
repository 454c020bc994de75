"""Acts on a draft without a form of their own: delete, move, begin a rubric."""

import json
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from jiangong.domains.plans.actions import drafting
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.drafts import draft_plans
from jiangong.domains.plans.views.editing import SEEN_FIELD, OfPart, changed_tab
from jiangong.kit.commands.errors import Conflict, Refusal
from jiangong.kit.commands.running import Outcome, run_once
from jiangong.kit.pages import ActionPage


class DraftAction(ActionPage):
    """An act on a draft without a form of its own."""

    permission = "plans.edit"
    model = Plan
    tab = "facts"

    def get_queryset(self) -> QuerySet:
        return draft_plans(self.actor)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.get_object()
        if not request.htmx:
            return super().post(request, *args, **kwargs)
        try:
            run_once(self.actor, self.command_key(), self.contents(), self.outcome)
        except Refusal as refusal:
            return refused(refusal)
        return changed_tab(request, self.kwargs["pk"], self.tab)

    def location(self, instance: Any) -> str:
        return f"{reverse('plans:review', args=[self.kwargs['pk']])}?tab={self.tab}"

    def outcome(self) -> Outcome:
        self.run(self.get_object(), note=self.request.POST.get("reason", "").strip()[:500])
        return Outcome(self.location(None), "" if self.request.htmx else self.done)


def refused(refusal: Refusal) -> HttpResponse:
    """A sentence beside the row; what stands there stays."""
    answer = HttpResponse(status=refusal.status)
    answer["HX-Trigger"] = json.dumps({"toast": {"text": refusal.sentence, "tone": "crit"}})
    answer["HX-Reswap"] = "none"
    return answer


class PartAction(OfPart, DraftAction):
    """An act on one row."""


class PartRemove(PartAction):
    """Delete a row."""

    done = "已删除。"

    def run(self, instance: Plan, note: str) -> None:
        seen = self.request.POST.get(SEEN_FIELD, "")
        drafting.remove_row(instance, self.part, self.kwargs["row"], seen, actor=self.actor)


class PartMove(PartAction):
    """Move a row up or down."""

    done = "顺序已调整。"

    def run(self, instance: Plan, note: str) -> None:
        direction = self.request.POST.get("direction", "")
        if direction not in {drafting.UP, drafting.DOWN}:
            raise Refusal("请选择上移或下移。")
        drafting.move_row(instance, self.part, self.kwargs["row"], direction, actor=self.actor)


class RubricAdd(DraftAction):
    """An empty scoring sheet for a programme."""

    done = "已新建评分标准。"
    tab = "rubrics"

    def run(self, instance: Plan, note: str) -> None:
        program = instance.programs.filter(pk=self.kwargs["program"]).first()
        if program is None:
            raise Conflict(drafting.GONE)
        drafting.add_rubric(instance, program, actor=self.actor)
