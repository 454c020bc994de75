"""What the look of a Word paragraph says about it: a heading by its style, bold throughout, a red head."""

import re

from lxml.etree import _Element

from jiangong.lib.officialdoc.composing import BOLD, HEAD
from jiangong.lib.officialdoc.sources.numbering import W

_NAMED = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_RED = re.compile(r"[A-F][0-9A-F][0-3][0-9A-F][0-3][0-9A-F]", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


class Looks:
    """Ranks of paragraphs, styles considered."""

    def __init__(self, styles: _Element | None) -> None:
        self._ranks: dict[str, int] = {}
        for style in styles.findall(f"{W}style") if styles is not None else ():
            name = style.find(f"{W}name")
            found = _NAMED.match(name.get(f"{W}val", "")) if name is not None else None
            rank = int(found[1]) if found else _outline(style.find(f"{W}pPr"))
            if rank:
                self._ranks[style.get(f"{W}styleId", "")] = rank

    def rank(self, paragraph: _Element) -> int:
        """0 for plain text."""
        properties = paragraph.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        rank = _outline(properties) or (
            self._ranks.get(style.get(f"{W}val", ""), 0) if style is not None else 0
        )
        if rank:
            return rank
        runs = [
            run
            for run in paragraph.iter(f"{W}r")
            if any((text.text or "").strip() for text in run.iter(f"{W}t"))
        ]
        if runs and all(_is_red(run) for run in runs):
            return HEAD
        return BOLD if runs and all(_is_bold(run) for run in runs) else 0


def _outline(properties: _Element | None) -> int:
    level = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = level.get(f"{W}val", "") if level is not None else ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _is_red(run: _Element) -> bool:
    color = run.find(f"{W}rPr/{W}color")
    return color is not None and bool(_RED.fullmatch(color.get(f"{W}val", "")))


def _is_bold(run: _Element) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val", "1") not in _OFF
