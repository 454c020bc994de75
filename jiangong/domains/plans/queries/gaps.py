"""Why a division does not add up: which units may have been left out, and which fill makes every sum exact."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.domains.plans.models import Goal, Program, Recipient
from jiangong.domains.plans.queries.grid import Grid
from jiangong.kit.access.actor import system_actor
from jiangong.lib.amounts import plain, shown

Values = tuple[Decimal | None, ...]  # in the order of an explanation's goals; nothing means not assigned

MOST_CANDIDATES = 5
MOST_TOGETHER = 3  # units left out at the same time; more is no oversight
NUMERALS = "零一两三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Fill:
    """What one unit would get; ``recipient`` is missing where the plan has no row for the unit yet."""

    organization: Organization | None
    recipient: Recipient | None
    values: Values

    @property
    def name(self) -> str:
        return str(self.recipient or self.organization)

    @property
    def label(self) -> str:
        """As on a button: ``长铝 10/1/1``."""
        return f"{self.name} {'/'.join(shown(value) for value in self.values)}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to close the gaps of a programme, with what speaks for it."""

    fills: tuple[Fill, ...]
    reason: str
    exact: bool
    rank: tuple[int, ...]  # the smaller, the likelier

    @property
    def label(self) -> str:
        return "，".join(one.label for one in self.fills)

    @property
    def name(self) -> str:
        return "、".join(one.name for one in self.fills)

    @property
    def is_placed(self) -> bool:
        """Whether every unit has a row already, so that values can simply be written."""
        return all(one.recipient is not None for one in self.fills)


@dataclass(frozen=True)
class GapExplanation:
    """The goals of one programme that do not add up, and what may be behind it, likeliest first."""

    program: Program
    goals: tuple[Goal, ...]
    differences: tuple[Decimal, ...]  # given out minus wanted, in the order of ``goals``
    candidates: tuple[Candidate, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The units in question, each once."""
        return tuple(dict.fromkeys(fill.name for one in self.candidates for fill in one.fills))

    @property
    def is_short(self) -> bool:
        return all(one < 0 for one in self.differences)

    @property
    def amounts(self) -> str:
        """``10名、1家、1个`` where only too little is given, otherwise with signs."""
        signed = not self.is_short
        return "、".join(
            f"{'+' if signed and gap > 0 else ''}{shown(gap if signed else -gap)}{goal.indicator.unit}"
            for goal, gap in zip(self.goals, self.differences, strict=True)
        )


def gap_explanations(grid: Grid) -> list[GapExplanation]:
    """One explanation per programme with gaps, in the notice's order."""
    gaps = {goal.pk: gap for goal, gap in grid.gaps()}
    if not gaps:
        return []
    absent = _absent_units(grid)
    found = []
    for program in grid.programs:
        goals = tuple(goal for goal in grid.goals_of(program) if goal.pk in gaps)
        if goals:
            found.append(_explain(_Case(grid, program, goals, tuple(gaps[one.pk] for one in goals), absent)))
    return found


@dataclass(frozen=True)
class _Case:
    """One programme's gaps with what is needed to judge a fill."""

    grid: Grid
    program: Program
    goals: tuple[Goal, ...]
    differences: tuple[Decimal, ...]
    absent: tuple[Organization, ...]

    @cached_property
    def rows(self) -> dict[int, Values]:
        """What every recipient has of the goals in question."""
        return {
            one.pk: tuple(self.grid.value(one, goal) for goal in self.goals) for one in self.grid.recipients
        }

    @cached_property
    def others(self) -> tuple[Goal, ...]:
        """The goals of the other programmes: the tables to compare with."""
        return tuple(goal for goal in self.grid.goals if goal.program_id != self.program.pk)

    @cached_property
    def tables(self) -> int:
        """How many other programmes divide anything."""
        return len({goal.program_id for goal in self.others})

    def elsewhere(self, recipient: Recipient | None) -> int:
        """How many shares the unit has in the other programmes."""
        if recipient is None:
            return 0
        return sum(self.grid.value(recipient, goal) is not None for goal in self.others)

    def peers(self, organization: Organization | None) -> list[Values]:
        """What units of the same kind have, those with nothing left out."""
        kind = organization.kind if organization else None
        same = (one for one in self.grid.recipients if one.organization and one.organization.kind == kind)
        return [row for one in same if _has_any(row := self.rows[one.pk])]


def _explain(case: _Case) -> GapExplanation:
    if all(gap < 0 for gap in case.differences):
        found = _fills_of_short(case)
    elif all(gap > 0 for gap in case.differences):
        found = _removals_of_excess(case)
    else:
        found = iter(())
    ranked = sorted(found, key=lambda one: one.rank)[:MOST_CANDIDATES]
    return GapExplanation(case.program, case.goals, case.differences, tuple(ranked))


def _fills_of_short(case: _Case) -> Iterator[Candidate]:
    """One unit taking all that is missing, or several each taking what their kind usually gets."""
    missing = tuple(-gap for gap in case.differences)
    left_out = _left_out(case)
    for organization, recipient in left_out:
        yield _single(case, Fill(organization, recipient, missing))
    usual = [(place, _usual_fill(case, *place)) for place in left_out]
    likely = [fill for _, fill in usual if fill is not None][: 2 * MOST_TOGETHER]
    for size in range(2, MOST_TOGETHER + 1):
        for fills in combinations(likely, size):
            if _sum(fills) == missing:
                yield _together(case, fills)


def _left_out(case: _Case) -> list[tuple[Organization | None, Recipient | None]]:
    """Units with nothing of these goals: with shares elsewhere first, then those the plan has no row for."""
    blank = [one for one in case.grid.recipients if not _has_any(case.rows[one.pk])]
    if case.others:
        blank = [one for one in blank if case.elsewhere(one)]
    blank.sort(key=lambda one: -case.elsewhere(one))
    return [*((one.organization, one) for one in blank), *((one, None) for one in case.absent)]


def _single(case: _Case, fill: Fill) -> Candidate:
    peers = case.peers(fill.organization)
    alike = sum(row == fill.values for row in peers)
    elsewhere = case.elsewhere(fill.recipient)
    reasons = []
    if fill.recipient is None:
        reasons.append("本级所属单位，本计划没有列出")
    if alike:
        reasons.append(f"同类{len(peers)}家中有{alike}家为{_figures(fill.values)}")
    reasons.append(
        f"补入后{_count(len(case.goals))}项合计均相符" if len(case.goals) > 1 else "补入后合计相符"
    )
    if fill.recipient is not None and case.others and elsewhere <= len(case.others) // 3:
        where = f"另{_count(case.tables)}张表" if case.tables > 1 else "另一张表"
        reasons.append(f"但{fill.name}在{where}中只有{elsewhere}项任务")
    placed = fill.recipient is None
    return Candidate((fill,), "；".join(reasons), exact=True, rank=(not alike, placed, 1, -elsewhere, -alike))


def _together(case: _Case, fills: tuple[Fill, ...]) -> Candidate:
    elsewhere = min(case.elsewhere(one.recipient) for one in fills)
    unplaced = sum(one.recipient is None for one in fills)
    reason = f"{_count(len(fills))}家都按同类单位最常见的任务数补入，合计均相符"
    return Candidate(fills, reason, exact=True, rank=(0, unplaced, len(fills), -elsewhere, 0))


def _usual_fill(case: _Case, organization: Organization | None, recipient: Recipient | None) -> Fill | None:
    """What units of the kind most often get; nothing where no such unit has anything."""
    peers = [row for row in case.peers(organization) if None not in row]
    if not peers:
        return None
    return Fill(organization, recipient, Counter(peers).most_common(1)[0][0])


def _removals_of_excess(case: _Case) -> Iterator[Candidate]:
    """Units that stand in no other table and have exactly what is too much."""
    if not case.others:
        return
    for one in case.grid.recipients:
        if case.rows[one.pk] == case.differences and not case.elsewhere(one):
            fill = Fill(one.organization, one, tuple(None for _ in case.goals))
            reason = "任务数正好等于多出的数，在其他表中也没有任务，可能多列"
            yield Candidate((fill,), reason, exact=True, rank=(0, 0, 1, 0, 0))


def _absent_units(grid: Grid) -> tuple[Organization, ...]:
    """Usual units the plan has no row for, of kinds that it otherwise lists nearly whole."""
    plan = grid.edition.plan
    if plan.is_further_division:
        return ()
    listed = {one.organization_id for one in grid.recipients}
    usual = [one for one in units(system_actor()) if one.path.startswith(plan.organization.scope_path)]
    counted = Counter(one.kind for one in usual)
    absent = [one for one in usual if one.pk not in listed]
    lacking = Counter(one.kind for one in absent)
    return tuple(one for one in absent if 2 * lacking[one.kind] < counted[one.kind])


def _has_any(values: Values) -> bool:
    return any(value is not None for value in values)


def _sum(fills: Iterable[Fill]) -> Values:
    columns = zip(*(one.values for one in fills), strict=True)
    return tuple(sum((value or Decimal(0) for value in column), Decimal(0)) for column in columns)


def _figures(values: Values) -> str:
    return "/".join(plain(value) if value is not None else "—" for value in values)


def _count(number: int) -> str:
    return NUMERALS[number] if number < len(NUMERALS) else str(number)


def cells_of(candidate: Candidate, goals: Iterable[Goal]) -> Mapping[tuple[int, int], Decimal | None]:
    """The cells that taking a candidate over would write, by recipient and goal; only of placed units."""
    goals = tuple(goals)
    return {
        (fill.recipient.pk, goal.pk): value
        for fill in candidate.fills
        if fill.recipient is not None
        for goal, value in zip(goals, fill.values, strict=True)
    }
