"""What may stand in the way of acts on the rural ledgers; each returns the reason in Chinese, or ""."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.rural.choices import EntryState, ProjectState
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

FIRST_YEAR, FAR = 2000, 10  # plans of rural revitalization run for years, not for decades
NO_RIGHT = "您当前的任职没有“登记乡村振兴台账”的权限。"


def planned_faults(starts: date | None, ends: date | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the days of a plan: (field, sentence)."""
    last = timezone.localdate().year + FAR
    for name, day in (("starts_on", starts), ("ends_on", ends)):
        if day and not FIRST_YEAR <= day.year <= last:
            yield name, f"日期应在{FIRST_YEAR}年到{last}年之间，请核对年份。"
    if starts and ends and ends < starts:
        yield "ends_on", "计划完成不能早于计划开始，请核对。"


def revising_refusal(row: Any, actor: Actor) -> str:
    """What is void or finished stays as it was."""
    if not actor.can("rural.edit"):
        return NO_RIGHT
    if row.state == EntryState.VOID:
        return "这条记录已经作废，不能修改。需要时请重新登记。"
    if row.state == ProjectState.FINISHED:
        return "这个项目已经完成，登记内容不能再改。"
    return ""


def finishing_refusal(project: Project, actor: Actor) -> str:
    """A project ends with what came of it."""
    if not project.progress.strip():
        return "还没有登记进展和成效。请先登记，再办结。"
    return ""


def progress_refusal(project: Project, actor: Actor) -> str:
    """Progress is noted of what runs, or has just ended."""
    if not actor.can("rural.edit"):
        return NO_RIGHT
    if project.state in {ProjectState.RUNNING, ProjectState.FINISHED}:
        return ""
    return f"这个项目现在是“{project.get_state_display()}”，启动以后再登记进展。"


def hanging_on(project: Project) -> str:
    """Nothing hangs in the air: what was entered for a project is voided first."""
    rows = (
        project.people.filter(state=EntryState.STANDING),
        project.collectives.filter(state=EntryState.STANDING),
        project.fundings.filter(state=EntryState.STANDING),
    )
    left = sum(one.count() for one in rows)
    return (
        f"这个项目还有{left}条参加人员、集体或资金记录。请先作废或改到别的项目，再作废项目。" if left else ""
    )


def attaching_refusal(row: Any, slot: Slot, actor: Actor) -> str:
    """Files follow the row."""
    if not actor.can("rural.edit"):
        return NO_RIGHT
    return f"这条记录{row.get_state_display()}，附件不能再改。" if row.state == EntryState.VOID else ""


def twin_sentence(row: Any, twin: Any) -> str:
    """Which row is there already."""
    whose = f"{twin.organization}已登记"
    match twin:
        case Project():
            return f"{whose}同名项目“{twin}”（{twin.get_state_display()}），请直接修改那一个，或换一个名称。"
        case Participation():
            place = f"项目“{twin.project}”" if twin.project else f"{twin.year}年的行动"
            return f"{whose}“{twin}”{format_day(twin.joined_on)}参加{place}，不必再登记。"
        case Collective():
            place = f"项目“{twin.project}”" if twin.project else f"{twin.year}年的行动"
            return f"{whose}“{twin}”{format_day(twin.joined_on)}参加{place}，不必再登记。"
        case Base():
            return f"{whose}同名基地“{twin}”（{twin.get_level_display()}），请直接修改那一个。"
        case Funding():
            return f"{whose}同一项目、同一天、同样金额的{twin.get_source_display()}。确属另一笔的，请在备注里写明，并勾选“另一笔，仍要登记”。"
    return ""


def is_future(day: Any) -> bool:
    return day is not None and day > timezone.localdate()
