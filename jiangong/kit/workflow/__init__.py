"""State changes, declared as data and carried out in one place."""

from jiangong.kit.workflow.machine import Transition, Workflow, all_workflows, transitioned

__all__ = ["Transition", "Workflow", "all_workflows", "transitioned"]
