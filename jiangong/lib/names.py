"""Finds the organization meant by a name as somebody wrote it, and says in Chinese why it thinks so.

A name is peeled: blanks and bracket styles are evened out, a leading place (郑州市) and trailing words that a
unit may or may not write (工会, 集团, 有限公司, 区) come off one at a time. What is left is compared: equal, a
short form of the other (经开区 of 经济技术开发区), or merely alike. Two equally good answers are never decided.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic, Literal, TypeVar

Key = TypeVar("Key", bound=Hashable)
How = Literal["exact", "alias", "suffix", "abbreviation", "similar"]
_Found = tuple[int, int, How, str]  # number of a known name, score, how, explanation

PLACES = ("中国", "河南省", "河南", "郑州市", "郑州")

_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = str.maketrans("〔〕【】[]{}〈〉「」『』", "()()()()()()()")
_COMPANY = "公司"
# What may come off the end, and at what cost: in a federation every unit is also a 工会, so that word says next
# to nothing; a legal form says little; 区 or 镇 is part of what the unit is.
_UNION_WORDS = r"(?:总?工会)?(?:工作|管理)?(?:委员会|联合会)|总?工会|管委会|办事处"
_COMPANY_WORDS = r"(?:\(集团\)|集团)?(?:股份)?(?:有限)?(?:责任)?(?<![分子])总?公司|\(集团\)|集团"
_PLACE_WORDS = r"街道|社区|市|区|县|镇|乡|村"
_LAYERS = tuple(
    (re.compile(f"(?:{words})$"), cost)
    for cost, words in enumerate((_UNION_WORDS, _COMPANY_WORDS, _PLACE_WORDS), start=1)
)
_ONLY_WORDS = re.compile(f"(?:{_UNION_WORDS}|{_COMPANY_WORDS}|{_PLACE_WORDS})+")
_LONGEST_WORD = 14
_PLACE_COST = 2
_LEAST = 2  # characters that must remain for a name to mean something

_EXACT, _ALIAS, _PEELED, _PEELED_LEAST = 100, 98, 94, 80
_OPENING, _BOTH_ENDS, _IN_ORDER, _ALIKE = 75, 70, 65, 60
_LONGEST_SHORT = 6  # 郑煤 for 郑州煤炭: short forms that swallow the place
_SPARSEST = 0.3  # a short form of fewer characters than this share is chance
_WORTH_SHOWING = 24
_ALIKE_WINS = 36
_ALIKE_LEAD = 12
_TIE = 2  # answers closer than this are equally good


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Key]):
    """One organization a name may mean, from 0 to 100 how surely, and why."""

    key: Key
    score: int
    how: How
    explanation: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A name after some peeling: what is left, what came off, at what cost, and the kind of unit it showed."""

    text: str
    cost: int = 0
    place: str = ""
    suffix: str = ""
    kind: str = ""
    rooted: bool = False  # begins with a place that another form of the name leaves out

    def contradicts(self, other: "_Form") -> bool:
        """中原区 is not 中原镇, and neither is 中原公司."""
        return bool(self.kind and other.kind and self.kind != other.kind)

    @property
    def peeled(self) -> str:
        """What came off, in words."""
        parts = [f"前缀“{self.place}”" if self.place else "", f"后缀“{self.suffix}”" if self.suffix else ""]
        return "去掉" + "和".join(filter(None, parts)) + "后"


def normalize(name: str) -> str:
    """The spelling names are compared in: half-width capitals, no blanks or line breaks, one kind of brackets."""
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", name)).translate(_BRACKETS).upper()
    return unicodedata.normalize("NFKC", text)  # what a removed blank kept apart may now be one character


def strip_suffixes(name: str) -> str:
    """The name without the trailing words that units add or leave out: 郑煤集团有限公司工会 becomes 郑煤."""
    return _peel(_Form(normalize(name)))[-1].text


def clear_winner(candidates: Sequence[Candidate[Key]]) -> Candidate[Key] | None:
    """The best candidate when no other is as good, else None: then a person must say which is meant.

    Only `exact` and `alias` are certain; any other winner is a proposal to be confirmed once and remembered.
    """
    if not candidates:
        return None
    best = candidates[0]
    lead = best.score - (candidates[1].score if len(candidates) > 1 else 0)
    if best.how == "similar" and (best.score < _ALIKE_WINS or lead < _ALIKE_LEAD):
        return None
    return best if lead >= _TIE else None


class NameIndex(Generic[Key]):
    """Known names prepared once, so that tens of thousands are ranked in milliseconds."""

    def __init__(self, known: Mapping[Key, Sequence[str]], places: Collection[str] = PLACES) -> None:
        self._places = places
        self._names: list[tuple[Key, str]] = []
        self._exact: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._peeled: dict[str, list[tuple[int, _Form]]] = defaultdict(list)
        self._openings: dict[tuple[str, bool], list[tuple[int, _Form]]] = defaultdict(list)
        self._pairs: dict[str, list[int]] = defaultdict(list)
        self._cores: list[tuple[_Form, int]] = []
        for key, names in known.items():
            for position, name in enumerate(names):
                self._add(key, name, _ALIAS if position else _EXACT)

    def find(self, name: str, limit: int = 8) -> list[Candidate[Key]]:
        """Candidates for a name, best first; an exact or remembered name leaves the guesses out."""
        text = normalize(name)
        if not text:
            return []
        stages = _stages(name, self._places)
        guesses = chain(self._same_when_peeled(stages), self._shortened(text, stages), self._alike(stages))
        ranked = self._best_of(self._same(text))
        if not ranked and not _ONLY_WORDS.fullmatch(text):  # 工会 alone could be anybody
            ranked = self._best_of(guesses)
        ranked.sort(key=lambda found: (-found[0].score, abs(len(found[1]) - len(text))))
        return [candidate for candidate, _ in ranked[:limit]]

    def _add(self, key: Key, name: str, score: int) -> None:
        number = len(self._names)
        self._names.append((key, _BLANKS.sub("", name)))
        self._exact[normalize(name)].append((number, score))
        stages = _stages(name, self._places)
        for form in chain.from_iterable(stages):
            self._peeled[form.text].append((number, form))
        for form in _outlines(stages):
            self._openings[form.text[:1], form.rooted].append((number, form))
        core = stages[-1][-1]
        pairs = _pairs_of(core.text)
        self._cores.append((core, len(pairs)))
        for pair in pairs:
            self._pairs[pair].append(number)

    def _best_of(self, found: Iterable[_Found]) -> list[tuple[Candidate[Key], str]]:
        """The best reason for each organization, with the name it rests on."""
        best: dict[Key, tuple[Candidate[Key], str]] = {}
        for number, score, how, explanation in found:
            key, known = self._names[number]
            if key not in best or best[key][0].score < score:
                best[key] = Candidate(key, score, how, explanation), known
        return list(best.values())

    def _same(self, text: str) -> Iterator[_Found]:
        for number, score in self._exact.get(text, ()):
            known = self._names[number][1]
            if score == _EXACT:
                yield number, score, "exact", f"与“{known}”完全一致。"
            else:
                yield number, score, "alias", f"与已登记的别名“{known}”一致。"

    def _same_when_peeled(self, stages: list[list[_Form]]) -> Iterator[_Found]:
        for asked in chain.from_iterable(stages):
            for number, form in self._peeled.get(asked.text, ()):
                if asked.contradicts(form):
                    continue
                how: How = "abbreviation" if asked.place or form.place else "suffix"
                score = max(_PEELED - asked.cost - form.cost, _PEELED_LEAST)
                yield number, score, how, _explain_peeling(asked, form, self._names[number][1])

    def _shortened(self, text: str, stages: list[list[_Form]]) -> Iterator[_Found]:
        for asked in _outlines(stages):
            if asked.text in self._places:  # a place shortens nothing: half of all names begin with it
                continue
            # Of two names with their places the rests are compared; what stands for a place and more is short.
            bare_only = asked.rooted or len(asked.text) > _LONGEST_SHORT
            for rooted in (False,) if bare_only else (False, True):
                for number, form in self._openings.get((asked.text[:1], rooted), ()):
                    known = self._names[number][1]
                    if score := _shortening(asked, form):
                        yield number, score, "abbreviation", _explain_shortening(text, known, score)
                    elif score := _shortening(form, asked):
                        yield number, score, "abbreviation", _explain_shortening(known, text, score)

    def _alike(self, stages: list[list[_Form]]) -> Iterator[_Found]:
        core = stages[-1][-1]
        pairs = _pairs_of(core.text)
        shared = Counter(chain.from_iterable(self._pairs.get(pair, ()) for pair in pairs))
        for number, count in shared.items():
            form, size = self._cores[number]
            score = round(_ALIKE * 2 * count / (len(pairs) + size))
            score = score // 2 if core.contradicts(form) else score
            if score >= _WORTH_SHOWING:
                yield number, score, "similar", f"与“{self._names[number][1]}”写法相近，但不相同。"


def _stages(name: str, places: Collection[str]) -> list[list[_Form]]:
    """Every stage of peeling: of the whole name, and of the name without its leading place if it has one."""
    text = rest = normalize(name)
    while place := max((place for place in places if rest.startswith(place)), key=len, default=""):
        rest = rest[len(place) :]
    if rest == text or len(rest) < _LEAST or _ONLY_WORDS.fullmatch(rest):
        return [_peel(_Form(text))]
    return [_peel(_Form(text, rooted=True)), _peel(_Form(rest, _PLACE_COST, text[: -len(rest)]))]


def _peel(form: _Form) -> list[_Form]:
    """The form and what remains after each trailing word, as long as something meaningful remains."""
    peeled = [form]
    while longer := _without_last_word(peeled[-1]):
        peeled.append(longer)
    return peeled


def _without_last_word(form: _Form) -> _Form | None:
    for pattern, cost in _LAYERS:
        found = pattern.search(form.text, max(0, len(form.text) - _LONGEST_WORD))
        if found is None or found.start() < _LEAST:
            continue
        word = found.group()
        kind = ("", _COMPANY, word)[cost - 1]
        if (
            kind and form.kind and (kind != form.kind or kind != _COMPANY)
        ):  # only one word says what a unit is
            continue
        text = form.text[: found.start()]
        return _Form(text, form.cost + cost, form.place, word + form.suffix, kind or form.kind, form.rooted)
    return None


def _outlines(stages: list[list[_Form]]) -> list[_Form]:
    """The forms to read as short or full: unpeeled, though knowing its kind, and fully peeled."""
    outlines = []
    for forms in stages:
        if len(forms) > 1:
            outlines.append(replace(forms[0], kind=forms[-1].kind))
        outlines.append(forms[-1])
    return outlines


def _shortening(short: _Form, full: _Form) -> int:
    """How convincingly one form shortens the other, 0 when it does not."""
    if not _LEAST <= len(short.text) < len(full.text) or short.text[0] != full.text[0]:
        return 0
    if short.kind != full.kind and (short.contradicts(full) or short.kind not in ("", _COMPANY)):
        return 0
    if full.text.startswith(short.text):
        return _OPENING
    characters = iter(full.text)
    if len(short.text) < _SPARSEST * len(full.text) or not all(each in characters for each in short.text):
        return 0
    return (
        _BOTH_ENDS
        if short.text[-1] == full.text[-1] or (short.kind and short.kind == full.kind)
        else _IN_ORDER
    )


def _pairs_of(text: str) -> set[str]:
    """Neighbouring characters, the ends of the text included."""
    padded = f"^{text}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def _explain_peeling(asked: _Form, form: _Form, known: str) -> str:
    if not form.cost:
        return f"{asked.peeled}与“{known}”一致。"
    if not asked.cost:
        return f"“{known}”{form.peeled}与“{asked.text}”一致。"
    return f"{asked.peeled}，与“{known}”{form.peeled}一致。"


def _explain_shortening(short: str, full: str, score: int) -> str:
    if score == _OPENING:
        return f"“{short}”与“{full}”的开头一致，像是它的简称。"
    return f"“{short}”的字依次出现在“{full}”里，像是它的简称。"
