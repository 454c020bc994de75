"""Which place of the tree a board is for, and which units stand on it with which shares."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db import models

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import PUBLISHED_STATES, Division
from jiangong.domains.plans.models import Edition, Goal, Plan, Recipient, Target
from jiangong.domains.plans.queries.editions import reads_whole
from jiangong.domains.plans.queries.grid import OTHERS, edition_in_force
from jiangong.domains.plans.queries.levels import NOT_UNIONS
from jiangong.domains.plans.queries.officers import acting_union_id, own_organization_id
from jiangong.domains.statistics.queries.pace import Term
from jiangong.domains.statistics.queries.terms import term_of
from jiangong.kit.access.actor import Actor

WHY = "the board of a plan its reader was let to"
MOST = 500  # rows of one board; a district with more has pages of the table
BANDS = {
    OrganizationKind.DISTRICT: "区县（市）",
    OrganizationKind.ZONE: "开发区",
    OrganizationKind.INDUSTRY: "产业工会",
    OrganizationKind.ENTERPRISE: "企业（直属）工会",
    OrganizationKind.TOWNSHIP: "乡镇（街道）工会",
    OrganizationKind.GRASSROOTS: "基层工会",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One row: a unit with its shares by goal; no entry means not assigned."""

    organization_id: int | None
    name: str
    band: str
    shares: dict[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A plan looked at from one union: its own targets, and the rows below it."""

    plan: Plan
    root: Organization
    is_top: bool  # the whole plan as its maker sees it
    further: Plan | None  # the root's own division of its shares

    @cached_property
    def _goals(self) -> list[Goal]:
        found = Goal.objects.filter(program__plan=self.plan).select_related("indicator", "program")
        return [one for one in found if one.total is not None or one.division == Division.DIVIDED]

    @property
    def goals(self) -> list[Goal]:
        return [one for one in self._goals if one.division == Division.DIVIDED]

    @property
    def held(self) -> list[Goal]:
        """What the maker keeps for itself, where it is looked at whole."""
        return [one for one in self._goals if one.division == Division.HELD] if self.is_top else []

    @cached_property
    def edition(self) -> Edition | None:
        return edition_in_force(self.plan)

    def term(self, goal: Goal, as_of: date) -> Term:
        return term_of(goal, self.plan, as_of)

    def total(self, key: int) -> Decimal | None:
        """What is wanted of the root: the stated total, or the root's own share."""
        return self._totals.get(key)

    @cached_property
    def _totals(self) -> dict[int, Decimal]:
        if not self.is_top:
            return self._shares(models.Q(recipient__organization=self.root)).get(self.root.pk, {})
        stated = {one.pk: one.total for one in self._goals if one.total is not None}
        given: dict[int, Decimal] = {}
        for shares in self._plan_shares.values():
            for goal, value in shares.items():
                given[goal] = given.get(goal, Decimal(0)) + value
        return {**given, **stated}

    @cached_property
    def _plan_shares(self) -> dict[int | None, dict[int, Decimal]]:
        return self._shares(models.Q())

    def _shares(self, which: models.Q) -> dict[int | None, dict[int, Decimal]]:
        if self.edition is None:
            return {}
        found: dict[int | None, dict[int, Decimal]] = {}
        rows = Target.objects.ungated(WHY).filter(which, edition=self.edition)
        for unit, goal, value in rows.values_list("recipient__organization_id", "goal_id", "value"):
            found.setdefault(unit, {})[goal] = value
        return found

    @cached_property
    def seats(self) -> list[Seat]:
        """The notice's units, the units of the further division, or simply who stands below."""
        if self.is_top:
            return _listed(self.plan, self._plan_shares)
        if self.further is not None:
            return _listed(self.further, _further_shares(self.further))
        below = Organization.objects.ungated(WHY).filter(parent=self.root, closed_on=None)
        unions = below.exclude(kind__in=NOT_UNIONS).order_by("position", "pk")[:MOST]
        return [Seat(one.pk, str(one), band_of(one.kind)) for one in unions]


def place_of(plan: Plan, actor: Actor, unit: Organization | None = None) -> Place | None:
    """The whole plan for who reads all of it, otherwise one's own union; nothing for who has no place."""
    top = acting_union_id(plan.organization)
    root = unit.pk if unit is not None else (top if reads_whole(plan, actor) else own_organization_id(actor))
    if root is None:
        return None
    if root == top and reads_whole(plan, actor):
        return Place(plan, Organization.objects.ungated(WHY).get(pk=root), True, None)
    found = unit or Organization.objects.visible_to(actor).filter(pk=root).first()
    return None if found is None else Place(plan, found, False, _division_of(plan, found))


def whole_place(plan: Plan) -> Place:
    """The plan as its maker sees it: for circulars, which are the maker's."""
    root = acting_union_id(plan.organization) or plan.organization_id
    return Place(plan, Organization.objects.ungated(WHY).get(pk=root), True, None)


def band_of(kind: str) -> str:
    return BANDS.get(OrganizationKind(kind), OTHERS)


def _division_of(plan: Plan, root: Organization) -> Plan | None:
    children = Plan.objects.ungated(WHY).filter(parent=plan, state__in=PUBLISHED_STATES)
    return next(
        (
            one
            for one in children.select_related("organization")
            if acting_union_id(one.organization) == root.pk
        ),
        None,
    )


def _listed(plan: Plan, shares: dict[int | None, dict[int, Decimal]]) -> list[Seat]:
    rows = Recipient.objects.ungated(WHY).filter(plan=plan).select_related("organization")
    return [
        Seat(
            one.organization_id,
            str(one),
            band_of(one.organization.kind) if one.organization else OTHERS,
            shares.get(one.organization_id, {}) if one.organization_id else {},
        )
        for one in rows
    ]


def _further_shares(plan: Plan) -> dict[int | None, dict[int, Decimal]]:
    """Shares of a further division, by the goal above that they divide."""
    found: dict[int | None, dict[int, Decimal]] = {}
    edition = edition_in_force(plan)
    rows = Target.objects.ungated(WHY).filter(edition=edition, goal__parent__isnull=False)
    for unit, goal, value in rows.values_list("recipient__organization_id", "goal__parent_id", "value"):
        if goal is not None:
            found.setdefault(unit, {})[goal] = value
    return found
