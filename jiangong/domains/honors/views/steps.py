"""What pages about one programme share: the way back, the refusal before the form, the programme's own rows."""

from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse_lazy

from jiangong.domains.honors.models import Programme
from jiangong.domains.honors.workflow import programme_workflow
from jiangong.kit.pages import Link, StepPage

SECTION = "honors"
CRUMBS = (Link("选树项目", reverse_lazy("honors:list")),)


class ProgrammePage:
    """A page on one programme."""

    model = Programme
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "title")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        programme = self.get_object()
        return (*CRUMBS, Link(programme.name, programme.get_absolute_url()))

    def own(self, rows: models.QuerySet) -> Any:
        """The programme's row that the address names; another programme's is not there."""
        if not hasattr(self, "_own"):
            self._own = rows.filter(pk=self.kwargs["row"]).first()
        if self._own is None:
            raise Http404
        return self._own


class ActPage(StepPage):
    """An act with a form of its own on what the page is about, and what comes of it."""

    permission = "honors.view"
    template_name = "ui/action_page.html"
    kept_when_shut = True

    def consequences(self) -> tuple[str, ...]:
        return ()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "consequences": self.consequences()}

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()


class ProgrammeStep(ProgrammePage, ActPage):
    """An act on a programme: a transition of its workflow, or by a rule of its own."""

    workflow = programme_workflow
