"""Small marks that stand on a page by the hundred: icons, states, badges, cells and rows of a table.

They are written by functions because a template for each costs more than the rest of the page; nobody else
writes this markup. Whatever is not markup already is escaped by ``written``, as a template would.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString

TONE_ICONS = {
    "ok": "check",
    "warn": "clock",
    "crit": "alert-triangle",
    "info": "info-circle",
    "gold": "award",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A state ready to be drawn: word, tone and icon together, because colour alone says nothing."""

    label: str
    tone: str
    icon: str


def written(value: object) -> str:
    """A value as ``{{ value }}`` writes it."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """One icon of the sprite; decorative unless it is given a label."""
    classes = f"icon {written(css)}".strip()
    spoken = f'role="img" aria-label="{written(label)}"' if label else 'aria-hidden="true"'
    source = f"{static('ui/icons.svg')}#i-{name}"
    return SafeString(f'<svg class="{classes}" {spoken}><use href="{written(source)}"/></svg>')


def mark_of(mark: Any, tone: str = "", sign: str = "") -> Mark:
    """A word, or anything with label, tone and icon (a head's Badge, a stage)."""
    label = getattr(mark, "label", mark)
    tone = tone or getattr(mark, "tone", "") or "plain"
    return Mark(label, tone, sign or getattr(mark, "icon", "") or TONE_ICONS.get(tone, ""))


def badge(mark: Mark) -> SafeString:
    """A state in a page header."""
    plain = " badge--plain" if not mark.icon and mark.tone != "plain" else ""
    return SafeString(f'<span class="badge badge--{written(mark.tone)}{plain}">{_labelled(mark)}</span>')


def state(mark: Mark) -> SafeString:
    """A state in a dense place: table cells, lists."""
    return SafeString(f'<span class="st st--{written(mark.tone)}">{_labelled(mark)}</span>')


def _labelled(mark: Mark) -> str:
    return f"{icon(mark.icon) if mark.icon else ''}{written(mark.label)}"


def cell(shown: Any, row_url: str = "") -> SafeString:
    """A ``kit.listing`` Cell; ``row_url`` makes its text the link that opens the row."""
    text = written(shown.text)
    if row_url and not shown.url:
        text = f'<a class="strong" href="{written(row_url)}">{text}</a>'
    elif shown.tone:
        text = state(mark_of(shown.text, shown.tone, shown.icon))
    elif shown.url:
        text = f'<a class="link" href="{written(shown.url)}">{text}</a>'
    return SafeString(f'{text}<span class="sub">{written(shown.sub)}</span>' if shown.sub else text)


def rows(table: Any, selectable: bool = False) -> SafeString:
    """Every row of a ``kit.listing`` Table; on phones a cell says its column's name itself."""
    openings = [
        f'<td class="{written(column.css)}"'
        + ("" if column.is_title else f' data-l="{written(column.label)}"')
        + ">"
        for column in table.bound
    ]
    return SafeString("\n".join(_row(row, openings, selectable) for row in table.rows))


def _row(row: Any, openings: Iterable[str], selectable: bool) -> str:
    parts = ["<tr>"]
    if selectable:
        name = f"选择{written(row.cells[0].text)}"
        parts = [
            '<tr aria-selected="false"><td class="chk"><input type="checkbox" form="bulk" name="selected" ',
            f'value="{written(row.pk)}" aria-label="{name}"></td>',
        ]
    url = row.url
    for opening, shown in zip(openings, row.cells, strict=False):
        parts += (opening, cell(shown, url), "</td>")
        url = ""  # the first cell leads to the row
    parts.append("</tr>")
    return "".join(parts)
