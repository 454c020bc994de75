"""What the notice itself leaves open: told as remarks, which never stand in the way of issuing."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from jiangong.domains.plans.choices import Division, PlanState
from jiangong.domains.plans.models import Goal, Plan, Step, Task
from jiangong.domains.plans.queries.findings.finding import Finding, place, quoted
from jiangong.domains.plans.queries.sources import reading_of
from jiangong.lib.amounts import shown
from jiangong.lib.names import normalize

# What the reader says about sums, missing units and what nobody was given is found anew in the plan as it is now.
FOUND_HERE = frozenset(
    {"sum_mismatch", "rubric_mismatch", "missing_unit", "unassigned_target", "uncertain_target"}
)
EXAMPLES = 3


def notice_findings(plan: Plan) -> Iterator[Finding]:
    """Everything a clerk should have seen before the plan goes on."""
    yield from held_findings(plan)
    yield from uncertain_findings(plan)
    yield from spelling_findings(plan)
    yield from same_number_findings(plan)
    if (reading := reading_of(plan)) is not None:
        yield from reader_findings(reading.result)


def held_findings(plan: Plan) -> Iterator[Finding]:
    """Targets of the notice that no table gives to anybody."""
    goals = Goal.objects.filter(program__plan=plan, division=Division.HELD)
    for goal in goals.select_related("indicator", "holder"):
        if goal.source_start is None and goal.holder_id is not None:
            continue  # by hand, and on purpose
        amount = f"{shown(goal.total)}{goal.indicator.unit}" if goal.total is not None else ""
        who = (
            f"已列为本级掌握，建议由{goal.holder}负责，请确认"
            if goal.holder
            else "请指定掌握部门，或分解到单位"
        )
        yield Finding(
            f"held:{goal.pk}",
            "held",
            f"{quoted(goal.indicator.name)}{amount}没有分解到单位，{who}。",
            blocking=False,
            facts=f"{amount}/{goal.holder_id}",
            places=place(goal.source_start, goal.source_end),
            anchor=f"goal-{goal.pk}",
        )


def uncertain_findings(plan: Plan) -> Iterator[Finding]:
    """Readings that are marked as doubtful."""
    rows: tuple[tuple[str, Any], ...] = (
        ("goal", Goal.objects.filter(program__plan=plan).select_related("indicator")),
        ("task", Task.objects.filter(program__plan=plan)),
        ("step", Step.objects.filter(program__plan=plan)),
        ("program", plan.programs.all()),
    )
    for kind, found in rows:
        for one in found.exclude(uncertain=""):
            yield Finding(
                f"uncertain:{kind}-{one.pk}",
                "uncertain",
                f"{quoted(one)}：{one.uncertain}",
                blocking=False,
                facts=one.uncertain,
                places=place(one.source_start, one.source_end),
                anchor=f"{kind}-{one.pk}",
            )


def spelling_findings(plan: Plan) -> Iterator[Finding]:
    """Units that the notice writes in another way than the register."""
    recipients = plan.recipients.exclude(organization=None).exclude(written="").select_related("organization")
    other = [
        one
        for one in recipients
        if one.organization
        and normalize(one.written)
        not in {normalize(one.organization.name), normalize(one.organization.short_name)}
    ]
    if not other:
        return
    told = "、".join(f"“{one.written}”对应“{one.organization}”" for one in other[:EXAMPLES])
    yield Finding(
        "spelling",
        "spelling",
        f"{len(other)}个单位名称按别名对应，如{told}。对应关系已记住。",
        blocking=False,
        facts="/".join(f"{one.written}={one.organization_id}" for one in other),
        places=tuple(span for one in other for span in place(one.source_start, one.source_end)),
        anchor=f"recipient-{other[0].pk}",
    )


def same_number_findings(plan: Plan) -> Iterator[Finding]:
    """Another plan of the same notice."""
    if not plan.official_number or plan.is_further_division:
        return
    others = Plan.objects.ungated("plans of the same organization").filter(
        organization=plan.organization, official_number=plan.official_number, parent=None
    )
    for one in others.exclude(pk=plan.pk).exclude(state=PlanState.VOID)[:EXAMPLES]:
        yield Finding(
            f"same_number:{one.pk}",
            "same_number",
            f"文号{plan.official_number}已有计划{quoted(one.title)}（{one.get_state_display()}），请确认不是重复拟订。",
            blocking=False,
            facts=f"{one.pk}",
            anchor="facts",
            link=reverse("plans:review", args=[one.pk]),
        )


def reader_findings(result: dict[str, Any]) -> Iterator[Finding]:
    """What the reader remarked: hidden text, annexes that are missing, a year that is not clear."""
    for number, one in enumerate(result.get("warnings") or ()):
        if one["code"] in FOUND_HERE:
            continue
        span = one.get("span") or (None, None)
        yield Finding(
            f"reader:{one['code']}:{span[0]}:{number}",
            one["code"],
            one["message"],
            blocking=False,
            facts=one["message"],
            places=place(*span),
        )
