"""The course of a task, and the one step policies and demonstration points may take."""

from jiangong.domains.reform import rules
from jiangong.domains.reform.choices import EntryState, TaskState
from jiangong.kit.workflow import Transition, Workflow, entry_workflow

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


policy_workflow = entry_workflow("reform.policy", "reform.edit", EntryState.STANDING, EntryState.VOID)
pilot_workflow = entry_workflow("reform.pilot", "reform.edit", EntryState.STANDING, EntryState.VOID)
