"""A unit's own word stands for everything below it: what is reported below later is shown there and not added.

A typed figure that differs from what others had said by then is such a word. Its fact makes up what nobody below has said, so it
gives way by as much as the units below say later, and takes it up again when they take it back. A confirmation is no
word: it follows what is below. What stands until another word replaces it (a stock) gives way day by day, by facts of
its own under the origin of the word.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Fact, Indicator
from jiangong.domains.indicators.queries import figures
from jiangong.domains.indicators.queries.sources import Sources
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.organizations.models import Organization
from jiangong.domains.reporting.choices import EntryMode
from jiangong.domains.reporting.models import Entry, Report
from jiangong.domains.reporting.queries.covering import ENDING, ORIGIN
from jiangong.domains.reporting.queries.said import (
    said_by,
    said_since,
    speakers,
    typed_facts,
    with_units_below,
)
from jiangong.kit.access.paths import ancestor_ids, below
from jiangong.kit.commands.branches import hold_branch, hold_rows
from jiangong.kit.commands.running import as_one
from jiangong.lib.amounts import to_units

WHY = "figures are the same for all"
GIVING_WAY = "@"


@dataclass(slots=True)
class Word:
    """What a unit's figure of a span is to be — that much, or as much as on another day — and the fact that sees to it."""

    fact: Fact
    indicator: Indicator
    path: str
    span: Span
    wanted: Decimal | None = None
    like: Span | None = None

    @property
    def order(self) -> tuple[int, int, bool]:
        """The deepest first and of one unit the shortest: the others are made up of them."""
        return -self.path.count("/"), (self.span.ends_on - self.span.starts_on).days, self.like is not None


@as_one()
def put_reported(
    reports: Collection[Report],
    entries: Collection[Entry],
    said: Collection[Figure],
    *,
    is_first: bool = False,
) -> None:
    """Replace the facts of these entries; words that cover them stand as they were, and so do their own.

    ``is_first``: these entries did not exist before, so nothing is to be replaced.
    """
    hold_branch([one.organization.path for one in reports])
    typed = [one for one in entries if _is_word_like(one)]
    origins = set() if is_first else {one.origin for one in entries}
    old = said_by({one.organization_id for one in reports}, _of(entries)) if origins else []
    old = [one for one in old if _bare(one.origin) in origins]
    days = _days(
        [*((one.organization_id, one.indicator_id, one.dated_on) for one in old), *map(_place, said)]
    )
    asked = _of(typed)
    stocks = {key: one for key, one in asked.items() if one.is_stock}
    flows = {key: one for key, one in asked.items() if key not in stocks}
    above = _words_above(reports, flows, stocks, days)
    _remember(above)
    put_facts([*origins, *(one.origin for one in old)], said)
    own = _counting([*_own_words(reports, typed), *_own_extensions(reports, stocks, days)])
    _keep([*above, *own])


def _words_above(
    reports: Collection[Report],
    flows: dict[int, Indicator],
    stocks: dict[int, Indicator],
    days: dict[int, set[date]],
) -> list[Word]:
    """Of two units below the same word one follows the other, and each then sees what the other has put."""
    first = min(one.window.starts_on for one in reports)
    if spoken := speakers(_above(reports), flows, stocks, first):
        hold_rows(set(spoken))
        return _counting([*_covering(reports, flows), *_standing(reports, stocks, days)])
    return []


def _counting(words: list[Word]) -> list[Word]:
    """Those whose unit's figure is made of what is typed at that time."""
    if not words:
        return []
    sources = Sources({one.indicator.pk: one.indicator for one in words}.values())
    return [
        one
        for one in words
        if sources.resolve(one.indicator.pk, one.path, one.span.ends_on)[0] == SourceMode.TYPED
    ]


def _is_word_like(entry: Entry) -> bool:
    """A milestone is each unit's own; what a ledger counts is not replaced by anybody's word."""
    return entry.mode == EntryMode.TYPED and entry.goal.indicator.kind != IndicatorKind.MILESTONE


def _above(reports: Collection[Report]) -> set[int]:
    return {key for one in reports for key in ancestor_ids(one.organization.path)[:-1]}


def _of(entries: Iterable[Entry]) -> dict[int, Indicator]:
    return {one.goal.indicator_id: one.goal.indicator for one in entries}


def _bare(origin: str) -> str:
    """The entry a fact belongs to, whether it is the word, gives way for it or ends the one before."""
    return origin.split(GIVING_WAY)[0].removesuffix(ENDING)


def _place(figure: Figure) -> tuple[int, int, date]:
    return figure.organization_id, figure.indicator_id, figure.dated_on


def _days(places: Iterable[tuple[int, int, date]]) -> dict[int, set[date]]:
    """By indicator, the days on which something changes."""
    found: dict[int, set[date]] = {}
    for _, indicator, day in places:
        found.setdefault(indicator, set()).add(day)
    return found


def _covering(reports: Collection[Report], flows: dict[int, Indicator]) -> list[Word]:
    """What units above have said of a span that these reports fall into."""
    if not flows:
        return []
    first = min(one.window.starts_on for one in reports)
    stated = {
        int(one.origin.removeprefix(ORIGIN)): one
        for one in said_since(_above(reports), flows, first)
        if not one.origin.endswith(ENDING)
    }
    if not stated:
        return []
    windows = Entry.objects.ungated(WHY).filter(pk__in=stated).select_related("report__window")
    return [
        Word(fact, flows[fact.indicator_id], fact.organization.path, Span(window.starts_on, window.ends_on))
        for entry in windows.order_by("pk")
        for fact, window in ((stated[entry.pk], entry.report.window),)
        if any(
            window.starts_on <= one.window.ends_on and one.window.starts_on <= window.ends_on
            for one in reports
        )
    ]


def _own_words(reports: Collection[Report], entries: Collection[Entry]) -> list[Word]:
    """What these reports say themselves, where others stand below who may have spoken since."""
    mine = {one.pk: one for one in reports}
    heads = set(with_units_below({one.organization_id for one in reports}))
    said = {one.origin: one for one in entries if one.organization_id in heads}
    found = []
    for fact in typed_facts(origin__in=said) if said else ():
        entry = said[fact.origin]
        window, indicator = mine[entry.report_id].window, entry.goal.indicator
        day = Span(fact.dated_on, fact.dated_on)
        span = day if indicator.is_stock else Span(window.starts_on, window.ends_on)
        found.append(Word(fact, indicator, fact.organization.path, span, wanted=entry.stated))
    return found


def _standing(
    reports: Collection[Report], stocks: dict[int, Indicator], days: dict[int, set[date]]
) -> list[Word]:
    """Stocks that units above have stated, on every day on which they might change now."""
    above = dict(_paths(_above(reports))) if stocks else {}
    found: list[Word] = []
    for (unit, indicator), facts in _grouped(said_by(above, stocks) if above else ()):
        changed = days.get(indicator, set())
        if changed:
            found += _by_day(facts, stocks[indicator], above[unit], changed, words_too=True)
    return found


def _own_extensions(
    reports: Collection[Report], stocks: dict[int, Indicator], days: dict[int, set[date]]
) -> list[Word]:
    """The own stocks of these reports on the later days on which units below have spoken."""
    units = {one.organization_id: one.organization.path for one in reports} if stocks else {}
    found: list[Word] = []
    rows = _grouped(said_by(units, stocks) if units else ())
    for (unit, indicator), facts in sorted(rows, key=lambda one: -units[one[0][0]].count("/")):
        changed = days.get(indicator, set())
        if changed:
            found += _by_day(facts, stocks[indicator], units[unit], {min(changed)}, words_too=False)
    return found


def _paths(keys: Iterable[int]) -> Iterable[tuple[int, str]]:
    return Organization.objects.ungated(WHY).filter(pk__in=list(keys)).values_list("pk", "path")


def _grouped(facts: Iterable[Fact]) -> list[tuple[tuple[int, int], list[Fact]]]:
    key = attrgetter("organization_id", "indicator_id")
    return [(place, list(rows)) for place, rows in groupby(sorted(facts, key=key), key=key)]


def _by_day(
    facts: list[Fact], indicator: Indicator, path: str, changed: set[date], *, words_too: bool
) -> Iterator[Word]:
    """A fact for every day from the first change on; ``words_too``: those of the words themselves as well."""
    first = min(changed)
    spoken = Fact.objects.ungated(WHY).filter(
        below(path, "organization__path"), indicator=indicator, dated_on__gte=first
    )
    own = facts[0].organization_id
    days = changed | set(spoken.exclude(organization=own).values_list("dated_on", flat=True).distinct())
    words = [one for one in facts if GIVING_WAY not in one.origin]
    if words_too:
        days |= {one.dated_on for one in words if one.dated_on >= first}
    at = {one.dated_on: one for one in facts}  # the last of a day stands
    for day in sorted(days):
        word = next((one for one in reversed(words) if one.dated_on <= day), None)
        if word is None or word.origin.endswith(ENDING):
            continue
        if word.dated_on == day:
            if words_too:
                yield Word(word, indicator, path, Span(day, day))
            continue
        base = Span(word.dated_on, word.dated_on)
        like = None if words_too else base
        yield Word(at.get(day) or _give_way(facts, word, day), indicator, path, Span(day, day), like=like)


def _give_way(facts: list[Fact], word: Fact, day: date) -> Fact:
    """A fact that says for the time being what stood before it."""
    before = [one for one in facts if one.dated_on < day][-1]
    made = Fact(
        origin=f"{word.origin}{GIVING_WAY}{day.isoformat()}",
        indicator_id=word.indicator_id,
        organization_id=word.organization_id,
        dated_on=day,
        amount=before.amount,
        source=FactSource.TYPED,
        origin_url=word.origin_url,
    )
    made.save(force_insert=True)
    facts.append(made)
    facts.sort(key=lambda one: (one.dated_on, one.pk))
    return made


def _values(words: Collection[Word]) -> dict[figures.ValueKey, figures.Value]:
    indicators = {one.indicator.pk: one.indicator for one in words}
    spans = {span for one in words for span in (one.span, one.like) if span is not None}
    units = {one.fact.organization_id for one in words}
    return figures.values(list(indicators.values()), list(units), list(spans))


def _amount(found: dict[figures.ValueKey, figures.Value], word: Word, span: Span) -> Decimal:
    return found[word.indicator.pk, word.fact.organization_id, span].amount or Decimal(0)


def _remember(words: list[Word]) -> None:
    found = _values(words) if words else {}
    for one in words:
        one.wanted = _amount(found, one, one.span)


def _keep(words: list[Word]) -> None:
    """Let every fact make up exactly what is left."""
    for _, same in groupby(sorted(words, key=attrgetter("order")), key=attrgetter("order")):
        group = list(same)
        found = _values(group)
        for one in group:
            wanted = one.wanted if one.like is None else _amount(found, one, one.like)
            gap = _amount(found, one, one.span) - (wanted or Decimal(0))
            if gap:
                one.fact.amount -= to_units(gap)
                one.fact.save(update_fields=["amount"])
