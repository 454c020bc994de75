"""Bounds and swaps: the smallest set is found, proved against trying every set on small lists."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from jiangong.lib.quotas import Bound, Candidate, Rounding, Side, smallest_swaps, standings

MARKS = ("a", "b", "c", "category:x")
ROUNDS = 4_000


def exhaustive(bounds, listed, reserve) -> int | None:
    """The size of the smallest set of swaps, found by trying every one."""
    for size in range(min(len(listed), len(reserve)) + 1):
        for outs in combinations(range(len(listed)), size):
            for comes in combinations(range(len(reserve)), size):
                groups = sorted(listed[one].group for one in outs)
                if groups == sorted(reserve[one].group for one in comes):
                    after = [one for place, one in enumerate(listed) if place not in outs]
                    after += [reserve[one] for one in comes]
                    if all(one.is_met for one in standings(bounds, after)):
                        return size
    return None


def invent(chance: Random):
    """A small list with its reserve and bounds of every kind."""
    grouped = chance.random() < 0.5

    def person(side: str, number: int) -> Candidate:
        marks = frozenset(mark for mark in MARKS if chance.random() < 0.45)
        return Candidate((side, number), marks, chance.choice("gh") if grouped else "")

    bounds = []
    for number in range(chance.randint(1, 4)):
        by_share = chance.random() < 0.7
        bounds.append(
            Bound(
                str(number),
                chance.choice("abc"),
                chance.choice(list(Side)),
                share=Fraction(chance.randint(0, 100), 100) if by_share else None,
                number=None if by_share else chance.randint(0, 4),
                base=chance.choice(["", "", "category:x"]),
                rounding=chance.choice(list(Rounding)),
            )
        )
    listed = [person("l", number) for number in range(chance.randint(2, 7))]
    return bounds, listed, [person("r", number) for number in range(chance.randint(0, 5))]


def after(listed, reserve, swaps) -> list[Candidate]:
    gone, come = {one.out for one in swaps}, {one.come for one in swaps}
    assert len(gone) == len(come) == len(swaps)
    return [one for one in listed if one.key not in gone] + [one for one in reserve if one.key in come]


def test_swaps_are_the_smallest_there_are():
    chance, sizes = Random(11), set()
    for _ in range(ROUNDS):
        bounds, listed, reserve = invent(chance)
        plan, least = smallest_swaps(bounds, listed, reserve, 3), exhaustive(bounds, listed, reserve)
        assert plan.is_proven
        assert {len(one) for one in plan.choices} == (set() if least is None else {least})
        for swaps in plan.choices:
            assert all(one.is_met for one in standings(bounds, after(listed, reserve, swaps)))
        sizes.add(least)
    assert {None, 0, 1, 2, 3} <= sizes


def test_the_inequality_says_what_the_bound_says():
    chance = Random(5)
    for _ in range(3_000):
        share = Fraction(chance.randint(0, 100), chance.choice([3, 7, 100])) % 1
        bound = Bound("", "a", chance.choice(list(Side)), share=share, rounding=chance.choice(list(Rounding)))
        base = chance.randint(0, 60)
        count = chance.randint(0, base)
        a, b, c = bound.terms()
        assert (a * count + b * base + c >= 0) == bound.is_met(count, base)


@pytest.mark.parametrize(
    ("rounding", "needed"), [(Rounding.UP, 8), (Rounding.DOWN, 7), (Rounding.NEAREST, 7)]
)
def test_a_share_is_rounded_as_its_source_says(rounding, needed):
    bound = Bound("", "a", Side.AT_LEAST, share=Fraction(35, 100), rounding=rounding)
    assert bound.needed(21) == needed  # 7.35 people
    assert bound.needed(20) == 7


def test_half_is_rounded_up():
    assert Bound("", "a", Side.AT_MOST, share=Fraction(1, 2), rounding=Rounding.NEAREST).needed(5) == 3


def test_a_base_counts_only_those_who_belong_to_it():
    people = [
        Candidate(1, frozenset({"a", "category:x"})),
        Candidate(2, frozenset({"a"})),
        Candidate(3, frozenset()),
    ]
    (found,) = standings([Bound("", "a", Side.AT_LEAST, share=Fraction(1), base="category:x")], people)
    assert (found.count, found.base, found.needed, found.is_met) == (1, 1, 1, True)


def test_whoever_stands_last_goes_and_the_first_of_the_reserve_comes():
    listed = [Candidate(name, frozenset()) for name in "甲乙丙"]
    reserve = [Candidate(name, frozenset({"a"})) for name in "丁戊"]
    plan = smallest_swaps([Bound("", "a", Side.AT_LEAST, number=1)], listed, reserve)
    assert [(one.out, one.come) for one in plan.choices[0]] == [("丙", "丁")]


def test_nobody_crosses_from_one_group_to_another():
    listed = [Candidate("甲", frozenset(), "东"), Candidate("乙", frozenset(), "西")]
    reserve = [Candidate("丙", frozenset({"a"}), "南")]
    assert smallest_swaps([Bound("", "a", Side.AT_LEAST, number=1)], listed, reserve).choices == ()
