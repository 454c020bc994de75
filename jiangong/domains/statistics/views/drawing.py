"""What stands on boards by the hundred, written by functions: bars, matrix cells, tiles, cards, charts."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString

from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.queries.board import Board, BoardCell, BoardGoal, BoardRow, records_url
from jiangong.domains.statistics.queries.pace import NOTHING, percent_text
from jiangong.domains.statistics.queries.tiles import TileBand
from jiangong.kit.ui.marks import Mark, icon, state, written
from jiangong.lib.amounts import displayed, shown
from jiangong.lib.dates import format_iso

SIGNS = {Stage.DONE: "✓ ", Stage.SLOW: "△ ", Stage.BEHIND: "▲ "}
ICONS = {Stage.DONE: "check", Stage.SLOW: "clock", Stage.BEHIND: "alert-triangle"}
UnitUrl = Callable[[int], str]


def mark(cell: BoardCell) -> Mark:
    return Mark(cell.word, cell.stage if cell.stage != Stage.NONE else "mute", ICONS.get(cell.stage, ""))


def bar(cell: BoardCell, goal: BoardGoal) -> str:
    """Completion with the thin line of time elapsed; attributes only, as the policy wants it."""
    done = min(max(cell.percent or Decimal(0), Decimal(0)), Decimal(100))
    tone = "" if cell.stage in (Stage.NORMAL, Stage.NONE) else f" bar--{cell.stage}"
    at = f"{goal.yardstick.pace:.1f}"
    return (
        f'<svg class="bar{tone}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="bar__t" y="2.5" width="100" height="5"/>'
        f'<rect class="bar__v" y="2.5" width="{done:.1f}" height="5"/>'
        f'<line class="bar__m" x1="{at}" x2="{at}" y1="0" y2="10"/></svg>'
    )


def amount_text(amount: Decimal | None, goal: BoardGoal) -> str:
    return displayed(amount, goal.decimals)


def opened(text: str, url: str, css: str = "", title: str = "") -> str:
    """A door where there is something behind it."""
    said = f' title="{written(title)}"' if title else ""
    classes = f' class="{css}"' if css else ""
    if not url:
        return f"<span{classes}{said}>{text}</span>"
    return f'<a{classes} href="{written(url)}"{said}>{text}</a>'


def figure_cards(board: Board, current: BoardGoal | None) -> SafeString:
    """The plan's own figures; every card opens its records."""
    return SafeString(
        "".join(
            _card(goal, cell, board.root_id, goal == current)
            for goal, cell in zip(board.goals, board.head.cells, strict=True)
        )
    )


def _card(goal: BoardGoal, cell: BoardCell, organization: int, is_current: bool) -> str:
    asked = f"/ {shown(cell.target)}{written(goal.unit)}" if cell.is_assigned else written(goal.unit)
    drawn = bar(cell, goal) if cell.is_assigned else ""
    foot = state(mark(cell)).replace('class="st', 'class="tiny st', 1)
    return (
        f'<a href="{written(records_url(goal, organization))}" class="card fig" title="{written(goal.label)}，打开记录">'
        f'<span class="fig__label"><span class="fig__name">{written(goal.name)}</span>{icon("arrow-up-right")}</span>'
        f'<span class="fig__value">{amount_text(cell.amount, goal)}<small>{asked}</small></span>{drawn}'
        f'<span class="fig__foot"><span>{percent_text(cell.percent)}</span>{foot}</span></a>'
    )


def figure_lines(pairs: Iterable[tuple[BoardGoal, BoardCell]], organization: int) -> SafeString:
    """The same as a compact list."""
    return SafeString("".join(_line(goal, cell, organization) for goal, cell in pairs))


def _line(goal: BoardGoal, cell: BoardCell, organization: int) -> str:
    asked = f" / {shown(cell.target)}" if cell.is_assigned else ""
    drawn = bar(cell, goal) if cell.is_assigned else ""
    return (
        f'<li><a href="{written(records_url(goal, organization))}"><span class="figlist__name"><span>{written(goal.name)}</span>{state(mark(cell))}</span>'
        f'<span class="num"><b>{amount_text(cell.amount, goal)}</b><span class="muted">{asked}{written(goal.unit)}</span>'
        f"</span>{drawn}</a></li>"
    )


def matrix_rows(
    board: Board, rows: Iterable[BoardRow], current: BoardGoal | None, unit_url: UnitUrl, is_banded: bool
) -> SafeString:
    """Units of the board, each band under its name, or in the order the reader asked for."""
    parts: list[str] = []
    on = board.goals.index(current) if current in board.goals else 0
    sizes = Counter(row.band for row in board.rows) if is_banded else Counter()
    above = ""
    for row in rows:
        if row.band != above and sizes[row.band]:
            parts.append(
                f'<tr class="mgrp"><th colspan="{len(board.goals) + 1}" scope="rowgroup">'
                f"{written(row.band)}　{sizes[row.band]}家</th></tr>"
            )
        above = row.band
        parts.append(_matrix_row(row, board.goals, on, unit_url))
    return SafeString("\n".join(parts))


def _matrix_row(row: BoardRow, goals: tuple[BoardGoal, ...], on: int, unit_url: UnitUrl) -> str:
    key = row.organization_id
    name = f'<a href="{written(unit_url(key))}">{written(row.name)}</a>' if key else written(row.name)
    cells = (
        f'<td class="on">{_matrix_cell(row, goal, cell)}</td>'
        if place == on
        else f"<td>{_matrix_cell(row, goal, cell)}</td>"
        for place, (goal, cell) in enumerate(zip(goals, row.cells, strict=True))
    )
    return f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'


def _matrix_cell(row: BoardRow, goal: BoardGoal, cell: BoardCell) -> str:
    url = records_url(goal, row.organization_id) if row.organization_id else ""
    title = f"{row.name}·{goal.name}：{cell.word}"
    checked = ""
    if cell.verified is not None:
        url = reverse("supervision:visit_detail", args=[cell.verified.visit_id])
        then, now = (amount_text(one, goal) for one in (cell.verified.reported, cell.reported))
        title += f"；{format_iso(cell.verified.ends_on)}核实，当时上报{then}，现在上报{now}"
        checked, goal = '<em class="verified">核</em>', goal.on(cell.verified.ends_on)
    if not cell.is_assigned:
        if not cell.amount:
            return f'<span class="nil" title="{written(title)}">{NOTHING}</span>'
        inner = (
            f'<span class="v">{checked}{amount_text(cell.amount, goal)}</span><span class="s">未分配</span>'
        )
        return opened(inner, url, title=title)
    tone = "" if cell.stage == Stage.NORMAL else cell.stage
    rate = percent_text(cell.percent) if cell.percent is not None else written(cell.word)
    inner = (
        f'<span class="v">{checked}{amount_text(cell.amount, goal)}<i>/{amount_text(cell.target, goal)}</i></span>'
        f'<span class="s s--{tone}">{SIGNS.get(cell.stage, "")}{rate}</span>{bar(cell, goal)}'
    )
    return opened(inner, url, title=title)


def tile_map(
    bands: Iterable[TileBand], goal: BoardGoal, rates: Mapping[str, str] | None = None
) -> SafeString:
    """One tile for each unit; districts as they lie, where that is known; each band with its own percentage."""
    parts = []
    for band in bands:
        note = "　按方位" if band.is_placed else ""
        rate = f"<b>{written(rates[band.label])}</b>" if rates and rates[band.label] != NOTHING else ""
        parts.append(f'<p class="tiles__cap"><span>{written(band.label)}{note}</span>{rate}</p>')
        parts.append(f'<div class="tiles tiles--{band.width}">')
        parts += [_tile(tile.row, tile.cell, goal) for tile in band.tiles]
        parts.append("</div>")
    return SafeString("".join(parts))


def _tile(row: BoardRow | None, cell: BoardCell | None, goal: BoardGoal) -> str:
    if row is None or cell is None:
        return '<span class="tile tile--sp" aria-hidden="true"></span>'
    if not cell.is_assigned:
        tone, figure = "tile--nil", written(cell.word)
    else:
        tone = "" if cell.stage == Stage.NORMAL else f"tile--{cell.stage}"
        sign = icon(ICONS[cell.stage], label=cell.word) if cell.stage in ICONS else ""
        figure = (percent_text(cell.percent) if cell.percent is not None else written(cell.word)) + sign
    url = records_url(goal, row.organization_id) if row.organization_id else ""
    text = f'<span class="tile__name">{written(row.name)}</span><b>{figure}</b>'
    done = "" if cell.is_assigned or not cell.amount else f"，已有{amount_text(cell.amount, goal)}{goal.unit}"
    return opened(text, url, f"tile {tone}".strip(), f"{row.name}：{cell.word}{done}")


def wall_lines(pairs: Iterable[tuple[BoardGoal, BoardCell]]) -> SafeString:
    """The plan's own figures for a wall: nothing to click."""
    return SafeString("".join(_wall_line(goal, cell) for goal, cell in pairs))


def _wall_line(goal: BoardGoal, cell: BoardCell) -> str:
    asked = f" / {shown(cell.target)}" if cell.is_assigned else ""
    drawn = bar(cell, goal) if cell.is_assigned else ""
    return (
        f'<li><span class="wall__name"><span>{written(goal.name)}</span>{state(mark(cell))}</span>'
        f'<span class="num"><b>{amount_text(cell.amount, goal)}</b><span class="muted">{asked}{written(goal.unit)}</span>'
        f"</span>{drawn}</li>"
    )
