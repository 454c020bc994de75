"""Detail pages: header with state and next acts, sections, panels, history."""

from collections.abc import Mapping
from typing import Any, cast

from django.db import models
from django.urls import ResolverMatch, reverse

from jiangong.kit.audit.presenting import history_of
from jiangong.kit.listing.columns import EMPTY, BoundColumn, Column
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Badge, Head, Panel
from jiangong.kit.workflow import Workflow


class DetailPage(Page):
    """One object. ``sections`` name fields; ``panels`` add cards; ``workflow`` gives the next acts."""

    template_name = "ui/detail_page.html"
    sections: tuple[tuple[str, tuple[str | Column, ...]], ...] = ()
    workflow: Workflow | None = None
    state_tones: Mapping[Any, str] = {}
    edit_permission: str = ""
    taken_elsewhere: frozenset[str] = (
        frozenset()
    )  # transitions without a button here: by a job, on a page of their own
    url_prefix: str = ""  # of the addresses of its steps, where an app has several such objects

    def head(self) -> Head:
        instance = self.get_object()
        return Head(
            title=str(instance),
            crumbs=self.crumbs,
            meta=self.meta(),
            badge=self.badge(),
            actions=self.actions(),
            prints=self.prints(),
        )

    def prints(self) -> tuple[Action, ...]:
        """The rows of the print menu; none, no menu."""
        return ()

    def meta(self) -> tuple[str, ...]:
        return ()

    def badge(self) -> Badge | None:
        if self.workflow is None:
            return None
        instance, field = self.get_object(), self.workflow.field
        state = getattr(instance, field)
        return Badge(getattr(instance, f"get_{field}_display")(), self.state_tones.get(state, "plain"))

    def actions(self) -> tuple[Action, ...]:
        """Next acts from the workflow, then editing."""
        instance = self.get_object()
        found = []
        namespace = cast("ResolverMatch", self.request.resolver_match).namespace  # a page has an address
        if self.edit_permission and self.actor.can(self.edit_permission):
            found.append(
                Action("修改", reverse(f"{namespace}:{self.edit_url_name}", args=[instance.pk]), "pencil")
            )
        if self.workflow is not None:
            offers = self.workflow.offers(instance, self.actor)
            here = (offer for offer in offers if offer.transition.name not in self.taken_elsewhere)
            found += [self._offered(offer, namespace) for offer in here]
        return tuple(found)

    edit_url_name = "edit"
    tells_gaps = True  # whether a fact that is not there says something: left out otherwise

    def _offered(self, offer: Any, namespace: str) -> Action:
        transition = offer.transition
        return Action(
            label=transition.label,
            url=reverse(f"{namespace}:{self.url_prefix}{transition.name}", args=[self.get_object().pk]),
            method=self.transition_method(transition.name),
            primary=not transition.needs_reason,
            blocked=offer.blocked,
            needs_reason=transition.needs_reason,
            consequences=transition.consequences,
            name=transition.name,
        )

    def transition_method(self, name: str) -> str:
        """ "get" where a transition has a form of its own."""
        return "post"

    def panels(self) -> list[Panel]:
        return []

    def history(self) -> list[Any]:
        """The object's audit trail as sentences."""
        return history_of(self.get_object(), self.actor)

    def context(self) -> dict[str, Any]:
        panels = self.panels()
        return {
            "object": self.get_object(),
            "sections": [(title, facts) for title, fields in self.sections if (facts := self._facts(fields))],
            "main_panels": [panel for panel in panels if not panel.side],
            "side_panels": [panel for panel in panels if panel.side],
            "history": self.history(),
        }

    def _facts(self, fields: tuple[str | Column, ...]) -> list[tuple[str, Any]]:
        """Label and cell of each field, shown exactly as a list would show it."""
        facts = [fact(self.get_object(), field) for field in fields]
        return [one for one in facts if self.tells_gaps or one[1].text != EMPTY]


def fact(instance: models.Model, field: str | Column) -> tuple[str, Any]:
    """One labelled value of an object, formatted by the list's rules."""
    model = type(instance)
    if isinstance(field, str):
        named = cast("models.Field", model._meta.get_field(field))  # facts are columns, not relations to it
        kind = "number" if isinstance(named, models.IntegerField) else "text"
        column = Column(field, str(named.verbose_name), kind=kind)
        value = getattr(instance, field)
        values = (str(value) if isinstance(value, models.Model) else value,)
    else:
        column = field
        values = tuple(_follow(instance, path) for path in column.paths)
    return column.label, BoundColumn(column, model, 0).cell(values)


def _follow(instance: Any, path: str) -> Any:
    for part in path.split("__"):
        instance = getattr(instance, part, None)
    return instance
