"""Entry checks: what about a figure has to be explained or mended before it is sent."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from jiangong.domains.reporting.choices import Doubt, EntryMode
from jiangong.domains.reporting.models import Report
from jiangong.domains.reporting.queries.evidence import goals_with_evidence
from jiangong.domains.reporting.queries.lines import Line
from jiangong.lib.amounts import plain

USUAL_JUMP = 50  # per cent
FEW = 5  # from one to two is no jump: the change has to be this many steps of the last place
Finding = dict[str, str]


def findings_of(
    line: Line, stated: Decimal, said: Mapping[int, Decimal], *, has_evidence: bool
) -> list[Finding]:
    """Everything found about one figure; ``said`` are the figures of the whole sheet by goal."""
    if line.mode == EntryMode.DERIVED:
        return []
    found = [*_against_known(line, stated), *_bounds(line, stated), *_cross(line, stated, said)]
    if line.expectation and line.expectation.needs_evidence and stated and not has_evidence:
        found.append((Doubt.NO_EVIDENCE, "要求附佐证材料，还没有上传。"))
    return [{"kind": kind.value, "text": text} for kind, text in found]


def findings_by_goal(
    lines: Iterable[Line], said: Mapping[int, Decimal], proven: Collection[int]
) -> dict[int, list[Finding]]:
    """What is found about every figure of a sheet; ``proven`` are the goals with something to show for them."""
    return {
        line.key: findings_of(line, said[line.key], said, has_evidence=line.key in proven)
        for line in lines
        if line.key in said
    }


def wants_evidence(lines: Iterable[Line]) -> bool:
    return any(one.expectation is not None and one.expectation.needs_evidence for one in lines)


def look_at_draft(report: Report, lines: Collection[Line]) -> None:
    """Hold what a draft says against what is known now: the sheet shows it before anybody sends it."""
    said = {one.key: one.stated for one in lines if one.stated is not None}
    proven = goals_with_evidence(report) if said and wants_evidence(lines) else set()
    found = findings_by_goal(lines, said, proven)
    for one in lines:
        one.findings = found.get(one.key, [])


def _against_known(line: Line, stated: Decimal) -> Iterator[tuple[Doubt, str]]:
    """What a ledger says needs no further check; anything else is held against it, the month before, the target."""
    unit = line.indicator.unit
    if line.known is not None:
        if stated == line.known:
            return
        name = "台账" if line.mode == EntryMode.LEDGER else "下级填报"
        gap = stated - line.known
        sign = "多" if gap > 0 else "少"
        yield Doubt.DIFFERENCE, f"{name}是{plain(line.known)}{unit}，{sign}{plain(abs(gap))}{unit}。"
    yield from _jump(line, stated)
    total = line.total_with(stated)
    if stated and line.target and total > line.target:
        rate = round(total * 100 / line.target)
        yield (
            Doubt.OVER_TARGET,
            f"累计{plain(total)}{unit}，超过任务数{plain(line.target)}{unit}（{rate}%）。",
        )


def _jump(line: Line, stated: Decimal) -> Iterator[tuple[Doubt, str]]:
    most = line.expectation.jump_percent if line.expectation else USUAL_JUMP
    if not most or not line.previous:
        return
    change = (stated - line.previous) * 100 / line.previous
    if abs(change) > most and abs(stated - line.previous) >= Decimal(FEW).scaleb(-line.indicator.decimals):
        word = "增加" if change > 0 else "减少"
        yield (
            Doubt.JUMP,
            f"比上期{plain(line.previous)}{line.indicator.unit}{word}{round(abs(change))}%。",
        )


def _bounds(line: Line, stated: Decimal) -> Iterator[tuple[Doubt, str]]:
    rule, unit = line.expectation, line.indicator.unit
    if rule is None:
        return
    if rule.minimum is not None and stated < rule.minimum:
        yield Doubt.TOO_LOW, f"低于规定的下限{plain(rule.minimum)}{unit}。"
    if rule.maximum is not None and stated > rule.maximum:
        yield Doubt.TOO_HIGH, f"高于规定的上限{plain(rule.maximum)}{unit}。"


def _cross(line: Line, stated: Decimal, said: Mapping[int, Decimal]) -> Iterator[tuple[Doubt, str]]:
    rule = line.expectation
    if rule is None or rule.not_above_id is None:
        return
    other = said.get(rule.not_above_id)
    if other is not None and stated > other:
        yield Doubt.CROSS, f"不应超过“{rule.not_above}”的{plain(other)}。"
