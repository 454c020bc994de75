"""The fields of a notice while they gather."""

from dataclasses import dataclass, field
from datetime import date

from jiangong.lib.officialdoc.text import Span


@dataclass
class Header:
    """The fields with their spans, and which paragraphs they used up."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    addressees: tuple[str, ...] = ()
    annexes: list[tuple[str, Span]] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)  # offsets where used paragraphs begin
    body_start: int = 0
    signed_at: int | None = None
