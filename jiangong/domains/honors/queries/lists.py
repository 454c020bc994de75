"""The list as rules of structure see it, what would make it legal, and how its versions differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiangong.domains.honors.choices import CHOSEN, Comparison, NominationState
from jiangong.domains.honors.models import Edition, Nomination, Programme, StructureRule
from jiangong.domains.honors.queries.programmes import nominations_of, quota_of
from jiangong.lib.quotas import Candidate, Plan, smallest_swaps, standings

HUNDRED = 100
SHOWN_PLANS = 3


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of structure with how the list stands, as the side card draws it."""

    rule: StructureRule
    count: int
    base: int
    needed: int
    is_met: bool

    @property
    def label(self) -> str:
        told = str(self.rule.get_trait_display())
        return f"{told}（{self.rule.base}）" if self.rule.base else told

    @property
    def share(self) -> str:
        """What is measured: per cent for a share, people for a number."""
        if self.rule.share is None:
            return f"{self.count}人"
        return f"{round(self.count * HUNDRED / self.base, 1):g}%" if self.base else "—"

    @property
    def told(self) -> str:
        word = "需" if self.rule.comparison == Comparison.AT_LEAST else "最多"
        return f"现{self.count}人，{word}{self.needed}人"

    @property
    def width(self) -> float:
        return min(self.count * HUNDRED / self.top, HUNDRED)

    @property
    def marker(self) -> float:
        return min(self.needed * HUNDRED / self.top, HUNDRED)

    @property
    def top(self) -> int:
        """The right end of the bar: the base for shares, a little beyond for numbers."""
        if self.rule.share is not None:
            return max(self.base, 1)
        return max(self.count, self.needed, 1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Who goes and who comes."""

    out: Nomination
    come: Nomination


@dataclass(frozen=True, slots=True)
class Proposal:
    """Swaps that make the list legal: the fewest there are."""

    number: int
    pairs: tuple[Pair, ...]
    told: str
    is_proven: bool

    @property
    def code(self) -> str:
        """The swaps as a form field carries them."""
        return ",".join(f"{one.out.pk}-{one.come.pk}" for one in self.pairs)


@dataclass(frozen=True, slots=True)
class Move:
    """One candidate whose standing differs between two versions."""

    nomination: Nomination
    before: str
    after: str


def listed(programme: Programme) -> list[Nomination]:
    return [one for one in nominations_of(programme) if one.state in CHOSEN]


def reserve(programme: Programme) -> list[Nomination]:
    return [one for one in nominations_of(programme) if one.state == NominationState.RESERVE]


def rules_of(programme: Programme, on: date) -> list[StructureRule]:
    """The rules in force on a day."""
    return [one for one in programme.structure.all() if is_in_force(one, on)]


def is_in_force(rule: object, on: date) -> bool:
    begins, ends = getattr(rule, "from_on", None), getattr(rule, "until_on", None)
    return (begins is None or begins <= on) and (ends is None or on <= ends)


def rule_lines(programme: Programme, on: date, chosen: Iterable[Nomination] | None = None) -> list[RuleLine]:
    """Every rule in force with how the list stands."""
    rules = rules_of(programme, on)
    people = [Candidate(one.pk, one.marks) for one in (listed(programme) if chosen is None else chosen)]
    found = standings([one.bound for one in rules], people)
    return [
        RuleLine(rule, one.count, one.base, one.needed, one.is_met)
        for rule, one in zip(rules, found, strict=True)
    ]


def proposals(programme: Programme, on: date, barred: frozenset[int] = frozenset()) -> list[Proposal]:
    """The smallest swaps that make an illegal list legal; whoever is ``barred`` does not come in."""
    rules = rules_of(programme, on)
    bounds = [one.bound for one in rules]
    inside = _candidates(programme, listed(programme))
    outside = _candidates(programme, [one for one in reserve(programme) if one.pk not in barred])
    plan = smallest_swaps(bounds, inside, outside, SHOWN_PLANS)
    known = {one.pk: one for one in nominations_of(programme)}
    return [
        _proposal(programme, on, number, plan, known)
        for number in range(len(plan.choices))
        if plan.choices[number]
    ]


def _candidates(programme: Programme, people: Iterable[Nomination]) -> list[Candidate]:
    """With the quota each takes a place of: a swap leaves every unit and category its places."""
    found = []
    for one in people:
        quota = quota_of(one, programme)
        found.append(Candidate(one.pk, one.marks, str(quota.pk) if quota else ""))
    return found


def _proposal(
    programme: Programme, on: date, number: int, plan: Plan, known: dict[int, Nomination]
) -> Proposal:
    swaps = plan.choices[number]
    pairs = tuple(Pair(known[int(str(one.out))], known[int(str(one.come))]) for one in swaps)
    gone = {one.out.pk for one in pairs}
    after = [one for one in listed(programme) if one.pk not in gone] + [one.come for one in pairs]
    lines = zip(rule_lines(programme, on), rule_lines(programme, on, after), strict=True)
    told = [f"{now.label}{now.count}人→{then.count}人" for now, then in lines if now.count != then.count]
    kept = "其余人数不变" if len(told) < len(rules_of(programme, on)) else ""
    return Proposal(number, pairs, "，".join(filter(None, (*told, kept))), plan.is_proven)


def moves_between(programme: Programme, earlier: Edition, later: Edition) -> list[Move]:
    """Whose standing differs, those who came in first."""
    before, after = earlier.standing, later.standing
    found = [
        Move(one, before.get(one.pk, ""), after.get(one.pk, ""))
        for one in nominations_of(programme)
        if before.get(one.pk) != after.get(one.pk)
    ]
    return sorted(found, key=lambda move: move.after != NominationState.LISTED)


def standing_label(state: str) -> str:
    return str(NominationState(state).label) if state else "不在名单"
