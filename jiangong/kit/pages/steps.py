"""A transition with a form of its own: who may take it is the workflow's to say."""

from typing import Any

from jiangong.kit.pages.forms import EditPage
from jiangong.kit.pages.heads import Head
from jiangong.kit.workflow import Workflow


class StepPage(EditPage):
    """Asks what the step needs, then calls its action; what cannot be done now says why at once.

    A page like its siblings that takes no transition gives a ``rule`` and a ``title`` of its own instead.
    """

    workflow: Workflow
    transition: str = ""

    @property
    def heading(self) -> str:
        """What the step is called here: as its button says, unless the page has a title."""
        return self.title or self.workflow.transitions[self.transition].label

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": self.initial(), "instance": self.get_object()}

    def refusal(self) -> str:
        if self.rule:
            return super().refusal()
        step, instance = self.workflow.transitions[self.transition], self.get_object()
        if reason := step.refusal(instance, self.actor):
            return reason
        if getattr(instance, self.workflow.field) in step.sources:
            return ""
        told = getattr(instance, f"get_{self.workflow.field}_display")()
        return f"这条记录现在是“{told}”，不能再{self.heading}。"

    def perform(self, form: Any) -> Any:
        instance = self.get_object()
        instance.version = self.posted_version()
        return self.take(instance, form.cleaned_data)

    def take(self, instance: Any, cleaned: dict[str, Any]) -> Any:
        """Call the step's action."""
        raise NotImplementedError(type(self).__name__)

    def head(self) -> Head:
        return Head(f"{self.heading}：{self.get_object()}", crumbs=self.crumbs)
