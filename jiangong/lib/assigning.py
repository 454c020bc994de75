"""Giving works to judges: as many judges to each as asked, nobody beyond their cap, loads as even as can be.

It is a flow problem and solved as one: where any division exists under the caps it is found. The seed alone
decides among equals, so a published seed gives the same division again.
"""

import random
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

Judge = int
Subject = int | str
Pair = tuple[Judge, Subject]


@dataclass(frozen=True, slots=True)
class Division:
    """The pairs that were made, and how many judges each subject still lacks."""

    pairs: frozenset[Pair]
    lacking: Mapping[Subject, int]

    @property
    def is_whole(self) -> bool:
        return not self.lacking


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: ``kept`` pairs stand already, ``barred`` pairs may never be."""

    judges: Sequence[Judge]
    subjects: Sequence[Subject]
    each: int
    cap: int | None = None
    barred: Collection[Pair] = frozenset()
    kept: Collection[Pair] = frozenset()


def divide(wanted: Wanted, seed: str, *, evenly: bool = True) -> Division:
    """Divide; ``evenly`` finds the smallest heaviest load, otherwise the draw falls as it falls under the cap."""
    dice = random.Random(seed)  # noqa: S311 — reproducible from a published seed is what is asked
    judges, subjects = sorted(wanted.judges), sorted(wanted.subjects, key=str)
    dice.shuffle(judges)
    dice.shuffle(subjects)
    order = {subject: dice.sample(judges, len(judges)) for subject in subjects}
    most = wanted.cap if wanted.cap is not None else len(subjects)
    best = _Flow(wanted, order, most).run()
    if not evenly or not judges:
        return best
    reached = len(best.pairs)
    for cap in count(-(-reached // len(judges))):
        if cap >= most:
            return best
        found = _Flow(wanted, order, cap).run()
        if len(found.pairs) == reached:
            return found
    return best


class _Flow:
    """Augmenting paths from subjects that lack judges to judges with room."""

    def __init__(self, wanted: Wanted, order: Mapping[Subject, list[Judge]], cap: int) -> None:
        barred = set(wanted.barred)
        self.order = {
            subject: [judge for judge in judges if (judge, subject) not in barred]
            for subject, judges in order.items()
        }
        self.cap, self.each, self.kept = cap, wanted.each, frozenset(wanted.kept)
        self.of_judge: dict[Judge, set[Subject]] = defaultdict(set)
        self.of_subject: dict[Subject, set[Judge]] = defaultdict(set)
        for judge, subject in self.kept:
            self._join(judge, subject)

    def run(self) -> Division:
        lacking = {}
        for subject in self.order:
            while len(self.of_subject[subject]) < self.each and self._augment(subject):
                pass
            if missing := self.each - len(self.of_subject[subject]):
                lacking[subject] = missing
        pairs = {(judge, subject) for judge, subjects in self.of_judge.items() for subject in subjects}
        return Division(frozenset(pairs), {key: n for key, n in lacking.items() if n > 0})

    def _augment(self, start: Subject) -> bool:
        """One more judge for ``start``, others moving aside if they must: the least loaded with room first."""
        came: dict[Judge, tuple[Judge | None, Subject]] = {}
        waiting: deque[tuple[Judge | None, Subject]] = deque([(None, start)])
        while waiting:
            giver, subject = waiting.popleft()
            holding = self.of_subject[subject]
            fresh = [one for one in self.order[subject] if one not in holding and one not in came]
            fresh.sort(key=lambda one: len(self.of_judge[one]))
            for judge in fresh:
                came[judge] = giver, subject
                if len(self.of_judge[judge]) < self.cap:
                    self._apply(judge, came)
                    return True
            for judge in fresh:
                for other in sorted(self.of_judge[judge], key=str):
                    if (judge, other) not in self.kept and other in self.order:
                        waiting.append((judge, other))
        return False

    def _apply(self, judge: Judge, came: Mapping[Judge, tuple[Judge | None, Subject]]) -> None:
        """Walk back: this judge takes the subject, whose former judge takes the one before, and so on."""
        taker: Judge | None = judge
        while taker is not None:
            giver, subject = came[taker]
            self._join(taker, subject)
            if giver is not None:
                self._part(giver, subject)
            taker = giver

    def _join(self, judge: Judge, subject: Subject) -> None:
        self.of_judge[judge].add(subject)
        self.of_subject[subject].add(judge)

    def _part(self, judge: Judge, subject: Subject) -> None:
        self.of_judge[judge].discard(subject)
        self.of_subject[subject].discard(judge)
