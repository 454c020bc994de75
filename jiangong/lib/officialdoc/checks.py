"""What a table or a rubric says about itself: sums, totals, points, units listed twice."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jiangong.lib.officialdoc.gaps import Gap, explain_gap
from jiangong.lib.officialdoc.points import sum_of
from jiangong.lib.officialdoc.reading import Allocation, Finding, RubricGroup
from jiangong.lib.officialdoc.rubrics import Score
from jiangong.lib.officialdoc.tables import Ledger
from jiangong.lib.officialdoc.wording import quoted


def check_tables(ledgers: Sequence[Ledger], usual_units: Sequence[str] = ()) -> Iterator[Finding]:
    """Findings of every allocation table, those that need the others included."""
    tables = [ledger.allocation for ledger in ledgers]
    for ledger in ledgers:
        table = ledger.allocation
        gap = explain_gap(table, tables, usual_units)
        yield from _sums(table, gap)
        for name, span, wrong in ledger.subtotals:
            columns = "；".join(
                f"{quoted(table.columns[number].name)}写{stated}，相加{computed}"
                for number, stated, computed in wrong
            )
            yield Finding(
                "sum_mismatch", f"{_called(table)}的{quoted(name)}与所属各行不符：{columns}。请核对。", span
            )
        if ledger.unlabelled:
            yield Finding(
                "unnamed_row",
                f"{_called(table)}最后一行没有单位名称，按合计处理，请确认。",
                ledger.unlabelled,
            )
        for row in ledger.duplicates:
            yield Finding(
                "duplicate_unit",
                f"{_called(table)}里{quoted(row.organization)}出现了不止一次，请核对。",
                row.span,
            )
        for text, span in ledger.unreadable:
            yield Finding(
                "cell_unreadable",
                f"{_called(table)}有一格“{text[:20]}”不是数字，按空白处理，请核对。",
                span,
            )
        if gap.missing:
            names = "、".join(gap.missing)
            yield Finding(
                "missing_unit",
                f"{_called(table)}没有列出{names}，而同类的表里有，请确认是否遗漏。{_advice(gap)}",
                table.span,
            )


def _sums(table: Allocation, gap: Gap) -> Iterator[Finding]:
    wrong = [
        number for number, value in enumerate(table.difference) if value is not None and Decimal(value) != 0
    ]
    if wrong:
        columns = "；".join(
            f"{quoted(table.columns[number].name)}合计写{table.stated_total[number]}，各单位相加{table.computed_total[number] or 0}，差{table.difference[number]}"
            for number in wrong
        )
        yield Finding(
            "sum_mismatch",
            f"{_called(table)}的合计与各单位之和不符：{columns}。请核对。{_advice(gap)}",
            table.span,
        )


def _advice(gap: Gap) -> str:
    if not gap.fills:
        return ""
    best = gap.fills[0]
    shares = "，".join(
        f"{quoted(name)}{'、'.join(value or '—' for value in values)}" for name, values in best.shares
    )
    return f"可能的补法：{shares}。"


def _called(table: Allocation) -> str:
    return f"《{table.title or '任务分解表'}》"


def check_rubrics(scores: Sequence[Score]) -> Iterator[Finding]:
    """Items against their group, groups against the total."""
    for score in scores:
        rubric = score.rubric
        for group, span in zip(rubric.groups, score.spans, strict=True):
            total = _items_total(group)
            if total is not None and group.points is not None and Decimal(total) != Decimal(group.points):
                yield Finding(
                    "rubric_mismatch",
                    f"《{rubric.title or '评分标准'}》中{quoted(group.name)}写{group.points}分，各项相加{total}分，请核对。",
                    span,
                )
        if score.stated is not None:
            yield from _total(score)


def _items_total(group: RubricGroup) -> str | None:
    """None when an item has no points: then the sum says nothing."""
    points = [item.points for item in group.items]
    return (
        sum_of(points)
        if points
        and all(point is not None for point in points)
        and not any(point and point.startswith("-") for point in points)
        else None
    )


def _total(score: Score) -> Iterator[Finding]:
    from_groups = [group.points for group in score.rubric.groups]
    sums = {sum_of(from_groups), sum_of(score.counted())}
    if any(total is not None for total in sums) and not any(
        total is not None and Decimal(total) == Decimal(score.stated or 0) for total in sums
    ):
        counted = sum_of(score.counted())
        yield Finding(
            "rubric_mismatch",
            f"《{score.rubric.title or '评分标准'}》总分写{score.stated}分，各部分相加{counted}分，请核对。",
            score.rubric.span,
        )
