"""The course of a task, and the one step policies and demonstration points may take."""

from jiangong.domains.reform import rules
from jiangong.domains.reform.choices import EntryState, TaskState
from jiangong.kit.workflow import Transition, Workflow

ONGOING, DONE = TaskState.ONGOING, TaskState.DONE

task_workflow = Workflow(
    "reform.reformtask",
    [
        Transition("complete", "完成", (ONGOING,), DONE, "reform.edit"),
        Transition(
            "reopen",
            "恢复推进",
            (DONE,),
            ONGOING,
            "reform.edit",
            guard=rules.listing_refusal,
            needs_reason=True,
            consequences=("任务回到“推进中”，不再计入完成数。",),
        ),
        Transition(
            "void",
            "作废",
            (ONGOING,),
            TaskState.VOID,
            "reform.edit",
            guard=rules.listing_refusal,
            needs_reason=True,
            consequences=("任务从清单中撤下，不能恢复；记录和原因保留。",),
        ),
    ],
)


def _entry_workflow(label: str) -> Workflow:
    void = Transition(
        "void",
        "作废",
        (EntryState.STANDING,),
        EntryState.VOID,
        "reform.edit",
        needs_reason=True,
        consequences=("作废后不再计入进展，不能恢复；记录和原因保留。",),
    )
    return Workflow(label, [void])


policy_workflow = _entry_workflow("reform.policy")
pilot_workflow = _entry_workflow("reform.pilot")
