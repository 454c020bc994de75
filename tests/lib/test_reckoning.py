"""Points from figures: exact, capped, told in words; what is unknown stays unknown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.reckoning import KINDS, PIECES, SHARE, SHARE_STEPS, VALUE_STEPS, Rule, reckon

STEPS = ((Decimal(60), Decimal(2)), (Decimal(100), Decimal(6)), (Decimal(80), Decimal(4)))
AMOUNTS = st.decimals(min_value=0, max_value=100_000, places=4)


def rule(kind: str, **facts) -> Rule:
    return Rule(kind, Decimal(6), "名", **facts)


@pytest.mark.parametrize(
    ("given_rule", "value", "target", "points", "words"),
    [
        (rule(SHARE), "92", "100", "5.52", "完成92名，任务100名，完成率92%，计5.52分。"),
        (rule(SHARE), "1", "3", "2.00", "完成1名，任务3名，完成率33.33%，计2分。"),
        (rule(SHARE), "250", "100", "6.00", "完成250名，任务100名，完成率250%，计6分。"),
        (rule(SHARE), "5", None, None, "完成5名，没有任务数，不按数据计分。"),
        (rule(SHARE), "5", "0", None, "完成5名，没有任务数，不按数据计分。"),
        (rule(SHARE), None, "100", None, "还没有数据，不按数据计分。"),
        (rule(PIECES, each=Decimal("0.5")), "7", None, "3.50", "完成7名，计3.5分。"),
        (rule(PIECES, each=Decimal("0.5")), "70", None, "6.00", "完成70名，计6分。"),
        (
            rule(SHARE_STEPS, steps=STEPS),
            "80",
            "100",
            "4.00",
            "完成80名，任务100名，完成率80%，计4分。",
        ),
        (
            rule(SHARE_STEPS, steps=STEPS),
            "79.9999",
            "100",
            "2.00",
            "完成79.9999名，任务100名，完成率79.99%，计2分。",
        ),
        (rule(VALUE_STEPS, steps=STEPS), "59", None, "0.00", "完成59名，计0分。"),
    ],
)
def test_points_and_words(given_rule, value, target, points, words):
    found = reckon(given_rule, value and Decimal(value), target and Decimal(target))
    assert found.points == (points and Decimal(points))
    assert found.words == words


def test_formulas_are_told():
    assert rule(SHARE).words == "完成数÷任务数×6分，最高6分。"
    assert rule(PIECES, each=Decimal("0.50")).words == "每1名计0.5分，最高6分。"
    assert (
        rule(SHARE_STEPS, steps=STEPS).words
        == "完成率100%以上计6分，完成率80%以上计4分，完成率60%以上计2分，其余计0分。"
    )
    assert rule(VALUE_STEPS, steps=STEPS[:1]).words == "60名以上计2分，其余计0分。"


@given(
    st.sampled_from(KINDS),
    AMOUNTS,
    AMOUNTS,
    st.decimals(min_value=0, max_value=9, places=2),
    st.permutations(STEPS),
)
def test_points_stay_within_the_item_and_never_fall_when_more_is_done(kind, value, more, each, steps):
    one = rule(kind, each=each, steps=tuple(steps))
    target = Decimal(50)
    low, high = reckon(one, value, target).points, reckon(one, value + more, target).points
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= 6
    if kind == SHARE and value < target:
        assert abs(Fraction(low) - Fraction(value) * 6 / 50) <= Fraction(1, 200)
