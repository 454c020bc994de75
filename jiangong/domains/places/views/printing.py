"""The card of a place (阵地登记表) on paper."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiangong.domains.places.choices import FACILITIES, InspectionState
from jiangong.domains.places.models import Inspection, Place
from jiangong.kit.printing.pages import PrintPage
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Column, Heading, Merge, OfficialDocument, TableBlock

COLUMNS = (Column(width=26), Column(width=52, align="left"), Column(width=26), Column(width=52, align="left"))
VISITS = (
    Column("检查日期", width=30),
    Column("结果", width=20),
    Column("缺少或损坏、其他问题", align="left", width=66),
    Column("整改", align="left", width=40),
)


class PlacePrint(PrintPage):
    """Its facts, what it has, and the visits to it."""

    permission = "places.view"
    model = Place

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organization", "territory", "keeper")

    def describe(self, instance: Place) -> OfficialDocument:
        visits = instance.inspections.exclude(state=InspectionState.VOID)
        return place_card(instance, list(visits[:20]))

    def name(self, instance: Place) -> str:
        return f"阵地登记表 {instance.name}"


def place_card(place: Place, visits: list[Inspection]) -> OfficialDocument:
    """Facts in pairs, the checklist, the visits."""
    pairs = _facts(place)
    long = [("地　　址", place.address), *_facilities(place), ("服务内容", place.summary)]
    rows: list[tuple[str | None, ...]] = [("名　　称", place.name, None, None)]
    rows += [(*left, *right) for left, right in zip(pairs[::2], pairs[1::2], strict=True)]
    first_long = len(rows)
    rows += [(label, text, None, None) for label, text in long]
    merges = tuple(Merge(row, 1, columns=3) for row in (0, *range(first_long, len(rows))))
    blocks: list[Any] = [TableBlock(COLUMNS, tuple(rows), merges=merges)]
    if visits:
        lines = tuple(_visit(one) for one in visits)
        blocks += [Heading(1, "检查情况"), TableBlock(VISITS, lines)]
    return OfficialDocument("工会阵地登记表", tuple(blocks))


def _facts(place: Place) -> list[tuple[str, str]]:
    return [
        ("类　　别", place.get_kind_display()),
        ("级　　别", place.get_level_display()),
        ("管理单位", place.organization.name),
        ("所在区县", str(place.territory or "")),
        ("负 责 人", place.keeper.name if place.keeper else ""),
        ("公开电话", place.phone),
        ("开放时间", place.hours),
        ("对社会开放", "是" if place.is_public else "否"),
        ("建成开放", _day(place.opened_on)),
        ("状　　态", f"{place.get_state_display()}{_after(place)}"),
        ("面　　积", f"{place.area}平方米" if place.area else ""),
        ("建设依据", place.basis),
    ]


def _after(place: Place) -> str:
    ended = f"（{format_day(place.closed_on)}）" if place.closed_on else ""
    return f"{ended}：{place.reason}" if place.reason else ended


def _facilities(place: Place) -> list[tuple[str, str]]:
    present = [one.label for one in FACILITIES[place.kind] if one.code in place.facilities]
    missing = place.missing if place.facilities else []
    found = [("现有设施", "、".join(present) or "还没有核对")]
    return [*found, ("缺少设施", "、".join(missing))] if missing else found


def _visit(one: Inspection) -> tuple[str, ...]:
    problems = "；".join(filter(None, (one.missing_labels, one.defects)))
    mended = f"{format_day(one.rectified_on)}：{one.rectification}" if one.rectified_on else ""
    due = f"{format_day(one.due_on)}前" if one.due_on and not mended else ""
    return (format_day(one.inspected_on), one.get_state_display(), problems or "无", mended or due)


def _day(day: date | None) -> str:
    return format_day(day) if day else ""
