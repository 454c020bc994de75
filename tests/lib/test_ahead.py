"""One step is made while the last is used; what goes wrong in the thread is told where the step was wanted."""

import threading
from collections.abc import Iterator

import pytest

from jiangong.lib.ahead import one_ahead
from jiangong.lib.refused import Refused


def test_steps_come_whole_and_in_order_made_in_another_thread():
    makers = set()

    def steps() -> Iterator[int]:
        for number in range(50):
            makers.add(threading.get_ident())
            yield number

    assert list(one_ahead(steps())) == list(range(50))
    assert len(makers) == 1
    assert threading.get_ident() not in makers


def test_the_next_step_is_made_before_it_is_asked_for():
    begun = threading.Event()

    def steps() -> Iterator[str]:
        yield "first"
        begun.set()
        yield "second"

    made = one_ahead(steps())
    assert next(made) == "first"
    assert begun.wait(5)
    assert list(made) == ["second"]


def test_a_refusal_comes_in_its_turn():
    def steps() -> Iterator[str]:
        yield "first"
        raise Refused("表格结构不规范。")

    made = one_ahead(steps())
    assert next(made) == "first"
    with pytest.raises(Refused, match=r"^表格结构不规范。$"):
        next(made)


def test_who_stops_early_leaves_no_thread_behind():
    made = one_ahead(iter("abc"))
    next(made)
    made.close()
    assert not [one for one in threading.enumerate() if one.name.startswith("ThreadPool")]
