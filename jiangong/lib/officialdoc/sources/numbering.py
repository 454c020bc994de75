"""Automatic list numbers of a Word document, written out: the text alone does not hold them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from jiangong.lib.officialdoc.numbers import to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_CHINESE_FORMATS = frozenset((
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting",
    "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanDigital2",
))  # fmt: skip
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_MOST_LEVELS = 9


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1

    def shown(self, number: int) -> str:
        if self.form in _CHINESE_FORMATS:
            return to_chinese(number) if 0 < number < 10_000 else str(number)
        if self.form in _CIRCLED and 1 <= number <= 20:
            return chr(0x245F + number)
        if self.form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
            return chr((64 if self.form == "upperLetter" else 96) + number)
        if self.form == "decimalZero":
            return f"{number:02d}"
        return str(number)


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstracts: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _opened: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: _Element | None, styles: _Element | None) -> "Numbering":
        found = cls()
        abstract: dict[str, dict[int, Level]] = {}
        for element in numbering.findall(f"{W}abstractNum") if numbering is not None else ():
            abstract[element.get(f"{W}abstractNumId", "")] = {
                _index(each): _level(each) for each in element.findall(f"{W}lvl")
            }
        for element in numbering.findall(f"{W}num") if numbering is not None else ():
            number, base = element.get(f"{W}numId", ""), _value(element.find(f"{W}abstractNumId"))
            found.levels[number] = dict(abstract.get(base, {}))
            found.abstracts[number] = base
            for override in element.findall(f"{W}lvlOverride"):
                found._override(number, override)
        for style in styles.findall(f"{W}style") if styles is not None else ():
            if (reference := _reference(style.find(f"{W}pPr"))) is not None:
                found.styles[style.get(f"{W}styleId", "")] = reference
        return found

    def label(self, properties: _Element | None) -> str:
        """The number in front of a paragraph with these properties, "" when it has none."""
        reference = _reference(properties)
        if reference is None and properties is not None:
            reference = self.styles.get(_value(properties.find(f"{W}pStyle")))
        if reference is None or reference[0] == "0":
            return ""
        number, depth = reference
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counts = self._count(number, depth, levels)
        return _PLACE.sub(lambda place: _part(int(place[1]) - 1, counts, levels), level.text)

    def _count(self, number: str, depth: int, levels: Mapping[int, Level]) -> list[int | None]:
        """Lists of one abstract definition go on counting together unless a start is overridden."""
        key = self.abstracts.get(number, number)
        counts = self._counts.setdefault(key, [None] * _MOST_LEVELS)
        if (number, depth) in self._opened:
            self._opened.discard((number, depth))
            counts[depth] = None
        current = counts[depth]
        counts[depth] = levels[depth].start if current is None else current + 1
        counts[depth + 1 :] = [None] * (_MOST_LEVELS - depth - 1)
        return counts

    def _override(self, number: str, override: _Element) -> None:
        depth = _index(override)
        if (level := override.find(f"{W}lvl")) is not None:
            self.levels[number][depth] = _level(level)
        if (start := override.find(f"{W}startOverride")) is not None:
            base = self.levels[number].get(depth, Level())
            self.levels[number][depth] = Level(base.form, base.text, _number(_value(start), 1))
            self._opened.add((number, depth))


def _part(depth: int, counts: list[int | None], levels: Mapping[int, Level]) -> str:
    level = levels.get(depth, Level())
    count = counts[depth] if 0 <= depth < _MOST_LEVELS else None
    return level.shown(level.start if count is None else count)


def _level(element: _Element) -> Level:
    form = _value(element.find(f"{W}numFmt")) or "decimal"
    return Level(form, _value(element.find(f"{W}lvlText")), _number(_value(element.find(f"{W}start")), 1))


def _reference(properties: _Element | None) -> tuple[str, int] | None:
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None or found.find(f"{W}numId") is None:
        return None
    return _value(found.find(f"{W}numId")), min(_number(_value(found.find(f"{W}ilvl")), 0), _MOST_LEVELS - 1)


def _index(element: _Element) -> int:
    return min(max(_number(element.get(f"{W}ilvl", "0"), 0), 0), _MOST_LEVELS - 1)


def _value(element: _Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
