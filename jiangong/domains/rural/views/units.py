"""The overview of all units, and one unit's whole year, on the screen and on paper."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.rural.choices import Source
from jiangong.domains.rural.queries.printing import year_document
from jiangong.domains.rural.queries.units import Line, Year, money_by_project, years_with_entries
from jiangong.domains.rural.views.pages import LEDGERS, OVERVIEW, SECTION
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Head, Link
from jiangong.kit.printing.pages import PrintPage
from jiangong.kit.printing.printed import Kind
from jiangong.kit.ui.parts import Figure, Place
from jiangong.lib.digits import year_named
from jiangong.lib.officialdoc.writing import OfficialDocument

TEN_THOUSAND = 10_000
MOST_SHOWN = 200


class OfOneYear(Page):
    """A page about one year: this one unless the address names another."""

    permission = "rural.view"
    section = SECTION

    @property
    def year(self) -> int:
        return year_named(self.request.GET.get("year", "")) or timezone.localdate().year

    def years(self, address: str) -> list[Place]:
        return [
            Place(f"{one}年", f"{address}?year={one}", one == self.year)
            for one in years_with_entries(self.actor)
        ]

    def figures(self, total: Line, place: Organization | None) -> list[Figure]:
        """What there is, each figure with the way to its records."""
        inside = f"&organization={place.pk}" if place else ""
        span = f"{self.year}-01-01", f"{self.year}-12-31"

        def address(ledger: str, rest: str) -> str:
            return f"{reverse(f'rural:{ledger}_list')}?{rest}{inside}"

        paid = f"view=standing&paid_on_from={span[0]}&paid_on_to={span[1]}"
        year = f"view=standing&year={self.year}"
        money = (
            ("工会资金", total.union_money, Source.UNION),
            ("社会资金", total.social_money, Source.SOCIAL),
        )
        return [
            Figure("先进人物", len(total.people), "名", url=address("participation", year)),
            Figure("先进集体", len(total.collectives), "家", url=address("collective", year)),
            Figure("助力项目", total.projects, "个", url=address("project", "")),
            Figure("示范基地", total.bases, "个", url=address("base", "view=standing")),
            *(
                Figure(
                    label,
                    amount / TEN_THOUSAND,
                    "万元",
                    url=address("funding", f"{paid}&source={source}"),
                    places=1,
                )
                for label, amount, source in money
            ),
        ]


class Overview(OfOneYear):
    """All units side by side."""

    title = "乡村振兴"
    template_name = "rural/overview.html"

    def head(self) -> Head:
        actions = []
        if self.actor.can("rural.edit"):
            address = reverse("rural:participation_create")
            actions.append(Action("登记先进人物", address, "plus", primary=True))
            actions.append(Action("登记助力项目", reverse("rural:project_create"), "plus"))
        return Head(self.title, meta=(f"{self.year}年",), actions=tuple(actions))

    def context(self) -> dict[str, Any]:
        lines, total = Year(self.year, self.actor).lines()
        return {
            "lines": lines,
            "total": total,
            "year": self.year,
            "figures": self.figures(total, None),
            "years": self.years(reverse("rural:overview")),
            "ledgers": LEDGERS.tabs(""),
        }


class UnitYear(OfOneYear):
    """Everything one unit does for villages in a year."""

    model = Organization
    template_name = "rural/unit.html"

    def head(self) -> Head:
        address = reverse("rural:unit_print", args=[self.get_object().pk])
        prints = tuple(
            Action(kind.label, f"{address}?as={kind}&year={self.year}", "file-text", name=f"print_{kind}")
            for kind in UnitYearPrint.kinds
        )
        title = f"{self.get_object()}{self.year}年乡村振兴行动"
        return Head(title, (OVERVIEW, Link(str(self.get_object()))), prints=prints)

    def context(self) -> dict[str, Any]:
        place = self.get_object()
        found = Year(self.year, self.actor, place)
        money = money_by_project(found.fundings)
        projects = list(found.projects.select_related("organization").order_by("begun_on", "pk")[:MOST_SHOWN])
        people = found.participations.select_related("person__organization", "project", "organization")
        return {
            "place": place,
            "figures": self.figures(found.total(), place),
            "years": self.years(reverse("rural:unit", args=[place.pk])),
            "projects": [
                (one, money.get(one.pk, {}).get(Source.UNION), money.get(one.pk, {}).get(Source.SOCIAL))
                for one in projects
            ],
            "people": people.order_by("joined_on", "pk")[:MOST_SHOWN],
            "people_count": found.participations.count(),
            "collectives": found.collectives.select_related("project").order_by("joined_on", "pk")[
                :MOST_SHOWN
            ],
            "bases": found.bases.order_by("named_on", "pk")[:MOST_SHOWN],
            "shown": MOST_SHOWN,
            "people_url": f"{reverse('rural:participation_list')}?view=standing&year={self.year}&organization={place.pk}",
        }


class UnitYearPrint(PrintPage, OfOneYear):
    """The same on paper: figures, projects, rosters of people and collectives, bases, money."""

    model = Organization
    kinds = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def describe(self, instance: Organization) -> OfficialDocument:
        return year_document(Year(self.year, self.actor, instance))
