"""Honours through the years: pages of a person and of a unit."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse, reverse_lazy

from jiangong.domains.honors.queries.registers import (
    FAMILIES,
    best_of_unit,
    collectives_of_unit,
    line_of_years,
    years_of_person,
    years_of_unit,
)
from jiangong.domains.honors.views.steps import SECTION
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.titles.choices import AwardState
from jiangong.kit.pages import Action, Head, Link, Page


class PersonHonours(Page):
    """What a person was given, worked for and was cared for, year by year."""

    permission = "honors.view"
    model = Person
    section = SECTION
    template_name = "honors/person.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    def head(self) -> Head:
        person = self.get_object()
        meta = tuple(
            filter(None, (str(person.organization), person.occupation, person.get_skill_grade_display()))
        )
        back = Action("人员档案", person.get_absolute_url(), "user")
        crumbs = (Link("荣誉证书", reverse_lazy("honors:certificate_list")),)
        return Head(f"{person.name}的历年荣誉", crumbs=crumbs, meta=meta, actions=(back,))

    def context(self) -> dict[str, Any]:
        return {"years": years_of_person(self.get_object(), self.actor)}


class UnitHonours(Page):
    """What a unit and everybody under it were given, year by year."""

    permission = "honors.view"
    model = Organization
    section = SECTION
    template_name = "honors/unit.html"

    def head(self) -> Head:
        unit = self.get_object()
        back = Action("组织卡片", unit.get_absolute_url(), "sitemap")
        crumbs = (Link("荣誉证书", reverse_lazy("honors:certificate_list")),)
        return Head(f"{unit}历年荣誉", crumbs=crumbs, actions=(back,))

    def door(self, **asked: Any) -> str:
        """The entries of the register that a figure counts, for who may see the register."""
        if not self.actor.can("titles.view"):
            return ""
        told = {"organization": self.get_object().pk, "state": AwardState.HELD.value, **asked}
        return f"{reverse('titles:list')}?{urlencode(told)}"

    def row(self, counts: Iterable[int], **asked: Any) -> list[tuple[int, str]]:
        """Figures by family and their sum, each with its door."""
        numbers = list(counts)
        found = [
            (number, self.door(view=family.value, **asked))
            for family, number in zip(FAMILIES, numbers, strict=True)
        ]
        return [*found, (sum(numbers), self.door(**asked))]

    def context(self) -> dict[str, Any]:
        unit = self.get_object()
        years = years_of_unit(unit, self.actor)
        return {
            "families": [str(one.label) for one in FAMILIES],
            "years": [(one, self.row(one.counts, year=one.year)) for one in years],
            "totals": self.row(sum(one.counts[place] for one in years) for place in range(len(FAMILIES))),
            "chart": line_of_years(years),
            "whole": sum(one.total for one in years),
            "best": best_of_unit(unit, self.actor),
            "collectives": collectives_of_unit(unit, self.actor),
        }
