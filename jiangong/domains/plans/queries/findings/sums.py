"""Figures that should come to the same: shares and total, items and points."""

from collections.abc import Iterator
from decimal import Decimal

from jiangong.domains.assessments.queries import rubric_differences
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.findings.finding import Finding, place, quoted
from jiangong.domains.plans.queries.grid import Grid
from jiangong.lib.amounts import shown


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
                f"{quoted(indicator.name)}分解合计{shown(given)}{indicator.unit}，比目标{shown(total)}{indicator.unit}"
                f"{said}{shown(abs(gap))}{indicator.unit}。"
            ),
            blocking=True,
            facts=f"{given.normalize():f}/{total.normalize():f}",
            places=place(goal.source_start, goal.source_end),
            anchor=f"goal-{goal.pk}",
        )


def rubric_findings(plan: Plan) -> Iterator[Finding]:
    """Points of rubrics that do not add up."""
    rubrics = {one.rubric: one for one in plan.programs.select_related("rubric") if one.rubric is not None}
    for rubric, program in rubrics.items():
        for index, sentence in enumerate(rubric_differences(rubric)):
            yield Finding(
                f"rubric:{rubric.pk}:{index}",
                "rubric_points",
                sentence,
                blocking=True,
                facts=sentence,
                anchor=f"rubric-{program.pk}",
            )
