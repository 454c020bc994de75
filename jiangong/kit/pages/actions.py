"""Pages that only act: POST, one action on one object, then back to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.running import Outcome, run_once
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.workflow import Workflow


class ActionPage(Page):
    """POST only: runs one action on one object, then goes back to it."""

    http_method_names = ("post",)
    done = "已办理。"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The receipt is asked before the object: a repetition may find the object gone.
        try:
            outcome = run_once(self.actor, self.command_key(), self.contents(), self.outcome)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect(self.location(self.get_object()))
        if outcome.message:
            messages.success(request, outcome.message)
        return redirect(outcome.location)

    def outcome(self) -> Outcome:
        instance = self.get_object()
        result = self.run(instance, note=self.request.POST.get("reason", "").strip()[:500])
        return Outcome(self.location(result or instance), self.done)

    def run(self, instance: Any, note: str) -> Any:
        """Call the action; return where to go if elsewhere than the object."""
        raise NotImplementedError(type(self).__name__)

    def location(self, instance: Any) -> str:
        return instance.get_absolute_url()

    command_key = FormPage.command_key
    contents = FormPage.contents


class TransitionPage(ActionPage):
    """Takes one transition of a workflow; the permission to see the object gets one here, the workflow decides."""

    workflow: Workflow
    transition: str = ""

    def run(self, instance: Any, note: str) -> None:
        self.workflow.perform(instance, self.transition, actor=self.actor, note=note)
