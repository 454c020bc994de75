"""Which texts hold the same passage: runs of characters that several candidates' deeds share.

Texts are compared without spaces, punctuation and width. Every run of at least ``least`` characters that two
texts share is found, and found whole: the runs of that length are indexed, and neighbours on one diagonal
join. What more than ``commonplace`` texts say is a form's wording, not a copy.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
LEAST = 20
COMMONPLACE = 12


@dataclass(frozen=True, slots=True)
class Passage(Generic[Key]):
    """One run two texts share, as the first of them writes it."""

    first: Key
    second: Key
    text: str

    @property
    def length(self) -> int:
        return len(self.text)


def bare(text: str) -> str:
    """Letters, digits and characters alone, in one width and case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())


def shared_passages(
    texts: Mapping[Key, str], least: int = LEAST, commonplace: int = COMMONPLACE
) -> list[Passage[Key]]:
    """Every shared run of at least ``least`` characters, the longest first."""
    keys = list(texts)
    plain = [bare(texts[key]) for key in keys]
    diagonals = _diagonals(_repeated(plain, least), commonplace)
    found: list[Passage[Key]] = []
    for (first, second, _), starts in diagonals.items():
        for begin, end in _runs(sorted(starts)):
            text = plain[first][begin : end + least]
            found.append(Passage(keys[first], keys[second], text))
    found.sort(key=lambda one: -one.length)
    return found


def _repeated(plain: list[str], least: int) -> dict[str, list[tuple[int, int]]]:
    """Where each run stands that stands in more than one place: (text, position)."""
    once: dict[str, tuple[int, int]] = {}
    several: dict[str, list[tuple[int, int]]] = {}
    for number, text in enumerate(plain):
        for start in range(len(text) - least + 1):
            run = text[start : start + least]
            earlier = once.setdefault(run, (number, start))
            if earlier != (number, start):
                several.setdefault(run, [earlier]).append((number, start))
    return several


def _diagonals(
    repeated: dict[str, list[tuple[int, int]]], commonplace: int
) -> dict[tuple[int, int, int], set[int]]:
    """Starts in the first text, by pair of texts and distance: neighbours there are one run."""
    found: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for places in repeated.values():
        holders = {number for number, _ in places}
        if not 1 < len(holders) <= commonplace:
            continue
        for at, (first, start) in enumerate(places):
            for second, there in places[at + 1 :]:
                if first != second:
                    found[first, second, there - start].add(start)
    return found


def _runs(starts: list[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken row of numbers."""
    found: list[tuple[int, int]] = []
    for start in starts:
        if found and found[-1][1] == start - 1:
            found[-1] = (found[-1][0], start)
        else:
            found.append((start, start))
    return found
