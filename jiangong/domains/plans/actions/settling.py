"""Findings settled by a named person: a suggested fill taken over, let pass with a reason, or taken note of."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions.allocating import CellChange, allocate_targets
from jiangong.domains.plans.choices import Settlement
from jiangong.domains.plans.models import Plan, Program, Recipient, Waiver
from jiangong.domains.plans.queries.findings import Finding, findings_of
from jiangong.domains.plans.queries.findings.finding import quoted
from jiangong.domains.plans.queries.gaps import Candidate, Fill, gap_explanations
from jiangong.domains.plans.queries.grid import Grid, grid_of, working_edition
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.lib.amounts import shown

SHORTEST_REASON = 10
CHANGED = "这个问题的数字刚有变动，没有办理。请刷新页面，按最新情况处理。"


@transaction.atomic
def waive_findings(
    plan: Plan, keys: Sequence[str], fingerprints: Sequence[str], reason: str, *, actor: Actor
) -> list[Waiver]:
    """Let blocking findings pass with a reason; each waiver holds for exactly the figures that were seen."""
    if not actor.can("plans.waive"):
        raise NotAllowed("您当前的任职没有“说明原因后放行问题”的权限。")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(f"请写明放行的理由，至少{SHORTEST_REASON}个字。", field="reason")
    found = _seen(plan, keys, fingerprints, actor)
    if fixed := next((one for one in found if not one.is_waivable), None):
        raise Refusal(f"这个问题不能放行：{fixed.sentence}")
    made = [_settle(plan, one, Settlement.WAIVED, reason, actor) for one in found]
    record(actor, "plans.plan.waive", plan, rows=len(made), kind=sorted({one.code for one in found}))
    return made


@transaction.atomic
def accept_finding(plan: Plan, key: str, fingerprint: str, *, actor: Actor) -> Waiver:
    """Take note of a remark, so that it is not shown again while nothing changes."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    finding = _seen(plan, [key], [fingerprint], actor)[0]
    if finding.blocking:
        raise NotAllowed("这个问题须改正，或由有权限的人说明原因后放行。")
    made = _settle(plan, finding, Settlement.ACCEPTED, "", actor)
    record(actor, "plans.plan.edit", plan, field="问题", kind=finding.code)
    return made


@transaction.atomic
def adopt_fill(plan: Plan, program: Program, label: str, reason: str, *, actor: Actor) -> int:
    """Write what a suggestion would give to the units left out, with who decided so and why."""
    if not reason.strip():
        raise Refusal("请写明采纳的理由，例如“经电话核实，印发时漏列”。", field="reason")
    _hold(plan, actor)
    grid = grid_of(working_edition(plan))
    explained = next((one for one in gap_explanations(grid) if one.program.pk == program.pk), None)
    candidate = next((one for one in explained.candidates if one.label == label), None) if explained else None
    if explained is None or candidate is None:
        raise Conflict("这条建议已不适用，可能有人刚改过任务数。请刷新页面，按最新情况处理。")
    changes = [
        CellChange(row.pk, goal.pk, grid.value(row, goal), value)
        for row, fill in _rows(plan, grid, candidate)
        for goal, value in zip(explained.goals, fill.values, strict=True)
    ]
    written = allocate_targets(grid.edition, changes, actor=actor)
    # Under a key of its own: it tells what was done and must never let a gap pass that comes back.
    Waiver.objects.create(
        plan=plan,
        key=f"fill:{program.pk}",
        fingerprint="",
        settlement=Settlement.ACCEPTED,
        sentence=_filled(program, candidate)[:500],
        reason=reason.strip()[:500],
        by=actor.user,
    )
    record(actor, "plans.plan.edit", plan, field="采纳建议", rows=written)
    return written


def _filled(program: Program, candidate: Candidate) -> str:
    names = "、".join(
        f"{one.name} {' / '.join(shown(value) for value in one.values)}" for one in candidate.fills
    )
    return f"采纳建议：{quoted(program.title)}补入{names}。"


def _rows(plan: Plan, grid: Grid, candidate: Candidate) -> list[tuple[Recipient, Fill]]:
    """The row of each unit; a unit the notice did not list gets one at the end."""
    last = max((one.position for one in grid.recipients), default=0)
    rows = []
    for place, fill in enumerate(candidate.fills, start=1):
        row = fill.recipient or Recipient.objects.create(
            plan=plan, organization=fill.organization, position=last + place, written=str(fill.organization)
        )
        rows.append((row, fill))
    return rows


def _hold(plan: Plan, actor: Actor) -> None:
    """The plan's row until the end: figures do not change between looking and settling."""
    Plan.objects.ungated("the caller came through the gate").filter(pk=plan.pk).update(
        version=F("version") + 1
    )
    plan.refresh_from_db()
    if reason := rules.settling_refusal(plan, actor):
        raise NotAllowed(reason)


def _seen(plan: Plan, keys: Sequence[str], fingerprints: Sequence[str], actor: Actor) -> list[Finding]:
    """The findings as their reader saw them."""
    _hold(plan, actor)
    now = {(one.key, one.fingerprint): one for one in findings_of(plan) if one.is_open}
    found = [now.get(pair) for pair in zip(keys, fingerprints, strict=False)]
    known = [one for one in found if one is not None]
    if not known or len(known) != len(found) or len(keys) != len(fingerprints):
        raise Conflict(CHANGED)
    return known


def _settle(plan: Plan, finding: Finding, settlement: str, reason: str, actor: Actor) -> Waiver:
    return Waiver.objects.create(
        plan=plan,
        key=finding.key,
        fingerprint=finding.fingerprint,
        settlement=settlement,
        sentence=finding.sentence[:500],
        reason=reason.strip()[:500],
        by=actor.user,
    )
