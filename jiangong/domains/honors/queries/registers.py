"""Honours through the years: of a person, of a unit and everybody under it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils import timezone

from jiangong.domains.honors.choices import GONE
from jiangong.domains.honors.models import Certificate, Nomination, Service
from jiangong.domains.mentorship.choices import AgreementState
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.studios.queries.studios import leaderships_of
from jiangong.domains.titles.choices import AwardState, TitleFamily, TitleLevel
from jiangong.domains.titles.models import Award
from jiangong.domains.titles.queries import titles_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.ui.charts import LineChart


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened in a year."""

    on: date | None
    kind: str
    text: str
    url: str = ""
    note: str = ""
    is_fallen: bool = False


@dataclass(slots=True)
class Year:
    """A year with what it brought, the latest first."""

    year: int
    entries: list[Entry] = field(default_factory=list)


def years_of_person(person: Person, actor: Actor) -> list[Year]:
    """Titles, nominations, apprentices, studios and services, as far as the actor sees them."""
    entries = [*_titles(titles_of(person, actor)), *_nominations(person, actor)]
    entries += [*_work(person, actor), *_services(person, actor)]
    return _by_year(entries)


def _titles(awards: Iterable[Award]) -> Iterable[Entry]:
    for one in awards:
        fallen = not one.is_held
        note = f"{one.revoked_on}撤销" if fallen else one.basis
        label = f"{one.get_level_display()}荣誉"
        yield Entry(one.given_on, label, f"{one.year}年度{one.title}", one.get_absolute_url(), note, fallen)


def _nominations(person: Person, actor: Actor) -> Iterable[Entry]:
    rows = Nomination.objects.visible_to(actor).filter(person=person).exclude(state__in=GONE)
    for one in rows.exclude(state="awarded").select_related("programme"):
        day = one.submitted_on or timezone.localdate(one.created_at)
        yield Entry(day, "推荐", one.programme.name, one.get_absolute_url(), one.get_state_display())


def _work(person: Person, actor: Actor) -> Iterable[Entry]:
    standing = (AgreementState.VALID, AgreementState.EXPIRED, AgreementState.PASSED)
    taught = Agreement.objects.visible_to(actor).filter(master=person, state__in=standing)
    for agreement in taught.select_related("apprentice"):
        words = f"带徒{agreement.apprentice.name}"
        yield Entry(
            agreement.starts_on, "师带徒", words, agreement.get_absolute_url(), agreement.get_state_display()
        )
    for led in leaderships_of(person):
        yield Entry(led.starts_on, "创新工作室", f"领衔{led.studio.name}", "", led.studio.get_level_display())


def _services(person: Person, actor: Actor) -> Iterable[Entry]:
    own = Certificate.objects.visible_to(actor).filter(nomination__person=person)
    for one in Service.objects.filter(certificate__in=own):
        yield Entry(one.served_on, "服务", str(one.get_kind_display()), "", one.note)


def _by_year(entries: Iterable[Entry]) -> list[Year]:
    years: dict[int, Year] = {}
    for one in sorted(entries, key=lambda entry: entry.on or date.min, reverse=True):
        year = one.on.year if one.on else 0
        years.setdefault(year, Year(year)).entries.append(one)
    return list(years.values())


@dataclass(frozen=True, slots=True)
class UnitYear:
    """How many titles a unit gained in a year, by family."""

    year: int
    counts: tuple[int, ...]
    total: int


FAMILIES = tuple(TitleFamily)
DRAWN_YEARS, NAMED = 12, 20


def years_of_unit(organization: Organization, actor: Actor) -> list[UnitYear]:
    """Titles held now under a unit, year by year."""
    held = _held(organization, actor).select_related(None)
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for year, family, number in held.order_by().values_list("year", "family").annotate(n=models.Count("pk")):
        counted[year][family] = number
    return [
        UnitYear(
            year,
            tuple(families.get(family, 0) for family in FAMILIES),
            sum(families.values()),
        )
        for year, families in sorted(counted.items(), reverse=True)
    ]


def line_of_years(years: Sequence[UnitYear]) -> LineChart | None:
    """What was gained each year, years with nothing too; a single year is no line."""
    counted = {one.year: one.total for one in years}
    if len(counted) < 2:
        return None
    last = max(counted)
    shown = range(max(min(counted), last - DRAWN_YEARS + 1), last + 1)
    return LineChart(
        "历年获得荣誉",
        "项",
        tuple(str(year) for year in shown),
        tuple(Decimal(counted.get(year, 0)) for year in shown),
        is_cumulative=False,
    )


def best_of_unit(organization: Organization, actor: Actor) -> list[Award]:
    """The highest titles under a unit: what it may be proud of."""
    high = (TitleLevel.NATIONAL, TitleLevel.PROVINCE)
    return list(_held(organization, actor).filter(level__in=high).order_by("level", "-given_on")[:NAMED])


def collectives_of_unit(organization: Organization, actor: Actor) -> list[Award]:
    """Its collective titles, the latest first; the figures open them all."""
    rows = _held(organization, actor).filter(family=TitleFamily.COLLECTIVE)
    return list(rows.order_by("-given_on", "-pk")[:NAMED])


def _held(organization: Organization, actor: Actor) -> models.QuerySet[Award]:
    inside = below(organization.path, "organization__path")
    rows = Award.objects.visible_to(actor).filter(inside, state=AwardState.HELD)
    return rows.select_related("title", "person", "unit", "enterprise")
