"""Every stored score, figure from data and rank against what it was reckoned from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jiangong.domains.assessments.choices import SheetState
from jiangong.domains.assessments.models import Reckoning, Result, ResultRow, RubricItem, Sheet
from jiangong.domains.assessments.queries.results import digest_of, places_from
from jiangong.domains.assessments.queries.sheets import signed_total
from jiangong.lib.reckoning import Rule, reckon

WHY = "verified for everybody"
SHOWN = 20


@dataclass
class Verification:
    """What was reckoned again, and what differed."""

    sheets: int = 0
    reckonings: int = 0
    results: int = 0
    rows: int = 0
    differing: list[str] = field(default_factory=list)

    @property
    def whole(self) -> int:
        return self.sheets + self.reckonings + self.rows


def verify_scores() -> Verification:
    """Totals from marks, data scores from figures, results and their rows from the inputs stored with them."""
    found = Verification()
    found.differing += _sheets(found)
    found.differing += _reckonings(found)
    found.differing += _results(found)
    return found


def _sheets(found: Verification) -> Iterator[str]:
    signs = {str(one.pk): one.sign for one in RubricItem.objects.only("pk", "kind")}
    rows = Sheet.objects.ungated(WHY).filter(state=SheetState.SUBMITTED)
    for pk, marks, total in rows.values_list("pk", "marks", "total").iterator():
        found.sheets += 1
        right = signed_total(marks, signs)
        if right != total:
            yield f"评分表{pk}：留存总分{total}，应为{right}"


def _reckonings(found: Verification) -> Iterator[str]:
    for one in Reckoning.objects.all().iterator():
        found.reckonings += 1
        right = reckon(rule_from(one.rule), one.value, one.target)
        if right.points != one.points or right.words != one.words:
            yield f"数据得分{one.pk}：留存{one.points}，应为{right.points}"


def _results(found: Verification) -> Iterator[str]:
    for result in Result.objects.ungated(WHY).order_by("pk").iterator():
        found.results += 1
        places = places_from(result.inputs)
        if digest_of(result.inputs, places) != result.digest:
            yield f"考评结果{result.pk}：内容摘要不符"
        kept = {one.subject_id: one for one in ResultRow.objects.ungated(WHY).filter(result=result)}
        if kept.keys() != {place.standing.subject for place in places}:
            yield f"考评结果{result.pk}：留存{len(kept)}个名次，应为{len(places)}个"
        for place in places:
            found.rows += 1
            row = kept.get(int(place.standing.subject))
            if row is not None:
                yield from _differences(row, place.values)


def _differences(row: ResultRow, right: dict[str, Any]) -> Iterator[str]:
    for name, value in right.items():
        if (held := getattr(row, name)) != value:
            yield f"考评名次{row.pk}：{name}留存{held}，应为{value}"


def rule_as_values(rule: Rule) -> dict[str, Any]:
    """A formula as it is stored with what it came to."""
    return {
        "kind": rule.kind,
        "most": str(rule.most),
        "unit": rule.unit,
        "each": None if rule.each is None else str(rule.each),
        "steps": [[str(least), str(points)] for least, points in rule.steps],
    }


def rule_from(kept: dict[str, Any]) -> Rule:
    return Rule(
        kept["kind"],
        Decimal(kept["most"]),
        kept["unit"],
        None if kept["each"] is None else Decimal(kept["each"]),
        tuple((Decimal(least), Decimal(points)) for least, points in kept["steps"]),
    )
