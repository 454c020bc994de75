"""Settling findings: take a suggestion over, let pass with a reason, take note."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions.registering import register_notice
from jiangong.domains.plans.actions.settling import accept_finding, adopt_fill, waive_findings
from jiangong.domains.plans.forms.settling import FillForm, WaiverForm
from jiangong.domains.plans.models import Plan, Program
from jiangong.domains.plans.queries.drafts import draft_plans
from jiangong.domains.plans.queries.findings import Finding, findings_of
from jiangong.domains.plans.queries.findings.finding import quoted
from jiangong.domains.plans.queries.gaps import Candidate, gap_explanations
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.domains.plans.views.acting import DraftAction
from jiangong.domains.plans.views.readings import PLANS, SECTION
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages import FormPage, Head, Link

MOST_AT_ONCE = 60


class SettlingPage(FormPage):
    """A reason for settling something, on a page or in the dialog of the review."""

    model = Plan
    section = SECTION

    def get_queryset(self) -> QuerySet:
        return draft_plans(self.actor)

    @property
    def template_name(self) -> str:
        return "plans/review/settling_dialog.html" if self.request.htmx else "plans/review/settling.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if reason := rules.settling_refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.get_object()
        return super().post(request, *args, **kwargs)

    def head(self) -> Head:
        plan = self.get_object()
        return Head(self.title, crumbs=(PLANS, Link(plan.title, self.cancel_url()), Link(self.title)))

    def cancel_url(self) -> str:
        return reverse("plans:review", args=[self.kwargs["pk"]])

    def location(self, result: Any) -> str:
        return self.cancel_url()


class PlanWaive(SettlingPage):
    """Let blocking findings pass with a reason."""

    permission = "plans.waive"
    form_class = WaiverForm
    title = "说明原因后放行"
    submit_label = "放行"
    done = "已放行，您的姓名和理由已记入审阅记录。"

    def findings(self) -> list[Finding]:
        """What is to pass, as it stands now."""
        keys = self.request.GET.getlist("key")[:MOST_AT_ONCE]
        return [one for one in findings_of(self.get_object()) if one.key in keys and one.is_open]

    def context(self) -> dict[str, Any]:
        found = self.findings()
        return {
            **super().context(),
            "findings": found,
            "is_danger": True,
            "consequences": (
                *(one.sentence for one in found),
                "这些问题会带着您的姓名和理由保留在审阅记录里。",
                "数字以后有变动时，放行自动失效，须重新核对。",
            ),
        }

    def perform(self, form: Any) -> Plan:
        posted = self.request.POST
        waive_findings(
            self.get_object(),
            posted.getlist("key")[:MOST_AT_ONCE],
            posted.getlist("fingerprint")[:MOST_AT_ONCE],
            form.cleaned_data["reason"],
            actor=self.actor,
        )
        return self.get_object()


class PlanFill(SettlingPage):
    """Take a suggested fill over."""

    permission = "plans.edit"
    form_class = FillForm
    submit_label = "采纳并记录"
    done = "已采纳建议，差额归零。"

    @property
    def title(self) -> str:
        candidate = self.candidate()
        return f"采纳建议：{candidate.label}" if candidate else "采纳建议"

    def program(self) -> Program:
        found = self.get_object().programs.filter(pk=self.kwargs["program"]).first()
        if found is None:
            raise Http404
        return found

    def candidate(self) -> Candidate | None:
        """The suggestion chosen, or the first one."""
        if not hasattr(self, "_candidate"):
            grid = grid_of(working_edition(self.get_object()))
            found = [one for one in gap_explanations(grid) if one.program.pk == self.program().pk]
            candidates = found[0].candidates if found else ()
            asked = self.request.POST.get("choice") or self.request.GET.get("choice", "")
            chosen = [one for one in candidates if one.label == asked]
            self._candidate = next(iter(chosen or ([] if asked else candidates)), None)
        return self._candidate

    def initial(self) -> dict[str, Any]:
        candidate = self.candidate()
        return {"choice": candidate.label if candidate else self.request.GET.get("choice", "")}

    def context(self) -> dict[str, Any]:
        candidate = self.candidate()
        told = (
            (f"{quoted(self.program().title)}的分解表补入{candidate.name}，合计与文件相符。",)
            if candidate
            else ()
        )
        return {
            **super().context(),
            "consequences": (
                *told,
                "记入审阅记录：原文件未列，由您补入。",
                "签发前仍可修改；签发后须启动调整。",
            ),
        }

    def perform(self, form: Any) -> Plan:
        cleaned = form.cleaned_data
        adopt_fill(self.get_object(), self.program(), cleaned["choice"], cleaned["reason"], actor=self.actor)
        return self.get_object()


class PlanAccept(DraftAction):
    """Take note of a remark."""

    permission = "plans.edit"
    done = "已记为“已知悉”。"
    tab = "problems"

    def run(self, instance: Plan, note: str) -> None:
        posted = self.request.POST
        accept_finding(instance, posted.get("key", ""), posted.get("fingerprint", ""), actor=self.actor)


class PlanRegister(DraftAction):
    """Enter the notice into the register as an outgoing document."""

    permission = "documents.register"
    done = "已登记为发文。"

    def run(self, instance: Plan, note: str) -> None:
        register_notice(instance, actor=self.actor)
