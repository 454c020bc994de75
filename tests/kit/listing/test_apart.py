"""A file made by another process: whole or refused, never cut short in silence, gone with whoever asked."""

import os
import signal
import time
from pathlib import Path

import pytest

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing import apart
from jiangong.kit.listing.apart import MOST, Broken, PiecesApart
from jiangong.kit.listing.prepared import Prepared


def counted(pieces: int, pause: float = 0.0):
    for number in range(pieces):
        yield b"%06d" % number
        if pause:  # asked to sleep for no time it would still let everybody else go first
            time.sleep(pause)


def named():
    yield f"{os.getpid()} {os.nice(0)}".encode()


def broken_at_once():
    raise ZeroDivisionError
    yield b""


def broken_midway():
    yield b"the beginning"
    time.sleep(0.3)
    raise ZeroDivisionError


def is_running(made: PiecesApart) -> bool:
    return made._child.poll() is None


@pytest.fixture(autouse=True, params=["begun", "forked"])
def nobody_else(request, monkeypatch):
    """Either way to a child; every one that a test leaves behind is ended with it."""
    ready = [Prepared(apart._make)] if request.param == "forked" else []
    monkeypatch.setattr(apart, "_prepared", ready)
    yield request.param
    for one in ready:
        one.close()
    for child in apart._running:
        child.kill()
        child.wait()
    apart._running.clear()


def test_every_byte_comes_in_order_from_a_process_that_lets_pages_go_first():
    assert b"".join(PiecesApart(counted, 50_000)) == b"".join(counted(50_000))
    process, niceness = b"".join(PiecesApart(named)).split()
    assert int(process) != os.getpid()
    assert int(niceness) == os.nice(0) + apart.COURTESY


def test_the_first_bytes_come_before_the_last_are_made():
    made = PiecesApart(counted, 1_000, 0.05)
    assert next(made).startswith(b"000000")
    assert is_running(made)
    made.close()


def test_a_file_that_cannot_begin_is_an_error_at_once():
    with pytest.raises(Broken, match="ended with 1"):
        PiecesApart(broken_at_once, last_words=b"cut short")


def test_a_file_that_breaks_off_says_so_once():
    made = PiecesApart(broken_midway, last_words=b"cut short")
    assert list(made) == [b"the beginning", b"cut short"]
    made.close()


def test_whoever_goes_away_takes_process_and_file_along(settings):
    made = PiecesApart(counted, 10_000, 0.05)
    assert list(Path(settings.STAGING_DIR).iterdir()) == []
    made.close()
    assert not is_running(made)
    with pytest.raises(ValueError, match="closed"):
        made._file.fileno()


def test_a_slow_reader_does_not_keep_the_process():
    made = PiecesApart(counted, 50_000)
    made._child.wait(20)
    assert b"".join(made) == b"".join(counted(50_000))
    made.close()


def test_more_than_a_few_at_a_time_are_asked_to_wait():
    made = [PiecesApart(counted, 10_000, 0.05) for _ in range(MOST)]
    with pytest.raises(Refusal, match="同时导出的人较多"):
        PiecesApart(counted, 1)
    made[0].close()
    assert b"".join(PiecesApart(counted, 1)) == b"000000"
    made[1].close()


def test_once_what_was_ready_has_died_a_child_is_begun(nobody_else):
    if nobody_else == "forked":
        os.kill(apart._prepared[0].pid, signal.SIGKILL)
        os.waitid(os.P_PID, apart._prepared[0].pid, os.WEXITED | os.WNOWAIT)
    assert b"".join(PiecesApart(counted, 10)) == b"".join(counted(10))
    assert apart._prepared == []


def test_a_fork_killed_on_its_way_is_no_whole_file():
    made = PiecesApart(counted, 10_000, 0.05, last_words=b"cut short")
    next(made)
    made._child.kill()
    assert list(made)[-1] == b"cut short"
    made.close()
