"""Dividing goals among units: many cells in one transaction, and nobody overwrites what they have not seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from jiangong.domains.plans import rules
from jiangong.domains.plans.models import Edition, Plan, Target
from jiangong.domains.plans.queries.grid import Grid, grid_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.lib.amounts import shown

LARGEST = Decimal(99_999_999_999)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: what its editor saw there and what it becomes; nothing means not assigned."""

    recipient_id: int
    goal_id: int
    seen: Decimal | None
    value: Decimal | None


class CellConflict(Conflict):
    """Somebody else changed some of the cells meanwhile; nothing of the block was written."""

    def __init__(self, cells: Sequence[tuple[CellChange, Decimal | None]]) -> None:
        super().__init__(f"有{len(cells)}格刚被别人改过，您的修改没有保存。请核对标出的格子后再保存。")
        self.cells = tuple(cells)


@transaction.atomic
def allocate_targets(edition: Edition, changes: Iterable[CellChange], *, actor: Actor) -> int:
    """Write a block of cells, all or none; how many really changed."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    edition = _held(edition)
    if reason := rules.allocating_refusal(edition, actor):
        raise NotAllowed(reason)
    grid = grid_of(edition)
    wanted = [change for change in changes if change.seen != change.value]
    _require_known_cells(grid, wanted)
    _require_unseen_changes(grid, wanted)
    _write(edition, wanted)
    if wanted:
        record(actor, "plans.plan.allocate", edition.plan, edition=edition.number, cells=len(wanted))
    return len(wanted)


def _held(edition: Edition) -> Edition:
    """The edition as it stands, held until the transaction ends: editors of one grid, and who approves it, queue here.

    Their versions rise, so that a state change that has not seen these cells is told so.
    """
    raised = F("version") + 1
    Plan.objects.ungated("the edition's own plan").filter(pk=edition.plan_id).update(version=raised)
    Edition.objects.filter(pk=edition.pk).update(version=raised)
    return Edition.objects.select_related("plan__organization").get(pk=edition.pk)


def _require_known_cells(grid: Grid, changes: Iterable[CellChange]) -> None:
    recipients = {one.pk for one in grid.recipients}
    goals = {goal.pk: goal for goal in grid.goals}
    for change in changes:
        goal = goals.get(change.goal_id)
        if goal is None or change.recipient_id not in recipients:
            raise Refusal("分解表的行或列已经变动，请刷新页面后再填。")
        if change.value is None:
            continue
        if change.value < 0 or change.value > LARGEST:
            raise Refusal(f"“{goal.indicator.name}”的任务数不能是负数，也不能过大。")
        if change.value != round(change.value, goal.indicator.decimals):
            raise Refusal(
                f"“{goal.indicator.name}”保留{goal.indicator.decimals}位小数，请改正{shown(change.value)}。"
            )


def _require_unseen_changes(grid: Grid, changes: Iterable[CellChange]) -> None:
    shares = grid.shares
    overtaken = [
        (change, now)
        for change in changes
        if (now := shares.get((change.recipient_id, change.goal_id))) not in (change.seen, change.value)
    ]
    if overtaken:
        raise CellConflict(overtaken)


def _write(edition: Edition, changes: Sequence[CellChange]) -> None:
    cleared = [(c.recipient_id, c.goal_id) for c in changes if c.value is None]
    if cleared:
        _clear(edition, cleared)
    Target.objects.bulk_create(
        [
            Target(edition=edition, recipient_id=c.recipient_id, goal_id=c.goal_id, value=c.value)
            for c in changes
            if c.value is not None
        ],
        update_conflicts=True,
        unique_fields=("edition", "goal", "recipient"),
        update_fields=("value",),
    )


def _clear(edition: Edition, cells: Sequence[tuple[int, int]]) -> None:
    """Take shares away, by goal: a block has few columns."""
    for goal_id in {goal for _, goal in cells}:
        units = [recipient for recipient, goal in cells if goal == goal_id]
        rows = Target.objects.ungated("cells of an edition its editor was let to")
        rows.filter(edition=edition, goal_id=goal_id, recipient_id__in=units).delete()
