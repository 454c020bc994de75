"""Bounds on cost which a busy machine does not break: noise only adds, so the best of three tries counts."""

import resource
import time
from collections.abc import Callable

TRIES = 3
IDLE = 0.016  # processor seconds of `_yardstick` on an idle core, the unit in which bounds are written


def spent() -> float:
    """Processor seconds of this process and of its children that ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def within(seconds: float, act: Callable[[], object]) -> bool:
    """Whether `act`, which may be repeated, costs at most so many processor seconds of an idle core."""
    return any(_cost(act) <= seconds for _ in range(TRIES))


def _cost(act: Callable[[], object]) -> float:
    before = _yardstick()
    began = spent()
    act()
    cost = spent() - began
    return cost / max(1.0, min(before, _yardstick()) / IDLE)


def _yardstick() -> float:
    began = time.process_time()
    words: dict[str, int] = {}
    for number in range(60_000):
        word = f"{number % 977}:{number}"[:5]
        words[word] = words.get(word, 0) + len(word)
    return time.process_time() - began
