"""Global search: every app offers a source, the portal asks those the actor may use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiangong.kit.access.actor import Actor

LIMIT = 6
SHORTEST = 1
LONGEST = 60
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, where it belongs, where it leads."""

    title: str
    sub: str
    url: str
    icon: str = "file-text"
    written: str = ""  # how a text box names it; empty where nothing may be named so


@dataclass(frozen=True, slots=True)
class SearchSource:
    """What one app finds; ``find(actor, text, limit)`` reads through ``visible_to(actor)`` only."""

    label: str
    permission: str
    find: Callable[[Actor, str, int], Iterable[Hit]]
    key: str = ""  # by which text boxes that mean one of these ask for names


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one source; ``more`` says that there are others."""

    label: str
    hits: tuple[Hit, ...]
    more: bool = False


_sources: list[SearchSource] = []


def register_search(source: SearchSource) -> SearchSource:
    """Add a source; sources are asked in the order of registration."""
    if all(known.label != source.label for known in _sources):
        _sources.append(source)
    return source


def search(actor: Actor, text: str, limit: int = LIMIT) -> list[Found]:
    """What the actor may find; one row beyond the limit tells whether there is more."""
    wanted = text.replace("\x00", "").strip()[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    found = []
    for source in _sources:
        if not actor.can(source.permission):
            continue
        hits = tuple(source.find(actor, wanted, limit + 1))
        if hits:
            found.append(Found(source.label, hits[:limit], more=len(hits) > limit))
    return found


def names(actor: Actor, keys: Iterable[str], text: str, limit: int = MOST_NAMES) -> list[str]:
    """How text boxes name what begins like this, of these sources, each name once."""
    wanted, asked = text.replace("\x00", "").strip()[:LONGEST], frozenset(keys)
    found: dict[str, None] = {}
    for source in _sources:
        if source.key in asked and source.key and actor.can(source.permission):
            found.update(
                dict.fromkeys(hit.written for hit in source.find(actor, wanted, limit) if hit.written)
            )
    return list(found)[:limit]
