"""What waits to be forked holds nothing of its parent's, leaves nothing behind and ends with it."""

import os
import socket
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from jiangong.kit.listing.prepared import Prepared, Unprepared, is_single


def echo(order, output):
    os.write(output, order)


def handles(process="self"):
    """What a process has open, the listing itself left out."""
    found = []
    for one in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            found.append(str(one.readlink()))
    return found


def what_is_open(order, output):
    os.write(output, "\n".join(handles()).encode())


def fail(order, output):
    raise ZeroDivisionError


@pytest.fixture
def ready():
    made = []

    def prepared(work):
        made.append(Prepared(work))
        return made[-1]

    yield prepared
    for one in made:
        one.close()


def carried_out(prepared, order=b"", code=0):
    with tempfile.TemporaryFile() as file:
        child = prepared.start(order, file.fileno())
        assert child.wait(20) == code
        assert child.poll() == code
        return os.pread(file.fileno(), 10_000_000, 0)


def test_orders_of_any_length_arrive_one_after_the_other(ready):
    prepared = ready(echo)
    for order in (b"", b"a", b"b" * 5_000_000):
        assert carried_out(prepared, order) == order


def test_a_port_its_parent_listens_at_is_not_held_open(ready):
    with socket.socket() as port, tempfile.TemporaryFile():
        port.bind(("127.0.0.1", 0))
        port.listen()
        prepared, known = ready(what_is_open), f"socket:[{os.fstat(port.fileno()).st_ino}]"
        assert known in handles()
        told = carried_out(prepared).decode().split("\n")
        for held in (told, handles(prepared.pid)):
            assert known not in held
            assert len([one for one in held if one.startswith("socket")]) == 1


def test_a_fork_that_failed_says_so_and_the_next_is_made(ready):
    prepared = ready(fail)
    assert carried_out(prepared, code=1) == b""
    assert carried_out(prepared, code=1) == b""


def test_forks_leave_nothing_behind(ready):
    prepared = ready(echo)
    carried_out(prepared, b"a")
    below = Path(f"/proc/{prepared.pid}/task/{prepared.pid}/children")
    until = time.monotonic() + 5
    while below.read_text() and time.monotonic() < until:
        time.sleep(0.01)
    assert below.read_text() == ""


def test_it_ends_when_its_parent_has_gone_and_says_it_is_not_there():
    prepared = Prepared(echo)
    prepared.close()
    assert not Path(f"/proc/{prepared.pid}").exists()
    with tempfile.TemporaryFile() as file, pytest.raises(Unprepared):
        prepared.start(b"", file.fileno())


def test_a_process_with_threads_may_not_be_forked():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not is_single()
    finally:
        stop.set()
        thread.join()
