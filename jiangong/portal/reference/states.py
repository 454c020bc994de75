"""Every workflow as a table of its transitions."""

from django.apps import apps

from jiangong.kit.access.permissions import label_of
from jiangong.kit.workflow import Workflow, all_workflows
from jiangong.portal.reference.tables import page, table


def states() -> str:
    parts = [part for label, workflow in all_workflows().items() for part in _workflow(label, workflow)]
    return page("状态与流转", *parts)


def _workflow(label: str, workflow: Workflow) -> tuple[str, str]:
    model = apps.get_model(label)
    labels = dict(model._meta.get_field(workflow.field).flatchoices)
    rows = [
        (
            transition.label,
            f"`{transition.name}`",
            "、".join(labels[source] for source in transition.sources),
            labels[transition.target],
            label_of(transition.permission),
            "须写理由" if transition.needs_reason else "",
        )
        for transition in workflow.transitions.values()
    ]
    header = ("动作", "代码", "从", "到", "所需权限", "")
    return f"## {model._meta.verbose_name}", table(header, rows)
