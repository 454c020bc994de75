"""What a plan's pages show of its course: duties as a matrix, steps on a timeline, material by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from jiangong.domains.plans.choices import DeliveryState, DutyRole
from jiangong.domains.plans.models import Delivery, Duty, Goal, Plan, Program, Step, Task
from jiangong.domains.plans.queries.grid import Grid
from jiangong.kit.access.actor import Actor
from jiangong.lib.timelines import Bar, Timeline, timeline_of

SHORT = {DutyRole.LEAD: "牵头", DutyRole.RESPONSIBLE: "责任", DutyRole.JOINT: "配合"}


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with how much of it is given out."""

    goal: Goal
    allocated: object
    gap: object

    @property
    def is_short(self) -> bool:
        return bool(self.gap)


def goal_lines(program: Program, grid: Grid) -> list[GoalLine]:
    """A programme's goals: divided ones with their sums, held ones without."""
    return [
        GoalLine(goal, grid.allocated.get(goal.pk), grid.gap(goal) if goal.pk in grid.allocated else None)
        for goal in program.goals.all()
    ]


def programs_with_goals(plan: Plan) -> list[Program]:
    goals = Goal.objects.select_related("indicator", "holder")
    return list(plan.programs.select_related("rubric").prefetch_related(Prefetch("goals", goals)))


@dataclass(frozen=True)
class MatrixRow:
    """One task: for each organization of the head, its parts."""

    task: Task
    cells: tuple[tuple[Duty, ...], ...]
    duties: tuple[Duty, ...]

    def by_role(self) -> list[tuple[str, list[Duty]]]:
        """For phones: role after role."""
        found = [(label, [one for one in self.duties if one.role == role]) for role, label in SHORT.items()]
        return [(label, duties) for label, duties in found if duties]

    @property
    def done(self) -> int:
        return sum(one.done_at is not None for one in self.duties)


@dataclass(frozen=True)
class Matrix:
    """Tasks × organizations of one programme (责任分工表)."""

    program: Program
    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrices(plan: Plan) -> list[Matrix]:
    """One matrix for each programme with tasks, in four queries."""
    duties = Duty.objects.select_related("organization", "done_by")
    tasks = Task.objects.prefetch_related(Prefetch("duties", duties))
    programs = plan.programs.prefetch_related(Prefetch("tasks", tasks))
    return [_matrix(one) for one in programs if one.tasks.all()]


def _matrix(program: Program) -> Matrix:
    tasks = list(program.tasks.all())
    names = dict.fromkeys(_name(duty) for task in tasks for duty in task.duties.all())
    rows = [
        MatrixRow(
            task,
            tuple(tuple(d for d in task.duties.all() if _name(d) == name) for name in names),
            tuple(task.duties.all()),
        )
        for task in tasks
    ]
    return Matrix(program, tuple(names), tuple(rows))


def _name(duty: Duty) -> str:
    return str(duty.organization) if duty.organization else duty.written


@dataclass(frozen=True)
class StepLine:
    """One step with its bar, whether it is done or late, and what was handed in."""

    step: Step
    bar: Bar | None
    handed_in: int = 0
    asked: int = 0
    late: bool = False

    @property
    def state(self) -> tuple[str, str]:
        """Word and tone."""
        if self.step.done_on:
            return "已完成", "ok"
        if self.late:
            return "已过期限", "crit"
        starts = self.step.starts_on or self.step.ends_on
        if starts and starts > timezone.localdate():
            return "未开始", "mute"
        return "进行中", "info"


@dataclass(frozen=True)
class Schedule:
    """A plan's steps on one timeline, by programme."""

    timeline: Timeline | None
    programs: tuple[tuple[Program, tuple[StepLine, ...]], ...] = field(default=())
    today: str | None = None


def schedule_of(plan: Plan, today: date | None = None) -> Schedule:
    """Every step with its place between the first and the last date."""
    day = today or timezone.localdate()
    programs = list(plan.programs.prefetch_related(Prefetch("steps", Step.objects.all())))
    steps = [step for program in programs for step in program.steps.all()]
    timeline = timeline_of(one for step in steps for one in (step.starts_on, step.ends_on))
    counts = _delivery_counts(plan)
    lines = [
        (program, tuple(_line(step, timeline, counts, day, plan) for step in program.steps.all()))
        for program in programs
        if program.steps.all()
    ]
    return Schedule(timeline, tuple(lines), timeline.mark(day) if timeline else None)


def _line(
    step: Step, timeline: Timeline | None, counts: dict[int, tuple[int, int]], day: date, plan: Plan
) -> StepLine:
    bar = timeline.bar(step.starts_on, step.ends_on) if timeline else None
    late = plan.is_published and step.done_on is None and step.ends_on is not None and step.ends_on < day
    return StepLine(step, bar, *counts.get(step.pk, (0, 0)), late=late)


ANSWERED = (DeliveryState.HANDED_IN, DeliveryState.RECEIVED)


def _delivery_counts(plan: Plan) -> dict[int, tuple[int, int]]:
    """By step: how many units have handed in, of how many."""
    rows = Delivery.objects.ungated("counts of a plan its reader was let to").filter(step__program__plan=plan)
    counted = rows.order_by().values_list("step_id")
    return {
        step: (done, whole)
        for step, done, whole in counted.annotate(
            done=Count("pk", filter=Q(state__in=ANSWERED)), whole=Count("pk")
        )
    }


@dataclass(frozen=True)
class Collection:
    """What one step asks for, and where each unit within reach stands."""

    step: Step
    deliveries: tuple[Delivery, ...]

    @property
    def done(self) -> int:
        return sum(one.state in ANSWERED for one in self.deliveries)

    @property
    def missing(self) -> list[Delivery]:
        return [one for one in self.deliveries if one.state not in ANSWERED]


def collections_of(plan: Plan, actor: Actor) -> list[Collection]:
    """Steps with deliverables and their receipt lists, in the notice's order of units."""
    order = dict(plan.recipients.values_list("organization_id", "position"))
    rows = (
        Delivery.objects.visible_to(actor)
        .filter(step__program__plan=plan)
        .select_related("organization", "step__program")
    )
    found: dict[int, list[Delivery]] = {}
    for delivery in sorted(rows, key=lambda one: order.get(one.organization_id, 0)):
        found.setdefault(delivery.step_id, []).append(delivery)
    steps = Step.objects.filter(program__plan=plan).exclude(deliverable="").select_related("program")
    return [Collection(step, tuple(found.get(step.pk, ()))) for step in steps]


def parts_of(organizations: Sequence[int], plan: Plan) -> Iterator[Duty]:
    """The parts these organizations have in a plan."""
    yield from Duty.objects.filter(task__program__plan=plan, organization__in=organizations).select_related(
        "task__program__plan", "organization", "done_by"
    )
