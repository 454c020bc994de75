"""The body of a notice against its annexes, and against itself."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiangong.domains.plans.choices import Operator
from jiangong.domains.plans.queries.findings.figures import in_unit, is_same_subject, magnitude
from jiangong.domains.plans.queries.findings.finding import Finding
from jiangong.lib.amounts import shown
from jiangong.lib.names import normalize

_QUOTES = str.maketrans("", "", "“”‘’\"'《》·、，,")
_ALIKE = 0.5  # share of common characters from which two titles mean the same annex


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with its total as the annex states it."""

    plan: int | None
    name: str
    unit: str
    total: Decimal | None
    span: tuple[int, int]


def annex_findings(result: dict[str, Any]) -> Iterator[Finding]:
    """Numbers, units and titles that differ between the text and its tables."""
    columns = list(_columns(result))
    for target in result.get("targets") or ():
        if target.get("value") is None or target.get("per"):
            continue
        for column in columns:
            if column.plan == target.get("plan") and (sentence := _difference(target, column)):
                yield Finding(
                    f"annex:{target['span'][0]}:{column.name}",
                    "annex",
                    sentence,
                    blocking=False,
                    facts=sentence,
                    places=(tuple(target["span"]), column.span),
                )
    yield from _titles(result)


def _columns(result: dict[str, Any]) -> Iterator[_Column]:
    for table in result.get("tables") or ():
        sums = [table.get("stated_total") or [], table.get("computed_total") or []]
        for place, column in enumerate(table["columns"]):
            stated = next((one[place] for one in sums if place < len(one) and one[place] is not None), None)
            total = Decimal(stated) if stated is not None else None
            span = tuple(table["span"])
            yield _Column(table.get("plan"), column["name"] or "", column["unit"] or "", total, span)


def _difference(target: dict[str, Any], column: _Column) -> str:
    """How the text and the column disagree, as a sentence, or nothing."""
    value, unit = Decimal(target["value"]), target.get("unit") or ""
    if column.total is None:
        return ""
    said, tabled = magnitude(unit), magnitude(column.unit)
    written = f"正文写“{target['text']}”，附表“{column.name}”合计{shown(column.total)}{column.unit}"
    if said.base == tabled.base:
        if not is_same_subject(column.name, target.get("indicator") or ""):
            return ""
        wanted = in_unit(value, unit, column.unit) or value
        return "" if _holds(target, wanted, column) else f"{written}，数量不一致，请核对。"
    is_same_figure = value * said.factor == column.total * tabled.factor
    if is_same_figure and said.base[:1] == tabled.base[:1]:
        return f"{written}，计量单位不同（“{unit}”与“{column.unit}”），请在指标口径中注明。"
    return ""


def _holds(target: dict[str, Any], wanted: Decimal, column: _Column) -> bool:
    """Whether the total of the annex is what the text asks for."""
    total, upper = column.total or Decimal(0), target.get("value_to")
    match target.get("operator"):
        case Operator.AT_LEAST:
            return total >= wanted
        case Operator.AT_MOST:
            return total <= wanted
        case Operator.BETWEEN:
            most = in_unit(Decimal(upper), target.get("unit") or "", column.unit) if upper else None
            return total >= wanted and (most is None or total <= most)
        case Operator.ABOUT:
            return True
    return total == wanted


def _titles(result: dict[str, Any]) -> Iterator[Finding]:
    """Annexes that are headed otherwise than the list of annexes calls them."""
    sheets = [*(result.get("tables") or ()), *(result.get("rubrics") or ())]
    headed = {_core(one["title"] or ""): one for one in sheets}
    loose = [
        one for one in sheets if _core(one["title"] or "") not in map(_core, result.get("annexes") or ())
    ]
    for listed in result.get("annexes") or ():
        if _core(listed) in headed:
            continue
        fitting = [one for one in loose if one["title"] and _alike(listed, one["title"]) >= _ALIKE]
        if fitting:
            best = max(fitting, key=lambda one: _alike(listed, one["title"]))
            loose.remove(best)
            sentence = f"附件说明写“{listed}”，附件本身的标题是“{best['title']}”，请统一。"
            places = (tuple(best["span"]),)
            yield Finding(
                f"title:{best['span'][0]}", "title", sentence, blocking=False, facts=sentence, places=places
            )


def _core(title: str) -> str:
    return normalize(title).translate(_QUOTES)


def _alike(one: str, other: str) -> float:
    first, second = set(_core(one)), set(_core(other))
    return len(first & second) / max(len(first | second), 1)


def twice_stated_findings(result: dict[str, Any]) -> Iterator[Finding]:
    """One target with two figures."""
    stated: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for one in result.get("targets") or ():
        if one.get("value") is None or not one.get("indicator"):
            continue
        base = magnitude(one.get("unit") or "").base
        key = (one.get("plan"), normalize(one["indicator"]), base, one.get("per"), one.get("period"))
        stated[key].append(one)
    for found in stated.values():
        figures = {(_amount(one), one.get("value_to")) for one in found}
        if len(figures) > 1:
            told = "、".join(f"“{one['text']}”" for one in found)
            sentence = f"“{found[0]['indicator']}”前后写了不同的目标：{told}，请核对以哪个为准。"
            places = tuple(tuple(one["span"]) for one in found)
            name = f"twice:{found[0]['span'][0]}"
            yield Finding(name, "twice", sentence, blocking=False, facts=sentence, places=places)


def _amount(target: dict[str, Any]) -> Decimal:
    return Decimal(target["value"]) * magnitude(target.get("unit") or "").factor
