"""Row ids: unique, ascending, within 63 bits, whatever the clock, threads and forks do."""

import multiprocessing
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib import rowids
from jiangong.lib.rowids import EPOCH_MS, RowIdSource, make_row_id, make_row_ids
from tests.support.pace import within


def test_ids_ascend_across_single_and_bulk():
    made = [make_row_id(), *make_row_ids(1000), make_row_id()]
    assert made == sorted(set(made))
    assert all(0 < each < 2**63 for each in made)


def test_id_carries_the_millisecond_it_was_made_in():
    source = RowIdSource(lambda: (EPOCH_MS + 5_000) * 1_000_000)
    assert source.take(1)[0] >> 22 == 5_000


def test_bulk_of_a_whole_city_is_fast_and_unique():
    assert within(1, lambda: make_row_ids(1_700_000))
    assert len(set(make_row_ids(1_700_000))) == 1_700_000


def test_zero_ids_reserve_nothing():
    assert make_row_ids(0) == []
    with pytest.raises(ValueError):
        make_row_ids(-1)


@given(st.lists(st.tuples(st.integers(0, 2**41 - 2), st.integers(0, 50)), min_size=1))
def test_no_id_comes_twice_whatever_the_clock_does(steps):
    now = [0]
    source = RowIdSource(lambda: (EPOCH_MS + now[0]) * 1_000_000)
    made = []
    for moment, count in steps:
        now[0] = moment
        made += source.take(count)
    assert made == sorted(set(made))


def test_clock_before_the_epoch_still_gives_positive_ids():
    source = RowIdSource(lambda: 0)
    assert 0 <= source.take(1)[0] < 1 << 22


def test_exhausted_bits_are_refused():
    source = RowIdSource(lambda: (EPOCH_MS + 2**41) * 1_000_000)
    with pytest.raises(OverflowError, match="2089"):
        source.take(1)


def test_threads_share_no_id():
    made: list[int] = []

    def work() -> None:
        mine = [make_row_id() for _ in range(2000)]
        made.extend(mine)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == len(set(made)) == 16_000


def _send_sequence(sender) -> None:
    sender.send((rowids._source._sequence, rowids._source._lock.locked()))


def test_forked_child_begins_its_own_sequence_with_a_free_lock():
    context = multiprocessing.get_context("fork")
    seen = {rowids._source._sequence}
    with rowids._source._lock:  # as if another thread were in the middle of making an id
        for _ in range(3):
            receiver, sender = context.Pipe(duplex=False)
            child = context.Process(target=_send_sequence, args=(sender,))
            child.start()
            assert receiver.poll(10)
            sequence, locked = receiver.recv()
            child.join(10)
            assert not locked
            seen.add(sequence)
    assert len(seen) > 1
