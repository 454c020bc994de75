"""Dividing works among judges: nobody barred, nobody beyond the cap, as even as exhaustive search can find."""

import random
from itertools import combinations, product

import pytest

from jiangong.lib.assigning import Wanted, divide


def exhaustive(wanted: Wanted) -> tuple[int, int]:
    """The most pairs any division makes, and the smallest heaviest load among those: by trying all."""
    choices = []
    for subject in wanted.subjects:
        free = [one for one in wanted.judges if (one, subject) not in wanted.barred]
        choices.append([pick for size in range(wanted.each + 1) for pick in combinations(free, size)] or [()])
    best = (0, 0)
    for picks in product(*choices):
        loads = {one: sum(one in pick for pick in picks) for one in wanted.judges}
        heaviest = max(loads.values(), default=0)
        if wanted.cap is not None and heaviest > wanted.cap:
            continue
        best = max(best, (sum(loads.values()), -heaviest))
    return best[0], -best[1]


@pytest.mark.parametrize("seed", range(60))
def test_even_division_is_the_best_there_is(seed):
    dice = random.Random(seed)
    judges, subjects = list(range(dice.randint(1, 4))), [f"w{n}" for n in range(dice.randint(1, 4))]
    pairs = list(product(judges, subjects))
    wanted = Wanted(
        judges,
        subjects,
        each=dice.randint(1, 3),
        cap=dice.choice([None, 1, 2, 3]),
        barred=frozenset(dice.sample(pairs, dice.randint(0, len(pairs) // 2))),
    )
    found = divide(wanted, f"seed {seed}")
    loads = [sum(judge == one for one, _ in found.pairs) for judge in judges]
    assert not found.pairs & wanted.barred
    assert (len(found.pairs), max(loads, default=0)) == exhaustive(wanted)
    assert sum(found.lacking.values()) == len(subjects) * wanted.each - len(found.pairs)


def test_a_seed_gives_the_same_division_whatever_the_order():
    subjects = [f"w{n}" for n in range(34)]
    one = divide(Wanted([3, 1, 2, 5], subjects, each=3), "2026-11-26")
    other = divide(Wanted([5, 2, 1, 3], list(reversed(subjects)), each=3), "2026-11-26")
    assert one == other
    assert one != divide(Wanted([3, 1, 2, 5], subjects, each=3), "2026-11-27")


def test_what_stands_is_kept():
    kept = frozenset({(1, "a"), (1, "b"), (1, "c")})
    found = divide(Wanted([1, 2], ["a", "b", "c"], each=1, kept=kept), "s")
    assert found.pairs == kept
    assert found.is_whole


def test_a_draw_keeps_to_the_cap():
    found = divide(Wanted([1, 2, 3], list(range(10, 19)), each=1, cap=3), "s", evenly=False)
    assert sorted(sum(judge == one for one, _ in found.pairs) for judge in (1, 2, 3)) == [3, 3, 3]


def test_a_thousand_works_for_twenty_judges_come_out_even():
    found = divide(Wanted(list(range(20)), list(range(1000)), each=5), "s")
    loads = {judge: sum(judge == one for one, _ in found.pairs) for judge in range(20)}
    assert set(loads.values()) == {250}
