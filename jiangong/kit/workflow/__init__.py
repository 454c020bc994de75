"""State changes, declared as data and carried out in one place."""

from jiangong.kit.workflow.machine import Transition, Workflow, all_workflows, entry_workflow, transitioned

__all__ = ["Transition", "Workflow", "all_workflows", "entry_workflow", "transitioned"]
