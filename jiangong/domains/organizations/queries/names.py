"""Which organization a written name means, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Max

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationAlias
from jiangong.kit.access.actor import Actor
from jiangong.lib.dates import format_day
from jiangong.lib.names import PLACES, Candidate, NameIndex, clear_winner, strip_suffixes

CERTAIN = frozenset({"exact", "alias"})
GUESSES = frozenset({"suffix", "abbreviation"})
_CONSIDERED = 60  # before what the actor cannot see is left out
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What the directory knows of one organization."""

    pk: int
    name: str
    path: str
    closed_on: date | None
    successor_id: int | None

    def stands(self, day: date | None) -> bool:
        return self.closed_on is None or (day is not None and day < self.closed_on)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organization a name may mean, and why."""

    organization_id: int
    name: str
    score: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written name was taken to mean; without an organization somebody has to say."""

    text: str
    organization_id: int | None
    how: str
    explanation: str
    candidates: tuple[Suggestion, ...] = ()
    memorable: bool = False  # a guess that holds in the whole federation, not only in the actor's part of it

    @property
    def is_certain(self) -> bool:
        return self.how in CERTAIN

    @property
    def organization(self) -> Organization | None:
        """The organization itself; imports of many rows read ``organization_id`` instead."""
        if self.organization_id is None:
            return None
        return Organization.objects.ungated("resolved within the actor's reach").get(pk=self.organization_id)


class Directory:
    """Every known name with its organization, prepared once for all requests of a process."""

    def __init__(self) -> None:
        rows = Organization.objects.ungated("names are resolved first and gated after")
        self.entries: dict[int, Entry] = {}
        known: dict[int, list[str]] = {}
        places = set(PLACES)
        for pk, name, short, kind, path, closed_on, successor in rows.values_list(
            "pk", "name", "short_name", "kind", "path", "closed_on", "successor_id"
        ):
            self.entries[pk] = Entry(pk, name, path, closed_on, successor)
            known[pk] = [name, short] if short else [name]
            if kind == OrganizationKind.FEDERATION:
                places |= _places_of(name)
        aliases = OrganizationAlias.objects.ungated("names are resolved first and gated after")
        for pk, text in aliases.values_list("organization_id", "text"):
            known[pk].append(text)
        self.index = NameIndex(known, tuple(places))

    def resolve(self, text: str, actor: Actor, day: date | None) -> Resolution:
        everywhere = self.index.find(text, limit=_CONSIDERED)
        seen = [each for each in everywhere if self._reaches(actor, each.key)]
        winner = self._winner(seen, day)
        suggestions = tuple(self._suggestion(each, day) for each in seen[:_SHOWN])
        if winner is None or winner.how not in CERTAIN | GUESSES:
            return Resolution(text, None, "none", _undecided(text, suggestions), suggestions)
        chosen = self._suggestion(winner, day)
        memorable = winner.how in GUESSES and self._winner(everywhere, day) == winner
        return Resolution(
            text, chosen.organization_id, winner.how, chosen.explanation, suggestions, memorable
        )

    def _winner(self, found: Sequence[Candidate[int]], day: date | None) -> Candidate[int] | None:
        """The clear best; of certain ones, those standing on the day go before those closed."""
        standing = [each for each in found if each.how in CERTAIN and self.entries[each.key].stands(day)]
        return clear_winner(standing) or clear_winner(found)

    def _reaches(self, actor: Actor, pk: int) -> bool:
        if actor.sees_everything:
            return True
        return bool(actor.scope_path) and self.entries[pk].path.startswith(actor.scope_path)

    def _suggestion(self, candidate: Candidate[int], day: date | None) -> Suggestion:
        entry, told = self.entries[candidate.key], candidate.explanation
        while entry.closed_on is not None and entry.successor_id is not None and not entry.stands(day):
            heir = self.entries[entry.successor_id]
            told += f"“{entry.name}”已于{format_day(entry.closed_on)}撤销，由“{heir.name}”承接。"
            entry = heir
        return Suggestion(entry.pk, entry.name, candidate.score, told)


def resolve_name(text: str, actor: Actor, day: date | None = None) -> Resolution:
    """Which organization in the actor's reach ``text`` means, as of ``day`` (default: today)."""
    return resolve_many([text], actor, day)[text]


def resolve_many(texts: Iterable[str], actor: Actor, day: date | None = None) -> dict[str, Resolution]:
    """The same for the many names of a file, in a constant number of queries."""
    names = directory()
    return {text: names.resolve(text, actor, day) for text in dict.fromkeys(texts)}


_prepared: dict[tuple, Directory] = {}


def directory() -> Directory:
    """The directory, made again when a name, an alias or a place in the tree has changed."""
    stamp = _stamp()
    if stamp not in _prepared:
        _prepared.clear()
        _prepared[stamp] = Directory()
    return _prepared[stamp]


def _stamp() -> tuple:
    organizations = Organization.objects.ungated("counts only").aggregate(
        n=Count("pk"), last=Max("pk"), at=Max("updated_at")
    )
    aliases = OrganizationAlias.objects.ungated("counts only").aggregate(n=Count("pk"), last=Max("pk"))
    at: datetime | None = organizations["at"]
    return (
        connection.settings_dict["NAME"],
        organizations["n"],
        organizations["last"],
        at,
        aliases["n"],
        aliases["last"],
    )


def _places_of(federation: str) -> set[str]:
    """郑州市总工会 → 郑州市 and 郑州: words its units may write in front or leave out."""
    place = strip_suffixes(federation)
    return {place, f"{place}市"}


def _undecided(text: str, suggestions: Sequence[Suggestion]) -> str:
    if not suggestions:
        return f"没有找到与“{text}”相近的组织。"
    if len(suggestions) == 1:
        return f"“{text}”可能指“{suggestions[0].name}”，请确认。"
    return f"“{text}”可能指{len(suggestions)}个组织，请选择一个。"
