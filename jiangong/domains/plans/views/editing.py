"""Editing a draft row by row: as fragments inside the review, as plain pages without scripts."""

import json
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions import drafting
from jiangong.domains.plans.actions.duties import settle_unit
from jiangong.domains.plans.forms.parts import FactsForm, form_of
from jiangong.domains.plans.forms.settling import MeaningForm
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.drafts import FACTS, PARTS, Part, draft_plans, mark_of, rows_of
from jiangong.domains.plans.views.readings import PLANS, SECTION
from jiangong.domains.plans.views.reviewing import PlanReviewTab
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.commands.running import Outcome, run_once
from jiangong.kit.pages import ActionPage, CreatePage, FormPage, Head, Link

SEEN_FIELD = "seen"


class PlanCreate(CreatePage):
    """A plan by hand: its facts first, then the same review without a source."""

    permission = "plans.edit"
    model = Plan
    form_class = FactsForm
    title = "手工拟订计划"
    section = SECTION
    crumbs = (PLANS, Link("手工拟订计划"))
    submit_label = "开始拟订"
    done = "已建立草稿，请填写任务和指标。"

    def perform(self, form: Any) -> Plan:
        return drafting.create_plan(form.values(), actor=self.actor)

    def location(self, result: Plan) -> str:
        return reverse("plans:review", args=[result.pk])

    def cancel_url(self) -> str:
        return reverse("plans:list")


class InlinePage(FormPage):
    """A form within the review; an answer to a script is only what has changed."""

    permission = "plans.edit"
    model = Plan
    section = SECTION
    tab = "facts"
    row_id = ""

    def get_queryset(self) -> QuerySet:
        return draft_plans(self.actor)

    @property
    def template_name(self) -> str:
        return "plans/review/inline_form.html" if self.request.htmx else "plans/review/form_page.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.require_open()
        return super().get(request, *args, **kwargs)

    def require_open(self) -> None:
        if reason := rules.editing_refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.get_object()
        answer = super().post(request, *args, **kwargs)
        if not request.htmx:
            return answer
        if answer.status_code == 302:
            return changed_tab(self.request, self.kwargs["pk"], self.tab)
        answer["HX-Retarget"] = f"#{self.row_id}"
        answer["HX-Reswap"] = "outerHTML"
        return answer

    def location(self, result: Any) -> str:
        return self.cancel_url()

    def message(self, result: Any) -> str:
        # Within the review the row itself shows what was saved.
        return "" if self.request.htmx else self.done

    def cancel_url(self) -> str:
        return f"{reverse('plans:review', args=[self.kwargs['pk']])}?tab={self.tab}"

    def head(self) -> Head:
        plan = self.get_object()
        return Head(self.title, crumbs=(PLANS, Link(plan.title, self.cancel_url()), Link(self.title)))

    def explain(self, form: Any, refusal: Refusal) -> None:
        super().explain(form, refusal)
        self.is_overtaken = isinstance(refusal, Conflict)

    is_overtaken = False

    def seen(self) -> str:
        """The mark of what is being edited, as its editor saw it."""
        return ""

    def fresh_form(self) -> Any:
        """The form as it would open now."""
        return None

    def latest(self) -> list[tuple[str, Any]]:
        """What stands there now, for whoever was overtaken: they have seen it when they save again."""
        form = self.fresh_form() if self.is_overtaken else None
        if form is None:
            return []
        return [
            (str(bound.label), bound.field.prepare_value(bound.value()))
            for bound in form.visible_fields()
            if str(bound.value() or "") != self.request.POST.get(bound.html_name, "")
        ]

    def context(self) -> dict[str, Any]:
        plan = self.get_object()
        posted = "" if self.is_overtaken else self.request.POST.get(SEEN_FIELD, "")
        return {
            **super().context(),
            "plan": plan,
            "row_id": self.row_id,
            "seen": posted or self.seen(),
            "latest": self.latest(),
            "panel_id": f"panel-{self.tab}",
            "tab_url": reverse("plans:review_tab", args=[plan.pk, self.tab]),
            "draft_key": f"plans:{self.row_id}:{plan.pk}",
        }


def changed_tab(request: HttpRequest, pk: int, tab: str) -> HttpResponseBase:
    """The tab as it is after a change, with the head and the problems beside it."""
    page = PlanReviewTab()
    page.setup(request, pk=pk, tab=tab)
    answer: Any = page.render()
    answer["HX-Trigger"] = json.dumps({"plan-saved": {"version": page.get_object().version}})
    return answer


class PlanFacts(InlinePage):
    """Correct what the head of the notice says."""

    form_class = FactsForm
    title = "修改基本信息"
    row_id = "row-facts"

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "instance": self.get_object()}

    def stored(self) -> Plan:
        """The row as it is stored; the form of a refused page has filled its own."""
        return self.get_queryset().get(pk=self.kwargs["pk"])

    def seen(self) -> str:
        return mark_of(self.stored(), FACTS)

    def fresh_form(self) -> Any:
        return FactsForm(actor=self.actor, instance=self.stored())

    def perform(self, form: Any) -> Plan:
        seen = self.request.POST.get(SEEN_FIELD, "")
        return drafting.revise_plan(self.stored(), form.values(), seen, actor=self.actor)


class PartPage(InlinePage):
    """A form for rows of one kind."""

    @property
    def part(self) -> Part:
        found = PARTS.get(self.kwargs["part"])
        if found is None:
            raise Http404
        return found

    @property
    def tab(self) -> str:
        return self.part.tab

    def make_form(self, **submitted: Any) -> Any:
        return form_of(self.part)(
            actor=self.actor, plan=self.get_object(), **self.row_arguments(), **submitted
        )

    def row_arguments(self) -> dict[str, Any]:
        return {}


class PartAdd(PartPage):
    """A new row."""

    done = "已新增。"

    @property
    def title(self) -> str:
        return f"新增{self.part.label}"

    @property
    def within(self) -> int | None:
        text = self.request.GET.get("in", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    @property
    def row_id(self) -> str:
        return f"add-{self.part.name}-{self.within or 0}"

    def row_arguments(self) -> dict[str, Any]:
        return {"within": self.within}

    def perform(self, form: Any) -> Any:
        values = form.values()
        if self.part.parent not in {"plan", *values}:
            raise Conflict(drafting.GONE)
        return drafting.add_row(self.get_object(), self.part, values, actor=self.actor)


class RowPage(PartPage):
    """One row that is there."""

    def row(self) -> Any:
        if not hasattr(self, "_row"):
            self._row = rows_of(self.part, self.get_object()).filter(pk=self.kwargs["row"]).first()
        if self._row is None:
            raise Http404
        return self._row


class PartEdit(RowPage):
    """Change a row."""

    @property
    def title(self) -> str:
        return f"修改{self.part.label}"

    @property
    def row_id(self) -> str:
        return f"row-{self.part.anchor}-{self.kwargs['row']}"

    def stored(self) -> Any:
        """The row as it is stored now, or nothing once it was deleted."""
        return rows_of(self.part, self.get_object()).filter(pk=self.kwargs["row"]).first()

    def seen(self) -> str:
        row = self.stored()
        return mark_of(row, self.part.fields) if row is not None else ""

    def fresh_form(self) -> Any:
        row = self.stored()
        return form_of(self.part)(actor=self.actor, plan=self.get_object(), instance=row) if row else None

    def row_arguments(self) -> dict[str, Any]:
        return {"instance": self.row()}

    def perform(self, form: Any) -> Any:
        seen = self.request.POST.get(SEEN_FIELD, "")
        return drafting.revise_row(
            self.get_object(), self.part, self.row().pk, form.values(), seen, actor=self.actor
        )


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


class PartAction(DraftAction):
    """An act on one row."""

    @property
    def part(self) -> Part:
        found = PARTS.get(self.kwargs["part"])
        if found is None:
            raise Http404
        return found

    @property
    def tab(self) -> str:
        return self.part.tab


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


class PlanMeaning(InlinePage):
    """Say once which organization a written name means."""

    title = "确认单位名称"
    submit_label = "就是这个单位"
    done = "已记住，今后自动识别。"
    tab = "goals"
    row_id = "meaning"

    @property
    def template_name(self) -> str:
        return "plans/review/meaning_dialog.html" if self.request.htmx else "ui/form_page.html"

    @property
    def written(self) -> str:
        return self.request.GET.get("written", "")[:120]

    @property
    def intro(self) -> str:
        return f"通知里写的“{self.written}”是哪个单位？确认后作为别名记住，本计划里同样的写法一并对应，今后不再询问。"

    def make_form(self, **submitted: Any) -> Any:
        if not self.written.strip():
            raise Http404
        return MeaningForm(actor=self.actor, written=self.written, **submitted)

    def perform(self, form: Any) -> Plan:
        settle_unit(self.get_object(), self.written, form.cleaned_data["other"], actor=self.actor)
        return self.get_object()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = FormPage.post(self, request, *args, **kwargs)
        if not request.htmx:
            return answer
        if answer.status_code == 302:
            refreshed = HttpResponse()
            refreshed["HX-Refresh"] = "true"
            return refreshed
        answer.status_code = 200  # a dialog only shows answers that succeeded
        return answer
