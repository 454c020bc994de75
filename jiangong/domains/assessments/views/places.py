"""The rows of a ranking, written by a function: a thousand of them stand on one page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from jiangong.domains.assessments.models import Round
from jiangong.domains.assessments.queries.printing import remark
from jiangong.kit.ui.marks import written

Row = dict[str, Any]
ASIDE = "num only-desk"  # on a phone the page of the subject tells it


@dataclass(frozen=True, slots=True)
class PlaceColumn:
    """One column behind rank and name; on phones a cell says its column's name itself."""

    label: str
    text: Callable[[Row], str]
    css: str = "num"
    strong: bool = False


def columns_of(one: Round) -> tuple[PlaceColumn, ...]:
    """The official figure, what stands beside it, and the stages this round had."""
    found = [
        PlaceColumn("得分", lambda row: one.written(row["official"]), strong=True),
        PlaceColumn("平均分", lambda row: one.written(row["mean"]), ASIDE),
        PlaceColumn("校正分", lambda row: one.written(row["normalised"]), ASIDE),
    ]
    if one.self_until:
        found.append(PlaceColumn("自评", lambda row: one.written(row["self_total"])))
    if one.first_until:
        found.append(PlaceColumn("初评", lambda row: one.written(row["first_total"])))
    found += [
        PlaceColumn("评分", lambda row: f"{row['sheets']}份", ASIDE),
        PlaceColumn("总名次", lambda row: str(row["rank"] or "—")),
        PlaceColumn("备注", lambda row: remark(row, one), css=""),
    ]
    return tuple(found)


def written_places(rows: Iterable[Row], columns: Sequence[PlaceColumn]) -> SafeString:
    """Rank, name and every column of each row; a remark takes a line of its own on phones, none takes none."""
    before, after = written(reverse("assessments:subject_detail", args=[0])).split("0")
    openings = [f'<td class="{column.css}" data-l="{written(column.label)}">' for column in columns]
    parts: list[str] = []
    for row in rows:
        rank = f'<span class="rankno">{row["group_rank"]}</span>' if row["group_rank"] else "—"
        parts += (
            f'<tr><td class="num corner">{rank}</td><td class="title">'
            f'<a class="link" href="{before}{row["subject_id"]}{after}">{written(row["name"])}</a></td>'
        )
        for column, opening in zip(columns, openings, strict=True):
            text = written(column.text(row))
            if not column.css:
                opening = opening.replace('class=""', 'class="wide"' if text else 'class="only-desk"')
                text = text or "—"
            parts += (opening, f"<b>{text}</b>" if column.strong else text, "</td>")
        parts.append("</tr>")
    return SafeString("".join(parts))
