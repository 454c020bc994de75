"""What may stand in the way of acts on the ledgers of the reform; each returns the reason in Chinese, or ""."""

from typing import Any

from jiangong.domains.reform.choices import EntryState, TaskState
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

NO_RIGHT = "您当前的任职没有“登记产改台账”的权限。"


def keeps(task: ReformTask, actor: Actor) -> bool:
    """Whether the list the task stands on is within the actor's reach."""
    return actor.sees_everything or (
        bool(actor.scope_path) and task.organization.path.startswith(actor.scope_path)
    )


def revising_refusal(row: Any, actor: Actor) -> str:
    """Who keeps the list words it; what is done or void stays."""
    if not actor.can("reform.edit"):
        return NO_RIGHT
    if row.state == EntryState.VOID:
        return "这条记录已经作废，不能修改。需要时请重新登记。"
    if isinstance(row, ReformTask):
        if not keeps(row, actor):
            return f"这项任务由{row.organization}列入清单，请由该单位修改。您可以登记进展和完成情况。"
        if row.state == TaskState.DONE:
            return "这项任务已经完成。需要更正的，请先恢复推进。"
    return ""


def listing_refusal(task: ReformTask, actor: Actor) -> str:
    """Only who keeps the list takes a task off it or opens it again."""
    if keeps(task, actor):
        return ""
    return f"这项任务由{task.organization}列入清单，请由该单位办理。"


def progress_refusal(task: ReformTask, actor: Actor) -> str:
    """Progress is noted of what is under way, by who leads or keeps the list."""
    if not actor.can("reform.edit"):
        return NO_RIGHT
    if task.state != TaskState.ONGOING:
        return f"这项任务{task.get_state_display()}，不再登记进展。"
    return ""


def attaching_refusal(row: Any, slot: Slot, actor: Actor) -> str:
    """Files follow the row."""
    if not actor.can("reform.edit"):
        return NO_RIGHT
    return f"这条记录{row.get_state_display()}，附件不能再改。" if row.state == EntryState.VOID else ""


def twin_sentence(twin: Any) -> str:
    """Which row is there already."""
    whose = f"{twin.organization}已登记"
    match twin:
        case ReformTask():
            return f"{twin.organization}{twin.year}年的清单里已有这项任务（{twin.get_state_display()}），不必再列。"
        case Policy():
            return (
                f"{whose}《{twin.title}》（{twin.number or format_day(twin.issued_on)}），请直接修改那一件。"
            )
        case Pilot():
            return f"{whose}“{twin}”{format_day(twin.named_on)}命名为{twin.get_level_display()}试点，请直接修改那一条。"
    return ""
