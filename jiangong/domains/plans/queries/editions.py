"""Versions of a division: what changed from one to another, and whose signature still holds."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db import models

from jiangong.domains.plans.choices import EditionState
from jiangong.domains.plans.models import Edition, Goal, Plan, Receipt, Recipient, Target
from jiangong.domains.plans.queries.grid import ZERO, Grid, grid_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below

Row = dict[int, Decimal]  # goal → share


def reads_whole(plan: Plan, actor: Actor) -> bool:
    """Whether the actor reads every row and every draft: where the plan is made, above it, or asked to cosign."""
    if not actor.scope_path:
        return False
    if plan.organization.path.startswith(actor.scope_path):
        return True
    return plan.cosignatures.filter(below(actor.scope_path, "organization__path")).exists()


def editions_for(plan: Plan, actor: Actor) -> models.QuerySet[Edition]:
    """The versions the actor may read, newest first: units read only what has come into force."""
    found = plan.editions.select_related("drafter", "approver")
    return found if reads_whole(plan, actor) else found.filter(state=EditionState.APPROVED)


def reachable_units(plan: Plan, actor: Actor) -> set[int] | None:
    """The rows of the grid the actor reads; nothing means all of them."""
    if reads_whole(plan, actor):
        return None
    if not actor.scope_path:
        return set()
    inside = plan.recipients.filter(below(actor.scope_path, "organization__path"))
    return set(inside.values_list("pk", flat=True))


def edition_before(edition: Edition) -> Edition | None:
    """The version that was in force when this one came, or would come, into force."""
    earlier = edition.plan.editions.filter(state=EditionState.APPROVED, number__lt=edition.number)
    return earlier.first()


def changed_units(edition: Edition) -> list[Recipient]:
    """The units whose shares differ from the version before: they sign again, everybody else need not."""
    recipients = list(edition.plan.recipients.select_related("organization"))
    before = edition_before(edition)
    if before is None:
        return recipients
    shares = _shares([before, edition])
    old, new = shares.get(before.pk, {}), shares.get(edition.pk, {})
    return [one for one in recipients if old.get(one.pk) != new.get(one.pk)]


def signatures(edition: Edition) -> dict[int, Receipt]:
    """By unit, the receipt that holds for this version: of the version that last changed its shares, or later."""
    approved = [
        *edition.plan.editions.filter(state=EditionState.APPROVED, number__lte=edition.number).order_by(
            "number"
        )
    ]
    owed = last_changes([approved])
    receipts = Receipt.objects.ungated("the signatures of a plan its reader was let to")
    given = receipts.filter(edition__in=approved).select_related("edition").order_by("edition__number")
    latest = {one.organization_id: one for one in given}
    units = edition.plan.recipients.values_list("pk", "organization_id")
    return {
        organization: receipt
        for recipient, organization in units
        if (receipt := latest.get(organization)) and receipt.edition.number >= owed.get(recipient, 1)
    }


def last_changes(plans: Iterable[Sequence[Edition]]) -> dict[int, int]:
    """By recipient, the number of the version in which its shares last changed; each plan's versions in order."""
    adjusted = [versions for versions in plans if len(versions) > 1]
    shares = _shares(itertools.chain.from_iterable(adjusted))
    changed: dict[int, int] = {}
    for before, after in itertools.chain.from_iterable(map(itertools.pairwise, adjusted)):
        old, new = shares.get(before.pk, {}), shares.get(after.pk, {})
        changed |= {one: after.number for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
    return changed


def _shares(editions: Iterable[Edition]) -> dict[int, dict[int, Row]]:
    """Edition → recipient → goal → share, in one query."""
    found: dict[int, dict[int, Row]] = {}
    targets = Target.objects.ungated("versions of one plan compared").filter(edition__in=list(editions))
    for edition, recipient, goal, value in targets.values_list(
        "edition_id", "recipient_id", "goal_id", "value"
    ):
        found.setdefault(edition, {}).setdefault(recipient, {})[goal] = value
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """One share in two versions; nothing means not assigned."""

    before: Decimal | None
    after: Decimal | None

    @property
    def is_change(self) -> bool:
        return self.before != self.after

    @property
    def difference(self) -> Decimal:
        return (self.after or ZERO) - (self.before or ZERO)


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side: the units and indicators in which they differ."""

    older: Grid
    newer: Grid

    @cached_property
    def goals(self) -> list[Goal]:
        """The columns in which anything changed."""
        return [goal for goal in self.newer.goals if any(self.move(one, goal).is_change for one in self.all)]

    @property
    def all(self) -> tuple[Recipient, ...]:
        return self.newer.recipients

    @cached_property
    def recipients(self) -> list[Recipient]:
        """The rows in which anything changed."""
        return [one for one in self.all if any(self.move(one, goal).is_change for goal in self.newer.goals)]

    def move(self, recipient: Recipient, goal: Goal) -> Move:
        return Move(self.older.value(recipient, goal), self.newer.value(recipient, goal))

    def total(self, goal: Goal) -> Move:
        return Move(self.older.allocated[goal.pk], self.newer.allocated[goal.pk])

    @cached_property
    def rows(self) -> list[tuple[Recipient, list[Move]]]:
        return [(one, [self.move(one, goal) for goal in self.goals]) for one in self.recipients]

    @property
    def totals(self) -> list[Move]:
        return [self.total(goal) for goal in self.goals]


def compare(older: Edition, newer: Edition) -> Comparison:
    """What became of the shares between two versions of one plan."""
    return Comparison(grid_of(older), grid_of(newer))
