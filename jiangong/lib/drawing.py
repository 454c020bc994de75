"""Random draws anybody can repeat: weighted, without replacement, from a published seed, in whole numbers only.

A number below *n* comes from SHA-256 of ``seed|purpose|round|attempt`` (UTF-8), read as a whole number of 256 bits;
one that does not fit a whole multiple of *n* is thrown away and the next attempt taken, so that every number is
equally likely. One of several candidates is drawn by laying their weights side by side in the order of the list
and seeing on whose weight the number falls. Nothing is rounded, nothing depends on the machine.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ALGORITHM = "sha256-weights-1"
RANGE = 1 << 256


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be drawn, and with how many shares of the chance."""

    key: int
    weight: int


@dataclass(frozen=True, slots=True)
class Team:
    """A drawn unit with those who go there."""

    unit: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything a draw depends on besides the seed; ``barred`` names by unit who may not go there."""

    units: tuple[Candidate, ...]
    inspectors: tuple[int, ...]
    barred: Mapping[int, frozenset[int]]
    unit_count: int
    team_size: int

    def eligible(self, unit: int) -> tuple[int, ...]:
        """Who may go to a unit, in the order of the list."""
        away = self.barred.get(unit, frozenset())
        return tuple(one for one in self.inspectors if one not in away)

    def short_units(self) -> tuple[int, ...]:
        """Units for which too few may go: such a draw could not be carried out."""
        return tuple(one.key for one in self.units if len(self.eligible(one.key)) < self.team_size)


def number_below(limit: int, seed: str, purpose: str, turn: int) -> int:
    """A number from 0 to ``limit`` - 1, each equally likely."""
    if limit < 1:
        raise ValueError("nothing to choose from")
    fair = RANGE - RANGE % limit
    attempt = 0
    while (found := _number(f"{seed}|{purpose}|{turn}|{attempt}")) >= fair:
        attempt += 1
    return found % limit


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def draw_weighted(candidates: Sequence[Candidate], count: int, seed: str, purpose: str) -> list[int]:
    """``count`` different keys in the order in which they were drawn."""
    left = [one for one in candidates if one.weight > 0]
    if count > len(left):
        raise ValueError(f"{count} of {len(left)} cannot be drawn")
    drawn: list[int] = []
    for turn in range(1, count + 1):
        place = _place(left, number_below(sum(one.weight for one in left), seed, purpose, turn))
        drawn.append(left.pop(place).key)
    return drawn


def _place(candidates: Sequence[Candidate], point: int) -> int:
    """On whose weight a point falls."""
    for place, one in enumerate(candidates):
        if point < one.weight:
            return place
        point -= one.weight
    raise ValueError("the point lies beyond all weights")


def draw_teams(drawing: Drawing, seed: str) -> tuple[Team, ...]:
    """The units, and for each of them who goes there: those with the fewest visits so far go first."""
    visits = dict.fromkeys(drawing.inspectors, 0)
    teams = []
    for unit in draw_weighted(drawing.units, drawing.unit_count, seed, "unit"):
        eligible = drawing.eligible(unit)
        if len(eligible) < drawing.team_size:
            raise ValueError(f"too few may go to {unit}")
        members = _members(eligible, drawing.team_size, visits, seed, f"unit {unit}")
        teams.append(Team(unit, members))
    return tuple(teams)


def _members(
    eligible: Sequence[int], size: int, visits: dict[int, int], seed: str, purpose: str
) -> tuple[int, ...]:
    chosen: list[int] = []
    for turn in range(1, size + 1):
        rest = [one for one in eligible if one not in chosen]
        fewest = min(visits[one] for one in rest)
        even = [one for one in rest if visits[one] == fewest]
        chosen.append(even[number_below(len(even), seed, purpose, turn)])
    for one in chosen:
        visits[one] += 1
    return tuple(chosen)


def digest_of(stored: Mapping[str, Any]) -> str:
    """The fingerprint of a draw's inputs, whatever the order their parts are kept in."""
    text = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seed_digest(seed: str) -> str:
    """What is published of a seed that is still secret."""
    return hashlib.sha256(seed.encode()).hexdigest()


def from_stored(stored: Mapping[str, Any]) -> Drawing:
    """A draw's inputs as they were stored."""
    barred: dict[int, Collection[int]] = {int(unit): keys for unit, keys in stored["barred"].items()}
    return Drawing(
        units=tuple(Candidate(one["id"], one["weight"]) for one in stored["units"]),
        inspectors=tuple(one["id"] for one in stored["inspectors"]),
        barred={unit: frozenset(keys) for unit, keys in barred.items()},
        unit_count=stored["unit_count"],
        team_size=stored["team_size"],
    )
