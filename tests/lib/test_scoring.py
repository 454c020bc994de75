"""Scoring against a second implementation that counts in whole numbers and ranks by counting who is better."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from jiangong.lib.scoring import Method, Sheet, Tie, standings
from tests.support.competitions import competition, second_implementation, told

SAMPLE, COMPETITIONS = 400, 10_000


def compare(count: int) -> None:
    """Equal to the second implementation, and the same whatever order sheets, items and subjects come in."""
    dice = random.Random(20260105)
    ranks = ties = missing = 0
    for number in range(count):
        subjects, rows, method = competition(dice)
        found = standings(subjects, rows, method)
        assert told(found) == second_implementation(subjects, rows, method), number
        shuffled = dice.sample(rows, len(rows))
        renamed = [replace(one, points=dict(reversed(one.points.items()))) for one in shuffled]
        assert standings(subjects, renamed, method) == found, number
        turned = standings(dice.sample(subjects, len(subjects)), renamed, method)
        assert {one.subject: one for one in turned} == {one.subject: one for one in found}, number
        ranks += sum(one.rank is not None for one in found)
        ties += sum(one.tied > 0 for one in found)
        missing += sum(one.rank is None for one in found)
    print(f"{count:,} competitions, {ranks:,} ranks, {ties:,} shared figures, {missing:,} without one")
    assert min(ranks, ties, missing) > count // 10  # the cases that matter did occur


def test_competitions_equal_the_second_implementation():
    compare(SAMPLE)


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_ten_thousand_competitions_equal_the_second_implementation():
    compare(COMPETITIONS)


def sheet(subject, judge, points, **facts) -> Sheet:
    return Sheet(subject, judge, {"a": Decimal(points)}, **facts)


def test_what_is_missing_is_no_zero_and_never_first():
    found = standings(["a", "b", "c"], [sheet("b", 1, 0), sheet("c", 1, -5)], Method())
    assert [(one.subject, one.official, one.rank) for one in found] == [
        ("b", Decimal("0.00"), 1),
        ("c", Decimal("-5.00"), 2),
        ("a", None, None),
    ]


def test_a_trimmed_mean_needs_something_left():
    rows = [sheet("a", n, points) for n, points in enumerate((10, 90, 50))]
    assert standings(["a"], rows, Method("trimmed"))[0].official == Decimal("50.00")
    assert standings(["a"], rows[:2], Method("trimmed"))[0].official is None


def test_halves_are_rounded_up_and_equals_share_a_rank():
    rows = [sheet("a", 1, "90.12"), sheet("a", 2, "90.13"), sheet("b", 1, "90.13"), sheet("b", 2, "90.13")]
    found = standings(["a", "b", "c"], [*rows, sheet("c", 1, 1)], Method())
    assert [(one.subject, one.official, one.rank, one.tied) for one in found] == [
        ("a", Decimal("90.13"), 1, 2),
        ("b", Decimal("90.13"), 1, 2),
        ("c", Decimal("1.00"), 3, 0),
    ]


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        (Tie("items", frozenset("a")), "x"),
        (Tie("items", frozenset("b")), "y"),
        (Tie("lowest"), "x"),
        (Tie("spread"), "x"),
        (Tie("median"), "y"),
    ],
    ids=["group a", "group b", "lowest", "spread", "median"],
)
def test_equals_are_told_apart_by_the_listed_rule(rule, first):
    """Both come to 60; ``x`` by points in ``a`` and like-minded judges, ``y`` by points in ``b`` and a higher middle."""
    given = {"x": ((40, 19), (40, 19), (40, 22)), "y": ((20, 42), (20, 42), (14, 42))}
    rows = [
        Sheet(subject, judge, {"a": Decimal(a), "b": Decimal(b)})
        for subject, sheets in given.items()
        for judge, (a, b) in enumerate(sheets)
    ]
    shared = standings(["x", "y"], rows, Method())
    assert [(one.official, one.rank, one.tied) for one in shared] == [(Decimal("60.00"), 1, 2)] * 2
    found = standings(["x", "y"], rows, Method(ties=(rule,)))
    assert [one.rank for one in found] == [1, 2]
    assert found[0].subject == first


def test_a_strict_judge_is_evened_out_beside_the_raw_figure():
    strict = [sheet(f"s{n}", "strict", 60 + n) for n in range(5)]
    mild = [sheet(f"s{n}", "mild", 90 + n) for n in range(5, 10)]
    found = standings([f"s{n}" for n in range(10)], strict + mild, Method("normalised"))
    by_subject = {one.subject: one for one in found}
    assert by_subject["s2"].official == by_subject["s7"].official  # each judge's middle
    assert by_subject["s2"].figures["mean"] == Decimal("62.00")


def test_a_second_review_decides_alone_and_the_first_stays_visible():
    rows = [sheet("a", 1, 40), sheet("a", 2, 90), sheet("a", 1, 70, review=2), sheet("a", 2, 72, review=2)]
    (found,) = standings(["a"], rows, Method(alert=Decimal(20)))
    assert (found.official, found.first_review, found.alert) == (Decimal("71.00"), Decimal("65.00"), False)
    (before,) = standings(["a"], rows[:2], Method(alert=Decimal(20)))
    assert (before.official, before.first_review, before.alert) == (Decimal("65.00"), None, True)


@pytest.mark.parametrize("wrong", [{"name": "magic"}, {"least": 0}, {"dropped": -1}, {"decimals": -1}])
def test_a_method_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="method"):
        Method(**wrong)
