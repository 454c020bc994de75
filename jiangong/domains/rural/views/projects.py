"""Projects: list, detail with everything that belongs to one, and its course."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse

from jiangong.domains.rural import rules
from jiangong.domains.rural.actions import entries as actions
from jiangong.domains.rural.choices import EntryState, ProjectState, Source
from jiangong.domains.rural.forms import ProgressForm, ProjectForm, StartForm
from jiangong.domains.rural.models import Project
from jiangong.domains.rural.queries.ledgers import project_spelled
from jiangong.domains.rural.tables import PROJECT_TONES, ProjectTable, show_due
from jiangong.domains.rural.views.pages import (
    LedgerCreate,
    LedgerDetail,
    LedgerEdit,
    LedgerFormPage,
    LedgerList,
    LedgerVoid,
)
from jiangong.domains.rural.workflow import project_workflow
from jiangong.kit.listing import Column
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.heads import Action, Panel
from jiangong.kit.ui.parts import Step

MOST_SHOWN = 50


class ProjectList(LedgerList):
    """Projects within reach."""

    model, table, ledger, title = Project, ProjectTable, "project", "助力项目"


class ProjectDetail(LedgerDetail):
    """One project: what, where, who, with how much."""

    model, ledger, workflow = Project, "project", project_workflow
    state_tones = PROJECT_TONES
    sections = (
        (
            "项目",
            (
                "name",
                Column("place", "地点"),
                "industry",
                "content",
                Column("organization", "登记工会", ("organization__name",)),
                "starts_on",
                Column("ends_on", "计划完成", ("ends_on", "state"), show=show_due),
            ),
        ),
        ("进展", ("begun_on", "progress", "finished_on")),
    )

    def meta(self) -> tuple[str, ...]:
        return (self.get_object().place, str(self.get_object().organization))

    def transition_method(self, name: str) -> str:
        return "get" if name == "start" else "post"

    def actions(self) -> tuple[Action, ...]:
        found, project = list(super().actions()), self.get_object()
        if not rules.progress_refusal(project, self.actor):
            found.insert(0, Action("登记进展", reverse("rural:project_progress", args=[project.pk]), "notes"))
        return tuple(found)

    def panels(self) -> list[Panel]:
        project = self.get_object()
        standing = {"state": EntryState.STANDING}
        people = project.people.filter(**standing).select_related("person__organization")
        money = project.fundings.filter(**standing).order_by("-paid_on", "-pk")
        sums = dict(money.order_by().values_list("source").annotate(n=Sum("amount")))
        told = [(label, sums.get(source, 0)) for source, label in Source.choices]
        rows = (
            ("参加人员", "participation", "people", people.order_by("joined_on", "pk")),
            ("参加集体", "collective", "collectives", project.collectives.filter(**standing)),
            ("资金投入", "funding", "money", money),
        )
        panels = [
            Panel(
                title,
                f"rural/_{name}.html",
                {name: found[:MOST_SHOWN], "sums": told},
                count=found.count(),
                actions=self.adding(ledger, f"登记{title.removeprefix('参加')}"),
            )
            for title, ledger, name, found in rows
        ]
        return [*panels, *super().panels()]

    def adding(self, ledger: str, label: str) -> tuple[Action, ...]:
        project = self.get_object()
        if not self.actor.can("rural.edit") or project.state == ProjectState.VOID:
            return ()
        address = f"{reverse(f'rural:{ledger}_create')}?{urlencode({'project': self.spelled})}"
        return (Action(label, address, "plus"),)

    @cached_property
    def spelled(self) -> str:
        return project_spelled(self.get_object(), self.actor)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "steps": self.steps()}

    def steps(self) -> list[Step]:
        """谋划 → 实施 → 完成, or where it stopped."""
        project = self.get_object()
        if project.state == ProjectState.VOID:
            return [Step("谋划", state="done"), Step("作废", state="stop")]
        reached = list(ProjectState).index(ProjectState(project.state))
        days = (None, project.begun_on, project.finished_on)
        return [
            Step(
                label,
                f"{day:%Y-%m-%d}" if day else "",
                "done" if place < reached or reached == 2 else "current" if place == reached else "",
            )
            for place, (label, day) in enumerate(zip(("谋划", "实施", "完成"), days, strict=True))
        ]


class ProjectCreate(LedgerCreate):
    """Enter a project."""

    model, ledger, title, form_class = Project, "project", "登记助力项目", ProjectForm


class ProjectEdit(LedgerEdit):
    """Correct a project that is not done."""

    model, ledger, title, form_class = Project, "project", "修改助力项目", ProjectForm


class ProjectStart(LedgerFormPage):
    """It runs."""

    model, ledger = Project, "project"
    permission = "rural.view"
    title, submit_label, form_class = "启动项目", "启动", StartForm
    done = "已启动，从启动之日起计入进展。"

    def refusal(self) -> str:
        return project_workflow.transitions["start"].refusal(self.get_object(), self.actor)

    def perform(self, form: Any) -> Project:
        project = self.get_object()
        project.version = self.posted_version()
        return actions.start_project(project, form.cleaned_data["begun_on"], actor=self.actor)


class ProjectProgress(LedgerFormPage):
    """How it goes."""

    model, ledger = Project, "project"
    permission = "rural.view"
    title, form_class = "登记进展和成效", ProgressForm
    done = "已登记。"
    rule = staticmethod(rules.progress_refusal)

    def perform(self, form: Any) -> Project:
        text = form.cleaned_data["progress"]
        return actions.note_progress(self.get_object(), text, self.posted_version(), actor=self.actor)


class ProjectFinish(ActionPage):
    """It is done."""

    permission = "rural.view"
    model = Project
    done = "已办结。"

    def run(self, instance: Project, note: str) -> None:
        actions.finish_project(instance, actor=self.actor)


class ProjectVoid(LedgerVoid):
    """It will not be carried out, or was entered wrongly."""

    model = Project
