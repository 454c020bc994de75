"""Filters of a list: each reads its own parameters, narrows the queryset, and says what it does in a pill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids, below
from jiangong.lib.digits import whole_number


@dataclass(frozen=True)
class Filter:
    """One condition a reader may set. Wrong values are ignored, never an error."""

    name: str
    label: str
    field: str = ""
    template: str = "select"

    @property
    def path(self) -> str:
        return self.field or self.name

    @property
    def parameters(self) -> tuple[str, ...]:
        return (self.name,)

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return []

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        """The narrowing, or nothing when unset or wrong."""
        raise NotImplementedError(self.name)

    def described(self, parameters: Mapping[str, str], actor: Actor) -> str:
        """What the pill says."""
        return dict(self.options(actor)).get(parameters.get(self.name, ""), "")


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One of fixed choices."""

    choices: Sequence[tuple[Any, str]] = ()

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in self.choices]

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        wanted = parameters.get(self.name, "")
        return models.Q(**{self.path: wanted}) if wanted in dict(self.options(actor)) else None


@dataclass(frozen=True)
class YearFilter(Filter):
    """A year in a column of whole numbers: this one and those before it."""

    back: int = 5

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        this = timezone.localdate().year
        return [(str(year), f"{year}年") for year in range(this, this - self.back - 1, -1)]

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        wanted = parameters.get(self.name, "")
        return models.Q(**{self.path: int(wanted)}) if wanted in dict(self.options(actor)) else None


@dataclass(frozen=True)
class YesNoFilter(Filter):
    """A truth value; ``yes`` and ``no`` name its two sides."""

    yes: str = "是"
    no: str = "否"

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return [("1", self.yes), ("0", self.no)]

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        wanted = parameters.get(self.name)
        return models.Q(**{self.path: wanted == "1"}) if wanted in {"0", "1"} else None


@dataclass(frozen=True)
class DateRangeFilter(Filter):
    """From and to, both included."""

    template: str = "dates"

    @property
    def parameters(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def bounds(self, parameters: Mapping[str, str]) -> tuple[date | None, date | None]:
        first, last = (_day(parameters.get(name, "")) for name in self.parameters)
        return first, last

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        first, last = self.bounds(parameters)
        found = models.Q()
        if first:
            found &= models.Q(**{f"{self.path}__gte": first})
        if last:
            found &= models.Q(**{f"{self.path}__lte": last})
        return found or None

    def described(self, parameters: Mapping[str, str], actor: Actor) -> str:
        first, last = self.bounds(parameters)
        return f"{first or ''}至{last or ''}" if first or last else ""


@dataclass(frozen=True)
class OrganizationFilter(Filter):
    """An organization and everything under it, as the tree is today; offers the actor's own and the level below.

    An officer of a department acts for the organization around it: that one, not the department, is the top.
    """

    field: str = "organization"

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return [(str(pk), short or name) for pk, short, name in self._offered(actor)]

    def _offered(self, actor: Actor) -> Any:
        organization = apps.get_model("organizations", "Organization")
        reached = ancestor_ids(actor.scope_path)[-1:]
        top = models.Q(pk__in=reached) | models.Q(parent=None)
        return (
            organization.objects.visible_to(actor)
            .filter(top | models.Q(parent_id__in=reached), closed_on=None)
            .exclude(kind="department")
            .order_by(models.Case(models.When(top, then=0), default=1), "position", "pk")
            .values_list("pk", "short_name", "name")[:200]
        )

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        chosen = self._chosen(parameters, actor)
        if chosen is None:
            return None
        organization = apps.get_model("organizations", "Organization")
        inside = organization.unscoped.filter(below(chosen.path)).values("pk")
        return models.Q(**{f"{self.path}__in": inside})

    def described(self, parameters: Mapping[str, str], actor: Actor) -> str:
        chosen = self._chosen(parameters, actor)
        return str(chosen) if chosen else ""

    def _chosen(self, parameters: Mapping[str, str], actor: Actor) -> Any:
        wanted = parameters.get(self.name, "")
        if (key := whole_number(wanted)) is None:
            return None
        organization = apps.get_model("organizations", "Organization")
        return organization.objects.visible_to(actor).filter(pk=key).first()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
