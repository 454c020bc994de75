"""Figures of many units at once, from a file: only the cells somebody chose, only where nobody was faster."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions.filling import Filling, Statement, save_report
from jiangong.domains.reporting.actions.reviewing import keep_for_unit
from jiangong.domains.reporting.models import Report, Window
from jiangong.domains.reporting.queries.exchange import shown_value
from jiangong.domains.reporting.queries.lines import lines_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell of the file and what stood here when it was compared."""

    report_id: int
    goal_id: int
    theirs: Decimal | None
    now: Decimal | None


@transaction.atomic
def take_in(window: Window, reports: Collection[Report], cells: Collection[Taken], *, actor: Actor) -> int:
    """Write the chosen cells into drafts; how many reports they touch."""
    chosen: dict[int, list[Taken]] = {}
    for one in cells:
        chosen.setdefault(one.report_id, []).append(one)
    touched = [one for one in reports if one.pk in chosen]
    lines = lines_of(touched)
    for report in touched:
        now = {one.key: one for one in lines[report.pk]}
        mine = [one for one in chosen[report.pk] if one.goal_id in now]
        for cell in mine:
            if shown_value(now[cell.goal_id]) != cell.now:
                raise Conflict(
                    f"{report.organization}的“{now[cell.goal_id].goal}”刚被别人修改，请重新导入核对。"
                )
        explained = {key: line.explanation for key, line in now.items()}
        said = tuple(Statement(one.goal_id, one.theirs, explained[one.goal_id]) for one in mine)
        keep = save_report if rules.is_own(report, actor) else keep_for_unit
        keep(report, Filling(said, report.note), actor=actor)
    record(actor, "reporting.window.take_in", window, reports=len(touched), cells=len(cells))
    return len(touched)
