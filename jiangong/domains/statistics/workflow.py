"""The course of a circular: 草稿 → 已印发."""

from jiangong.domains.statistics import rules
from jiangong.domains.statistics.choices import CircularState
from jiangong.kit.workflow import Transition, Workflow

circular_workflow = Workflow(
    "statistics.circular",
    [
        Transition(
            "issue",
            "印发",
            (CircularState.DRAFT,),
            CircularState.ISSUED,
            "statistics.issue",
            guard=rules.issuing_refusal,
            consequences=("数据就此固定，以后台账更正也不会改动这份通报。", "计划的各任务单位可以看到全文。"),
        ),
        Transition(
            "void",
            "作废",
            (CircularState.DRAFT,),
            CircularState.VOID,
            "statistics.compile",
            guard=rules.managing_refusal,
            needs_reason=True,
            consequences=("草稿不再使用，也不能恢复。",),
        ),
    ],
)
