"""What does not add up in a plan: computed from what stands there now, settled by a named person or by mending."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from jiangong.domains.assessments.queries import rubric_differences
from jiangong.domains.plans.models import Duty, Goal, Plan, Target, Waiver
from jiangong.domains.plans.queries.grid import Grid, edition_in_force, grid_of, working_edition
from jiangong.lib.amounts import shown


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up, with what it rests on."""

    key: str
    code: str
    sentence: str
    blocking: bool
    facts: str  # what the fingerprint is made of: when it changes, a waiver lapses
    places: tuple[tuple[int, int], ...] = ()
    waiver: Waiver | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.facts.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        return self.waiver is None


def findings_of(plan: Plan) -> list[Finding]:
    """Everything found, blocking ones first, each with the waiver that still fits it."""
    found = [*_found(plan)]
    waivers = {(one.key, one.fingerprint): one for one in plan.waivers.select_related("by").order_by("pk")}
    settled = [
        Finding(
            one.key,
            one.code,
            one.sentence,
            one.blocking,
            one.facts,
            one.places,
            waivers.get((one.key, one.fingerprint)),
        )
        for one in found
    ]
    return sorted(settled, key=lambda one: not one.blocking)


def open_blocking(plan: Plan) -> list[Finding]:
    """What keeps the plan from being issued."""
    return [one for one in findings_of(plan) if one.blocking and one.is_open]


def blocking_sentence(plan: Plan) -> str:
    """Why the plan cannot be issued yet, or an empty text."""
    found = open_blocking(plan)
    if not found:
        return ""
    rest = f"；另有{len(found) - 1}处问题" if len(found) > 1 else ""
    return f"{found[0].sentence.rstrip('。')}{rest}，补齐或说明原因后再办理。"


def _found(plan: Plan) -> Iterator[Finding]:
    grid = grid_of(working_edition(plan))
    yield from gap_findings(grid)
    yield from unresolved_findings(plan)
    yield from rubric_findings(plan)
    yield from share_findings(plan)


def gap_findings(grid: Grid) -> Iterator[Finding]:
    """Shares against the stated total."""
    for goal, gap in grid.gaps():
        indicator = goal.indicator
        total, given = goal.total or Decimal(0), grid.allocated[goal.pk]
        said = "少" if gap < 0 else "多"
        yield Finding(
            key=f"gap:{goal.pk}",
            code="gap",
            sentence=(
                f"“{indicator.name}”分解合计{shown(given)}{indicator.unit}，比目标{shown(total)}{indicator.unit}"
                f"{said}{shown(abs(gap))}{indicator.unit}。"
            ),
            blocking=True,
            facts=f"{given.normalize():f}/{total.normalize():f}",
            places=_place(goal.source_start, goal.source_end),
        )


def unresolved_findings(plan: Plan) -> Iterator[Finding]:
    """Names nobody has said the meaning of."""
    for one in plan.recipients.filter(organization=None):
        yield Finding(
            f"unit:{one.pk}",
            "unresolved_unit",
            f"不能确认“{one.written}”是哪个单位，请指定。",
            blocking=True,
            facts=one.written,
            places=_place(one.source_start, one.source_end),
        )
    duties = Duty.objects.filter(task__program__plan=plan, organization=None).select_related("task")
    for duty in duties:
        yield Finding(
            f"duty:{duty.pk}",
            "unresolved_duty",
            f"不能确认{duty.get_role_display()}单位“{duty.written}”是哪个单位，请指定。",
            blocking=True,
            facts=duty.written,
            places=_place(duty.task.source_start, duty.task.source_end),
        )


def rubric_findings(plan: Plan) -> Iterator[Finding]:
    """Points of rubrics that do not add up."""
    rubrics = {one.rubric for one in plan.programs.select_related("rubric") if one.rubric is not None}
    for rubric in rubrics:
        for index, sentence in enumerate(rubric_differences(rubric)):
            yield Finding(
                f"rubric:{rubric.pk}:{index}", "rubric_points", sentence, blocking=True, facts=sentence
            )


def share_findings(plan: Plan) -> Iterator[Finding]:
    """Where a further division wants something else than what the plan above gives its unit now."""
    for goal, share in changed_shares(plan):
        indicator, total = goal.indicator, goal.total or Decimal(0)
        now = "不再安排" if share is None else f"改为{shown(share)}{indicator.unit}"
        yield Finding(
            key=f"share:{goal.pk}",
            code="share",
            sentence=f"上级已把“{indicator.name}”的任务数{now}，本级仍按{shown(total)}{indicator.unit}分解。",
            blocking=True,
            facts=f"{total.normalize():f}/{share}",
        )


def changed_shares(plan: Plan) -> list[tuple[Goal, Decimal | None]]:
    """Goals of a further division whose total is no longer the unit's share in the edition in force above."""
    if plan.parent is None or (edition := edition_in_force(plan.parent)) is None:
        return []
    rows = Target.objects.ungated("one's own share is what a further division divides").filter(
        edition=edition, recipient__organization=plan.organization_id
    )
    shares = dict(rows.values_list("goal_id", "value"))
    goals = Goal.objects.filter(program__plan=plan, parent__isnull=False).select_related("indicator")
    return [(goal, now) for goal in goals if (now := shares.get(goal.parent_id or 0)) != goal.total]


def _place(start: int | None, end: int | None) -> tuple[tuple[int, int], ...]:
    return ((start, end),) if start is not None and end is not None else ()
