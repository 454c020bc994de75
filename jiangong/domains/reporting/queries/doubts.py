"""Which reports are not let through with the rest, and why."""

from collections.abc import Collection

from jiangong.domains.reporting.choices import EntryMode
from jiangong.domains.reporting.models import Report
from jiangong.domains.reporting.queries.lines import Line, lines_of
from jiangong.lib.amounts import plain


def held_out(reports: Collection[Report]) -> dict[int, str]:
    """By report the sentence that holds it out of a bulk approval."""
    lines = lines_by_window(reports)
    found = {one.pk: why_doubtful(one, lines.get(one.pk, ())) for one in reports}
    return {key: text for key, text in found.items() if text}


def lines_by_window(reports: Collection[Report]) -> dict[int, list[Line]]:
    """The lines of reports of several windows, a constant number of queries for each window."""
    groups: dict[int, list[Report]] = {}
    for one in reports:
        groups.setdefault(one.window_id, []).append(one)
    return {key: lines for group in groups.values() for key, lines in lines_of(group).items()}


def why_doubtful(report: Report, lines: Collection[Line]) -> str:
    """What a person has to look at in this report; empty when nothing."""
    said = []
    if turned := [one for one in lines if has_turned(one)]:
        mode = turned[0].mode.label
        said.append(f"报送后“{turned[0].goal}”的数据来源改为{mode}，表里的数不计入，请按新的来源重报")
    if report.doubts:
        said.append(f"有{report.doubts}项说明了差异或异常")
    if report.on_behalf and report.confirmed_at is None:
        said.append("代填，本单位还没有确认")
    if moved := [one for one in lines if has_moved(one) and not has_turned(one)]:
        first = moved[0]
        before = plain(first.entry.known) if first.entry and first.entry.known is not None else "—"
        now = plain(first.known) if first.known is not None else "—"
        said.append(f"报送后台账有变化：{first.goal}由{before}变为{now}")
    return "；".join(said) + "。" if said else ""


def has_turned(line: Line) -> bool:
    """Whether the figure comes from somewhere else since the unit said its word."""
    return line.entry is not None and line.entry.stated is not None and line.entry.mode != line.mode


def has_moved(line: Line) -> bool:
    """Whether what is known has changed since the unit said its word."""
    if line.entry is None or line.entry.stated is None or line.mode == EntryMode.DERIVED:
        return False
    return line.entry.known != line.known
