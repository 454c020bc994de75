"""A unit's own task sheet (任务书): what every programme asks of it, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from jiangong.domains.plans.models import (
    Delivery,
    Duty,
    Edition,
    Goal,
    Plan,
    Program,
    Recipient,
    Step,
    Target,
)
from jiangong.domains.plans.queries.grid import divided_goals, edition_in_force, working_edition
from jiangong.domains.plans.queries.receipts import ReceiptLine, receipt_lines
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.lib.digits import whole_number


@dataclass(frozen=True, slots=True)
class Share:
    """One own figure; no value means that nothing was assigned."""

    goal: Goal
    value: Decimal | None


@dataclass(frozen=True)
class SheetProgram:
    """One programme as it concerns the unit."""

    program: Program
    shares: tuple[Share, ...]
    duties: tuple[Duty, ...]
    steps: tuple[tuple[Step, Delivery | None], ...]


@dataclass(frozen=True)
class Sheet:
    """Everything a unit has to do under a plan, on one page."""

    plan: Plan
    edition: Edition
    recipient: Recipient
    line: ReceiptLine | None
    programs: tuple[SheetProgram, ...]

    @property
    def figures(self) -> list[Share]:
        return [one for program in self.programs for one in program.shares if one.value is not None]


def sheet_of(plan: Plan, recipient: Recipient, actor: Actor) -> Sheet:
    """The sheet of one unit, in a constant number of queries."""
    edition = edition_in_force(plan) or working_edition(plan)
    goals = list(divided_goals(plan))
    rows = Target.objects.ungated("the recipient was read through the gate").filter(
        edition=edition, recipient=recipient
    )
    shares = dict(rows.values_list("goal_id", "value"))
    duties = _duties(plan, recipient)
    deliveries = _deliveries(plan, recipient)
    steps = list(Step.objects.filter(program__plan=plan).select_related("program"))
    programs = tuple(
        SheetProgram(
            program,
            tuple(Share(goal, shares.get(goal.pk)) for goal in goals if goal.program_id == program.pk),
            tuple(one for one in duties if one.task.program_id == program.pk),
            tuple((one, deliveries.get(one.pk)) for one in steps if one.program_id == program.pk),
        )
        for program in plan.programs.all()
    )
    line = next((one for one in receipt_lines(plan, actor) if one.recipient.pk == recipient.pk), None)
    return Sheet(plan, edition, recipient, line, programs)


def _duties(plan: Plan, recipient: Recipient) -> Iterable[Duty]:
    rows = Duty.objects.filter(task__program__plan=plan, organization=recipient.organization_id)
    return list(rows.select_related("task", "organization", "done_by"))


def _deliveries(plan: Plan, recipient: Recipient) -> dict[int, Delivery]:
    rows = Delivery.objects.ungated("the recipient was read through the gate").filter(
        step__program__plan=plan, organization=recipient.organization_id
    )
    return {one.step_id: one for one in rows}


def recipient_of(plan: Plan, actor: Actor, key: str = "") -> Recipient | None:
    """The unit whose sheet is wanted: the one asked for within reach, otherwise the actor's own."""
    rows = Recipient.objects.visible_to(actor).filter(plan=plan).select_related("organization")
    if key:
        return rows.filter(pk=whole_number(key)).first()
    keys = ancestor_ids(actor.scope_path)
    return rows.filter(Q(organization=keys[-1])).first() if keys else None
