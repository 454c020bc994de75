"""The smallest swaps with its reserve that make an illegal list legal.

Each bound is one linear inequality ``surplus ≥ 0``, so a swap is a vector, and a number of swaps is ruled out
when any weighted sum of the surpluses stays negative however well that many swaps are chosen. The search
deepens one swap at a time: what it finds first is minimal.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations
from math import lcm
from operator import add, ge, mul, sub

from jiangong.lib.quotas.bounds import Bound, Candidate

Vector = tuple[int, ...]
MOST_SWAPS = 40
MOST_WORK = 90_000  # comparisons, over all sizes: a list this far from legal is not mended by swaps alone
FOLLOWED = 10  # what following one move costs beside a comparison
MOST_WEIGHTS = 32


@dataclass(frozen=True, slots=True)
class Swap:
    """One goes, one comes."""

    out: Hashable
    come: Hashable


@dataclass(frozen=True, slots=True)
class Plan:
    """Sets of swaps, all of the smallest size; ``is_proven`` unless the search was cut short."""

    choices: tuple[tuple[Swap, ...], ...]
    is_proven: bool = True


def smallest_swaps(
    bounds: Sequence[Bound],
    listed: Sequence[Candidate],
    reserve: Sequence[Candidate],
    wanted: int = 1,
) -> Plan:
    """Up to ``wanted`` different sets of swaps of the smallest size; nobody to swap when the list is legal."""
    search = _Search(bounds, listed, reserve, wanted)
    if search.is_legal():
        return Plan(((),))
    for size in search.sizes():
        spent = search.deepen_to(size)
        if search.found or spent:
            return Plan(tuple(search.found), not search.was_cut)
    return Plan((), not search.was_cut and search.is_bounded)


@dataclass(slots=True)
class _Kind:
    """Those of one group who weigh the same in every bound, in the order in which they are taken."""

    vector: Vector
    keys: list[Hashable] = field(default_factory=list)
    used: int = 0


@dataclass(frozen=True, slots=True)
class _Move:
    """A swap between two kinds of one group."""

    out: _Kind
    come: _Kind
    place: tuple[int, int]

    @property
    def is_open(self) -> bool:
        return self.out.used < len(self.out.keys) and self.come.used < len(self.come.keys)

    def take(self, step: int) -> None:
        self.out.used += step
        self.come.used += step


Moves = list[tuple[Vector, list[_Move]]]  # what a swap adds to every weighted sum, and who may make it


class _Search:
    """Depth-first over moves; a branch is left as soon as some weighted sum cannot become legal."""

    def __init__(
        self,
        bounds: Sequence[Bound],
        listed: Sequence[Candidate],
        reserve: Sequence[Candidate],
        wanted: int,
    ) -> None:
        self.terms = [bound.terms() for bound in bounds]
        self.bounds, self.wanted = bounds, wanted
        outs = self._kinds(reversed(listed))  # whoever stands last goes first
        comes = self._kinds(reserve)
        surplus = [c for _, _, c in self.terms]
        for one in listed:
            surplus = [have + more for have, more in zip(surplus, self._vector(one), strict=True)]
        self.weights = self._weights(surplus)
        self.start = self._weigh(tuple(surplus))
        self.gains = [self._best_gains(weight, outs, comes) for weight in self.weights]
        self.moves = self._moves(outs, comes)
        self.depth = min(MOST_SWAPS, max((len(gain) for gain in self.gains), default=1) - 1)
        self.is_bounded = self.depth < MOST_SWAPS
        self.found: list[tuple[Swap, ...]] = []
        self.seen: set[tuple[tuple[int, int], ...]] = set()
        self.work, self.limit, self.was_cut = 0, MOST_WORK, False

    def deepen_to(self, size: int) -> bool:
        """Look for sets of this size with half of what is left to spend; whether nothing is left."""
        self.limit = self.work + max((MOST_WORK - self.work) // 2, 1)
        self.seen.clear()
        self.deepen(size, self.start, (), self.moves)
        self.was_cut = self.was_cut or (not self.found and self.work >= self.limit)
        return self.work >= MOST_WORK - 1

    def is_legal(self) -> bool:
        return all(have >= 0 for have in self.start)

    def sizes(self) -> Iterator[int]:
        """The numbers of swaps that no weighted sum rules out."""
        for size in range(1, self.depth + 1):
            ahead = [gain[min(size, len(gain) - 1)] for gain in self.gains]
            if all(have + most >= 0 for have, most in zip(self.start, ahead, strict=True)):
                yield size

    def deepen(self, left: int, now: Vector, taken: tuple[_Move, ...], moves: Moves) -> None:
        """Take ``left`` more moves from here in every way that may still become legal.

        The order of moves says nothing, so what cannot come next cannot come later either, and what was tried
        with everything is not tried again beside its successors: only ``moves`` that are left go further down.
        """
        self.work += len(moves)
        ahead = [gain[min(left - 1, len(gain) - 1)] for gain in self.gains]
        floor = tuple(-have - most for have, most in zip(now, ahead, strict=True))
        able = [one for one in moves if all(map(ge, one[0], floor))]
        able.sort(key=lambda one: self._helps(one[0], now), reverse=True)
        for place, (delta, same) in enumerate(able):
            for number, move in enumerate(same):
                if len(self.found) >= self.wanted or self.work >= self.limit:
                    return
                self.work += FOLLOWED
                if move.is_open:
                    rest = [(delta, same[number:]), *able[place + 1 :]] if left > 1 else []
                    self._follow(move, delta, left, now, (taken, rest))

    def _follow(
        self, move: _Move, delta: Vector, left: int, now: Vector, so_far: tuple[tuple[_Move, ...], Moves]
    ) -> None:
        taken, rest = so_far
        chain = (*taken, move)
        told = _signature(chain)
        if told in self.seen:
            return
        self.seen.add(told)
        if left == 1:
            self.found.append(_named(chain))
            return
        move.take(1)
        self.deepen(left - 1, tuple(map(add, now, delta)), chain, rest)
        move.take(-1)

    def _helps(self, delta: Vector, now: Vector) -> int:
        return sum(min(gain, -have) for gain, have in zip(delta, now, strict=True) if have < 0)

    def _vector(self, one: Candidate) -> Vector:
        return tuple(
            (a * (bound.mark in one.marks) + b) if not bound.base or bound.base in one.marks else 0
            for bound, (a, b, _) in zip(self.bounds, self.terms, strict=True)
        )

    def _kinds(self, people: Iterator[Candidate] | Sequence[Candidate]) -> dict[str, list[_Kind]]:
        found: dict[str, dict[Vector, _Kind]] = defaultdict(dict)
        for one in people:
            vector = self._vector(one)
            found[one.group].setdefault(vector, _Kind(vector)).keys.append(one.key)
        return {group: list(kinds.values()) for group, kinds in found.items()}

    def _weights(self, surplus: list[int]) -> list[Vector]:
        """Sums of bounds, each scaled so that a swap moves it by about one: singles first, they decide."""
        sizes = [abs(a) for a, _, _ in self.terms]
        whole = lcm(*sizes) if sizes else 1
        scale = [whole // size for size in sizes]
        broken = [place for place, have in enumerate(surplus) if have < 0]
        rest = [place for place, have in enumerate(surplus) if have >= 0]
        order = [*broken, *rest]
        chosen = [
            combination
            for size in range(1, len(order) + 1)
            for combination in combinations(order, size)
            if size == 1 or size == len(order) or set(combination) & set(broken)
        ]
        singles = chosen[: len(order)]
        kept = singles + chosen[len(order) :][: max(MOST_WEIGHTS - len(order), 0)]
        return [
            tuple(scale[place] if place in combination else 0 for place in range(len(order)))
            for combination in kept
        ]

    def _weigh(self, vector: Vector) -> Vector:
        return tuple(sum(map(mul, weight, vector)) for weight in self.weights)

    def _best_gains(
        self, weight: Vector, outs: dict[str, list[_Kind]], comes: dict[str, list[_Kind]]
    ) -> list[int]:
        """The most that 0, 1, 2, … swaps can add to a weighted sum, whatever else they do."""
        steps: list[int] = []
        for group, kinds in comes.items():
            best = sorted(_weighed(weight, kinds), reverse=True)
            worst = sorted(_weighed(weight, outs.get(group, ())))
            steps += [come - out for come, out in zip(best, worst, strict=False)]
        steps.sort(reverse=True)
        return list(accumulate((max(step, 0) for step in steps), initial=0))

    def _moves(self, outs: dict[str, list[_Kind]], comes: dict[str, list[_Kind]]) -> Moves:
        found: dict[Vector, list[_Move]] = defaultdict(list)
        for group, kinds in comes.items():
            for come in kinds:
                for out in outs.get(group, ()):
                    if come.vector != out.vector:  # what changes nothing is in no smallest set
                        delta = tuple(map(sub, come.vector, out.vector))
                        found[delta].append(_Move(out, come, (id(out), id(come))))
        return [(self._weigh(delta), moves) for delta, moves in found.items()]


def _weighed(weight: Vector, kinds: Sequence[_Kind]) -> Iterator[int]:
    for kind in kinds:
        yield from [sum(map(mul, weight, kind.vector))] * len(kind.keys)


def _signature(chain: tuple[_Move, ...]) -> tuple[tuple[int, int], ...]:
    """Which kinds go and which come, whatever the order and the pairing."""
    outs = sorted(move.place[0] for move in chain)
    comes = sorted(move.place[1] for move in chain)
    return tuple(zip(outs, comes, strict=True))


def _named(chain: tuple[_Move, ...]) -> tuple[Swap, ...]:
    """The people of these moves, each kind's in its own order."""
    used: dict[int, int] = defaultdict(int)
    found = []
    for move in chain:
        out, come = move.place
        found.append(Swap(move.out.keys[used[out]], move.come.keys[used[come]]))
        used[out] += 1
        used[come] += 1
    return tuple(found)
