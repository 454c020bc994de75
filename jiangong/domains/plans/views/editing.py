"""Editing a draft row by row: as fragments inside the review, as plain pages without scripts."""

import json
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions import drafting
from jiangong.domains.plans.forms.parts import FactsForm, form_of
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.drafts import FACTS, PARTS, Part, draft_plans, mark_of, rows_of
from jiangong.domains.plans.views.readings import PLANS, SECTION
from jiangong.domains.plans.views.reviewing import PlanReviewTab
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.pages import CreatePage, FormPage, Head, Link, Page
from jiangong.lib.digits import whole_number

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
    element = "div"  # what the form stands in, in place of the row

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
            "element": self.element,
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


class OfPart(Page):
    """A page about the rows of one kind, which the address names."""

    @property
    def part(self) -> Part:
        found = PARTS.get(self.kwargs["part"])
        if found is None:
            raise Http404
        return found

    @property
    def tab(self) -> str:
        return self.part.tab


class PartPage(OfPart, InlinePage):
    """A form for rows of one kind."""

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
        return whole_number(text)

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

    @property
    def element(self) -> str:
        return "div" if self.part.name == "groups" else "li"

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
