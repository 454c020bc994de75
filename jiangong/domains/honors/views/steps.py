"""What pages about one programme share: the way back, the refusal before the form, the programme's own rows."""

from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse_lazy

from jiangong.domains.honors.models import Programme
from jiangong.kit.pages import EditPage, Head, Link

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


class ProgrammeStep(ProgrammePage, EditPage):
    """An act on a programme with a form of its own; what cannot be done says why at once."""

    permission = "honors.view"
    template_name = "ui/action_page.html"
    kept_when_shut = True

    def head(self) -> Head:
        return Head(f"{self.title}：{self.get_object()}", crumbs=self.crumbs)

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": self.initial()}

    def refusal(self) -> str:
        """Why this act is not open now."""
        return ""

    def consequences(self) -> tuple[str, ...]:
        return ()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "consequences": self.consequences()}

    def perform(self, form: Any) -> Any:
        programme = self.get_object()
        programme.version = self.posted_version()
        self.take(programme, form)
        return programme

    def take(self, programme: Programme, form: Any) -> Any:
        """Call the act's action."""
        raise NotImplementedError(type(self).__name__)

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()
