"""The course of a project, and the one step every other entry may take."""

from jiangong.domains.rural import rules
from jiangong.domains.rural.choices import EntryState, ProjectState
from jiangong.kit.workflow import Transition, Workflow

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


def _entry_workflow(label: str) -> Workflow:
    void = Transition(
        "void",
        "作废",
        (EntryState.STANDING,),
        EntryState.VOID,
        "rural.edit",
        needs_reason=True,
        consequences=("作废后不再计入进展，不能恢复；记录和原因保留。",),
    )
    return Workflow(label, [void])


participation_workflow = _entry_workflow("rural.participation")
collective_workflow = _entry_workflow("rural.collective")
base_workflow = _entry_workflow("rural.base")
funding_workflow = _entry_workflow("rural.funding")
