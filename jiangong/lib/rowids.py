"""Makes primary keys before a row exists, so that sealed fields can be bound to the row they belong to."""

import os
import secrets
import threading
import time
from collections.abc import Callable

EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_SEQUENCE_BITS = 22  # leaves 41 bits of milliseconds: enough until 2089 in a signed 64-bit column
_SEQUENCE_MASK = (1 << _SEQUENCE_BITS) - 1
_CEILING = 1 << 63


class RowIdSource:
    """Hands out strictly increasing ids: milliseconds since 2020, then a sequence with a random start."""

    def __init__(self, clock_ns: Callable[[], int] = time.time_ns) -> None:
        self._clock_ns = clock_ns
        self.restart()

    def restart(self) -> None:
        """Begin a new random sequence: a forked child must not walk in its parent's footsteps."""
        self._lock = threading.Lock()
        self._sequence = secrets.randbits(_SEQUENCE_BITS)
        self._last = -1

    def take(self, count: int) -> range:
        """Reserve `count` ids; a clock set back or a burst runs on from the last id, so none comes twice."""
        if count < 0:
            raise ValueError("count must not be negative")
        with self._lock:
            milliseconds = max(self._clock_ns() // 1_000_000 - EPOCH_MS, 0)
            first = max((milliseconds << _SEQUENCE_BITS) | self._sequence, self._last + 1)
            if first + count > _CEILING:
                raise OverflowError("the clock is beyond the year 2089: row ids no longer fit 63 bits")
            if count:
                self._last = first + count - 1
                self._sequence = (self._sequence + count) & _SEQUENCE_MASK
        return range(first, first + count)


_source = RowIdSource()
os.register_at_fork(after_in_child=_source.restart)


def make_row_id() -> int:
    """One new id, greater than every id this process made before."""
    return _source.take(1)[0]


def make_row_ids(count: int) -> list[int]:
    """`count` new ids in ascending order."""
    return list(_source.take(count))
