"""The responsibility list: list with the year's figures, detail, progress, completion, paper."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.organizations.queries import home_of
from jiangong.domains.reform import actions, rules
from jiangong.domains.reform.choices import TaskState
from jiangong.domains.reform.forms import CompletionForm, ProgressForm, TaskForm
from jiangong.domains.reform.models import ReformTask
from jiangong.domains.reform.queries import counts_of, responsibility_list
from jiangong.domains.reform.tables import TASK_TONES, TaskTable, show_due
from jiangong.domains.reform.views.entries import show_document
from jiangong.domains.reform.views.pages import (
    LedgerCreate,
    LedgerDetail,
    LedgerEdit,
    LedgerFormPage,
    LedgerList,
    LedgerVoid,
)
from jiangong.domains.reform.workflow import task_workflow
from jiangong.kit.listing import Column, Table
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.heads import Action
from jiangong.kit.printing.ledgers import LEDGER_SHEET
from jiangong.kit.printing.lists import list_print
from jiangong.kit.printing.printed import Kind
from jiangong.kit.ui.parts import Banner, Figure
from jiangong.lib.digits import year_named
from jiangong.lib.officialdoc.writing import OfficialDocument


def by_field(table: Table) -> OfficialDocument:
    """The list that is shown, as it hangs on the wall."""
    home, year = home_of(table.actor), table.parameters.get("year", "")
    return responsibility_list(table.filtered, home.name if home else "", year)


class TaskList(LedgerList):
    """Who does what by when, with the year's figures above."""

    model, table, ledger, title = ReformTask, TaskTable, "task", "产改责任清单"
    further_exports = (LEDGER_SHEET, list_print(Kind.DOCX, by_field), list_print(Kind.PDF, by_field))

    @property
    def year(self) -> int:
        return year_named(self.request.GET.get("year", "")) or timezone.localdate().year

    def context(self) -> dict[str, Any]:
        counts, address = counts_of(self.year, self.actor), reverse("reform:task_list")
        year = f"year={self.year}"
        span = f"issued_on_from={self.year}-01-01&issued_on_to={self.year}-12-31"
        policies, pilots = reverse("reform:policy_list"), reverse("reform:pilot_list")
        figures = [
            Figure("完成任务", counts["done"], "项", counts["tasks"], url=f"{address}?view=done&{year}"),
            Figure("超过时限", counts["late"], "项", url=f"{address}?view=late&{year}", note="推进中"),
            Figure(
                "出台政策",
                counts["policies"],
                "件",
                url=f"{policies}?view=standing&{span}",
                note="今年印发" if self.year == timezone.localdate().year else f"{self.year}年印发",
            ),
            Figure("试点示范", counts["pilots"], "家", url=f"{pilots}?view=now", note="试点中"),
        ]
        return {**super().context(), "figures": figures}


class TaskDetail(LedgerDetail):
    """One task."""

    model, ledger, workflow = ReformTask, "task", task_workflow
    state_tones = TASK_TONES
    sections = (
        (
            "任务",
            (
                "text",
                "field",
                Column("year", "年度"),
                Column("lead", "牵头单位", ("lead__name",)),
                "partners",
                "responsible",
                Column("due_on", "完成时限", ("due_on", "state"), show=show_due),
                Column("organization", "列清单的工会", ("organization__name",)),
            ),
        ),
        (
            "进展",
            ("progress", "progress_on", "done_on", Column("evidence", "佐证文件", show=show_document)),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("lead", "evidence")

    def meta(self) -> tuple[str, ...]:
        return (f"{self.get_object().year}年", str(self.get_object().lead))

    def transition_method(self, name: str) -> str:
        return "get" if name == "complete" else "post"

    def actions(self) -> tuple[Action, ...]:
        found, task = list(super().actions()), self.get_object()
        if not rules.progress_refusal(task, self.actor):
            found.insert(0, Action("登记进展", reverse("reform:task_progress", args=[task.pk]), "notes"))
        return tuple(found)

    def banners(self) -> list[Banner]:
        task = self.get_object()
        found = super().banners()
        if task.days_late:
            text = f"由{task.lead}牵头，请登记进展或完成情况。"
            found.append(Banner(text, tone="crit", lead=f"已超过时限{task.days_late}天。"))
        elif task.state == TaskState.ONGOING and task.reason:
            found.append(Banner(task.reason, tone="warn", lead="恢复推进："))
        return found


class TaskCreate(LedgerCreate):
    """Put a task on the list."""

    model, ledger, title, form_class = ReformTask, "task", "登记改革任务", TaskForm


class TaskEdit(LedgerEdit):
    """Word a task anew."""

    model, ledger, title, form_class = ReformTask, "task", "修改改革任务", TaskForm


class TaskProgress(LedgerFormPage):
    """How it goes."""

    model, ledger, title, form_class = ReformTask, "task", "登记进展", ProgressForm
    permission = "reform.view"
    done = "已登记进展。"
    rule = staticmethod(rules.progress_refusal)

    def perform(self, form: Any) -> ReformTask:
        text = form.cleaned_data["progress"]
        return actions.note_progress(self.get_object(), text, self.posted_version(), actor=self.actor)


class TaskComplete(LedgerFormPage):
    """It is done."""

    model, ledger, title, form_class = ReformTask, "task", "完成任务", CompletionForm
    permission = "reform.view"
    submit_label, done = "完成", "已完成，从完成之日起计入进展。"

    def refusal(self) -> str:
        return task_workflow.transitions["complete"].refusal(self.get_object(), self.actor)

    def perform(self, form: Any) -> ReformTask:
        task, cleaned = self.get_object(), form.cleaned_data
        task.version = self.posted_version()
        return actions.complete_task(
            task, cleaned["done_on"], cleaned["progress"], cleaned["evidence"], actor=self.actor
        )


class TaskReopen(ActionPage):
    """It was not done after all."""

    permission = "reform.view"
    model = ReformTask
    done = "已恢复推进。"

    def run(self, instance: ReformTask, note: str) -> None:
        actions.reopen_task(instance, note, actor=self.actor)


class TaskVoid(LedgerVoid):
    """Taken off the list."""

    model = ReformTask
