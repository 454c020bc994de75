"""The course of a project, and the one step every other entry may take."""

from jiangong.domains.rural import rules
from jiangong.domains.rural.choices import EntryState, ProjectState
from jiangong.kit.workflow import Transition, Workflow, entry_workflow

PLANNED, RUNNING, FINISHED = ProjectState.PLANNED, ProjectState.RUNNING, ProjectState.FINISHED

project_workflow = Workflow(
    "rural.project",
    [
        Transition("start", "启动", (PLANNED,), RUNNING, "rural.edit"),
        Transition("finish", "办结", (RUNNING,), FINISHED, "rural.edit", guard=rules.finishing_refusal),
        Transition(
            "void",
            "作废",
            (PLANNED, RUNNING),
            ProjectState.VOID,
            "rural.edit",
            needs_reason=True,
            consequences=("登记有误或不再实施的才作废，作废后不计入进展，不能恢复。",),
        ),
    ],
)


participation_workflow = entry_workflow(
    "rural.participation", "rural.edit", EntryState.STANDING, EntryState.VOID
)
collective_workflow = entry_workflow("rural.collective", "rural.edit", EntryState.STANDING, EntryState.VOID)
base_workflow = entry_workflow("rural.base", "rural.edit", EntryState.STANDING, EntryState.VOID)
funding_workflow = entry_workflow("rural.funding", "rural.edit", EntryState.STANDING, EntryState.VOID)
