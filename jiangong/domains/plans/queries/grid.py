"""The division of a plan's goals as one table, in a constant number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.plans.choices import Division, EditionState
from jiangong.domains.plans.models import Edition, Goal, Plan, Program, Recipient, Target

ZERO = Decimal(0)
# How the units of a notice stand together, with subtotals.
BANDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("区县（市）、开发区", frozenset({OrganizationKind.DISTRICT, OrganizationKind.ZONE})),
    ("产业工会", frozenset({OrganizationKind.INDUSTRY})),
    ("企业（直属）工会", frozenset({OrganizationKind.ENTERPRISE})),
    ("乡镇（街道）工会", frozenset({OrganizationKind.TOWNSHIP})),
    ("基层工会", frozenset({OrganizationKind.GRASSROOTS})),
)
OTHERS = "名称待认的单位"


@dataclass(frozen=True, slots=True)
class Band:
    """Units of one kind, in the notice's order."""

    label: str
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True)
class Grid:
    """One edition's shares with all that is counted from them."""

    edition: Edition
    programs: tuple[Program, ...]
    goals: tuple[Goal, ...]
    recipients: tuple[Recipient, ...]
    shares: dict[tuple[int, int], Decimal]  # (recipient, goal) → value; no entry means not assigned

    def value(self, recipient: Recipient, goal: Goal) -> Decimal | None:
        return self.shares.get((recipient.pk, goal.pk))

    def row(self, recipient: Recipient) -> list[Decimal | None]:
        return [self.value(recipient, goal) for goal in self.goals]

    @cached_property
    def allocated(self) -> dict[int, Decimal]:
        """What is given out of each goal, by the goal's key."""
        sums = {goal.pk: ZERO for goal in self.goals}
        for (_, goal), value in self.shares.items():
            sums[goal] += value
        return sums

    def gap(self, goal: Goal) -> Decimal | None:
        """Given out minus wanted; nothing where no total is stated."""
        return None if goal.total is None else self.allocated[goal.pk] - goal.total

    @cached_property
    def bands(self) -> list[Band]:
        """Units by kind; what fits none, or has no name yet, comes last."""
        bands, placed = [], set()
        for label, kinds in BANDS:
            members = tuple(
                one for one in self.recipients if one.organization and one.organization.kind in kinds
            )
            placed |= {one.pk for one in members}
            if members:
                bands.append(Band(label, members))
        rest = tuple(one for one in self.recipients if one.pk not in placed)
        return [*bands, Band(OTHERS, rest)] if rest else bands

    def subtotal(self, band: Band, goal: Goal) -> Decimal | None:
        """The sum of a band's shares; nothing where none of it has one."""
        found = [value for one in band.recipients if (value := self.value(one, goal)) is not None]
        return sum(found, ZERO) if found else None

    def goals_of(self, program: Program) -> list[Goal]:
        return [goal for goal in self.goals if goal.program_id == program.pk]

    def gaps(self) -> Iterator[tuple[Goal, Decimal]]:
        """Goals whose shares do not add up."""
        for goal in self.goals:
            if gap := self.gap(goal):
                yield goal, gap


def grid_of(edition: Edition) -> Grid:
    """Everything the table needs, whatever the number of units and goals."""
    goals = tuple(divided_goals(edition.plan))
    recipients = edition.plan.recipients.select_related("organization")
    targets = Target.objects.ungated("a grid is read by whoever was let to its plan").filter(edition=edition)
    shares = {(r, g): v for r, g, v in targets.values_list("recipient_id", "goal_id", "value")}
    divided = {goal.pk for goal in goals}
    return Grid(
        edition,
        tuple(edition.plan.programs.all()),
        goals,
        tuple(recipients),
        {key: value for key, value in shares.items() if key[1] in divided},
    )


def divided_goals(plan: Plan) -> Iterable[Goal]:
    """The columns of the grid, in the notice's order."""
    goals = Goal.objects.filter(program__plan=plan, division=Division.DIVIDED)
    return goals.select_related("indicator", "program")


def working_edition(plan: Plan) -> Edition:
    """The version people work on: the open one, otherwise the one in force."""
    kept = plan.editions.exclude(state=EditionState.DROPPED)
    edition = kept.first() or plan.editions.earliest("number")
    edition.plan = plan
    return edition


def edition_in_force(plan: Plan) -> Edition | None:
    """The last approved version."""
    return plan.editions.filter(state=EditionState.APPROVED).first()
