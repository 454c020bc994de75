"""催办: who has not handed in what a step asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from jiangong.domains.plans import rules
from jiangong.domains.plans.queries.course import collections_of
from jiangong.domains.plans.views.fulfilling import StepPage
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages.urging import Urging, UrgingPage


class StepUrge(StepPage, UrgingPage):
    """Who has not handed in yet, ready to paste."""

    permission = "plans.view"
    title = "催办"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if reason := rules.managing_refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)
        return super().get(request, *args, **kwargs)

    def urging(self) -> Urging:
        step, kind = self.step, self.step.get_deliverable_display()
        lists = collections_of(self.get_object(), self.actor)
        missing = [one for found in lists if found.step.pk == step.pk for one in found.missing]
        return Urging(
            mark="催办",
            matter=f"《{step.program.title}》须报送{kind}（{step}）",
            lacking="没有报送",
            act="报送",
            units=[str(one.organization) for one in missing],
            url=self.request.build_absolute_uri(f"{reverse('plans:delivery_list')}?view=due"),
            due_on=step.ends_on,
        )
