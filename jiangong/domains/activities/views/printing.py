"""The record of an activity (活动登记表) on paper."""

from typing import Any

from django.db.models import QuerySet

from jiangong.domains.activities.models import Activity
from jiangong.kit.printing.pages import PrintPage
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Column, Merge, OfficialDocument, TableBlock

COLUMNS = (Column(width=26), Column(width=52, align="left"), Column(width=26), Column(width=52, align="left"))
ROOM = 34.0  # millimetres for what is written at length


class ActivityPrint(PrintPage):
    """Its facts and how it went, on one sheet."""

    permission = "activities.view"
    model = Activity

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organization", "plan")

    def describe(self, instance: Activity) -> OfficialDocument:
        return activity_record(instance)

    def name(self, instance: Activity) -> str:
        return f"活动登记表 {instance.title}"


def activity_record(activity: Activity) -> OfficialDocument:
    """Facts in pairs, then what was done and what came of it."""
    pairs = _facts(activity)
    long: list[tuple[str, str]] = [
        ("主 讲 人", activity.speaker_names),
        ("服务计划", activity.plan.title if activity.plan else ""),
        ("内　　容", activity.summary),
        ("成　　效", activity.results),
    ]
    if activity.reason:
        long.append(("取消原因", activity.reason))
    rows: list[tuple[Any, ...]] = [("名　　称", activity.title, None, None)]
    rows += [(*left, *right) for left, right in zip(pairs[::2], pairs[1::2], strict=True)]
    first_long = len(rows)
    rows += [(label, text, None, None) for label, text in long]
    merges = tuple(Merge(row, 1, columns=3) for row in (0, *range(first_long, len(rows))))
    heights = dict.fromkeys(range(first_long), 10.0) | {first_long + 2: ROOM, first_long + 3: ROOM}
    return OfficialDocument(
        "工会活动登记表", (TableBlock(COLUMNS, tuple(rows), merges=merges, heights=heights),)
    )


def _facts(activity: Activity) -> list[tuple[str, str]]:
    until = f"至{format_day(activity.ends_on)}" if activity.ends_on else ""
    count = f"{activity.people_count}人" if activity.people_count else ""
    return [
        ("类　　别", activity.get_kind_display()),
        ("状　　态", activity.get_state_display()),
        ("举办单位", activity.organization.name),
        ("联合举办", activity.co_hosts),
        ("日　　期", f"{format_day(activity.starts_on)}{until}"),
        ("参加人数", count),
        ("地　　点", activity.venue),
        ("方　　式", activity.get_mode_display()),
        ("产 业 链", activity.chain),
        ("主　　题", activity.theme),
    ]
