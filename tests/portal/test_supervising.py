"""The supervisor: children come back when they die, and never outlive it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from jiangong.portal import supervising

SUPERVISE = """
import os, pathlib, sys, time
from jiangong.portal.supervising import Child, supervise

def linger():
    pathlib.Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)

supervise([Child("web", linger), Child("work", linger)])
"""


@pytest.fixture
def supervisor(tmp_path: Path):
    """Two children that leave their process ids in a folder."""
    (tmp_path / "pids").mkdir()
    command = [sys.executable, "-c", SUPERVISE, str(tmp_path / "pids")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    until(lambda: len(pids(tmp_path)) == 2)
    yield process
    process.kill()
    process.wait()
    process.stderr.close()


def pids(folder: Path) -> set[int]:
    return {int(path.name) for path in (folder / "pids").iterdir()}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(condition, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_killed_child_is_started_again(supervisor, tmp_path):
    before = pids(tmp_path)
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(pids(tmp_path)) == 3)
    assert sum(alive(pid) for pid in pids(tmp_path)) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_stops_both(supervisor, tmp_path, number):
    supervisor.send_signal(number)
    assert supervisor.wait(10) == 0
    assert not any(alive(pid) for pid in pids(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names processes")
def test_each_child_goes_by_its_own_name(supervisor, tmp_path):
    names = {Path(f"/proc/{pid}/comm").read_text().strip() for pid in pids(tmp_path)}
    assert names == {"jiangong-web", "jiangong-work"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_killed_supervisor_leaves_no_orphans(supervisor, tmp_path):
    supervisor.kill()
    until(lambda: not any(alive(pid) for pid in pids(tmp_path)))


def test_a_process_with_threads_is_not_forked():
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    with pytest.raises(RuntimeError, match="must not be forked"):
        supervising.supervise([])
    ended.set()
    thread.join()


def test_pauses_between_restarts_grow(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(supervising.time, "monotonic", lambda: clock[0])
    child = supervising.Child("dies", lambda: sys.exit(3), due=0.0)
    pauses = []
    for _ in range(3):
        child.watch()
        child.process.join()
        child.watch()
        pauses.append(child.pause)
        clock[0] += child.pause
    assert pauses == [1.0, 2.0, 4.0]
