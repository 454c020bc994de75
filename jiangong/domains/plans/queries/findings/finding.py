"""One thing that does not add up."""

import hashlib
from dataclasses import dataclass, field

from jiangong.domains.plans.models import Waiver

Place = tuple[int, int]
UNRESOLVED_UNIT = "unresolved_unit"


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up, with what it rests on."""

    key: str
    code: str
    sentence: str
    blocking: bool
    facts: str  # what the fingerprint is made of: when it changes, a waiver lapses
    places: tuple[Place, ...] = ()
    anchor: str = ""  # the row it concerns, as the review names it: goal-7
    link: str = ""  # another page it speaks of
    waiver: Waiver | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.facts.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        return self.waiver is None

    @property
    def is_waivable(self) -> bool:
        """A row of nobody cannot be let pass: no unit would receive and sign for its figures."""
        return self.code != UNRESOLVED_UNIT


def quoted(text: object) -> str:
    """A name in quotation marks; marks inside it become single ones."""
    return f"“{str(text).replace('“', '‘').replace('”', '’')}”"


def place(start: int | None, end: int | None) -> tuple[Place, ...]:
    """Where in the text, for what has a place there."""
    return ((start, end),) if start is not None and end is not None else ()
