"""A bound on cost holds what is cheap and refuses what is not."""

from tests.support.pace import within


def busy() -> int:
    return sum(number * number for number in range(400_000))


def test_what_costs_more_is_refused_and_what_costs_less_is_not():
    assert not within(0.001, busy)
    assert within(5, busy)


def test_it_is_tried_again_before_it_is_refused():
    tried = []
    assert not within(-1, lambda: tried.append(1))
    assert len(tried) == 3
