"""Finds the organization meant by a name as somebody wrote it, and says in Chinese why it thinks so.

A name is peeled: blanks and bracket styles are evened out, a leading place (郑州市) and trailing words that every
unit may or may not write (工会, 集团, 有限公司, 区) come off one at a time. What is left is compared: equal, a short
form of the other (经开区 of 经济技术开发区), or merely alike. Two equally good answers are never decided here.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Key = TypeVar("Key", bound=Hashable)
How = Literal["exact", "alias", "suffix", "abbreviation", "similar"]

PLACES = ("中国", "河南省", "河南", "郑州市", "郑州")

_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = str.maketrans("〔〕【】[]{}〈〉「」『』", "()()()()()()()")
_LEAST = 2  # characters that must remain for a name to still mean something

# What may come off the end, by how much it costs: in a federation every unit is also a 工会, so that word says
# almost nothing; a company's legal form says little; 区 or 镇 is part of what the unit is.
_SUFFIXES = (
    (re.compile(r"(工会委员会|工会联合会|总工会|工会|委员会|管委会|办事处)$"), 1),
    (re.compile(r"(\(集团\)|集团|股份|责任|有限|总公司|(?<!分)(?<!子)(?<!总)公司)$"), 2),
    (re.compile(r"(街道|社区|市|区|县|镇|乡|村)$"), 3),
)
_KIND_COST = 3
_PLACE_COST = 2

_EXACT, _ALIAS, _PEELED, _PEELED_LEAST = 100, 98, 94, 80
_PREFIX, _BOTH_ENDS, _LOOSE, _SIMILAR = 75, 70, 65, 60
_WORTH_SHOWING = 24
_TIE = 2  # answers closer than this are equally good
_SIMILAR_LEAD = 12  # a mere likeness must be this far ahead
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Key]):
    """One organization a name may mean."""

    key: Key
    score: int
    how: How
    explanation: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A name after some peeling: what is left, what came off, at what cost."""

    text: str
    cost: int
    place: str = ""
    suffix: str = ""
    kind: str = ""


def normalize(name: str) -> str:
    """The spelling two names are compared in: half-width, no blanks or line breaks, one kind of brackets."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", name)).translate(_BRACKETS).upper()


def strip_suffixes(name: str) -> str:
    """The name without the trailing words units add or leave out: 郑煤集团有限公司工会 becomes 郑煤."""
    return _peel(_Form(normalize(name), 0))[-1].text


def abbreviates(short: str, full: str, places: Iterable[str] = PLACES) -> bool:
    """Whether `short` is a short form of `full`: its characters in order, anchored at the beginning."""
    return any(
        _abbreviation_score(one, other) for one in _cores(short, places) for other in _cores(full, places)
    )
