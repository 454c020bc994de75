"""Writers of one file take turns, of all threads and processes, and nobody keeps a turn that is over."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from jiangong.config import env
from jiangong.config.sqlite.base import DatabaseWrapper
from jiangong.config.sqlite.turns import YOUNG, Turns

HASTY = 0.2
HOLD = """
import sys, time
from jiangong.config.sqlite.turns import YOUNG, Turns
print(Turns(sys.argv[1]).take(5), flush=True)
time.sleep(60)
"""


@pytest.fixture
def pair(db, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two connections to one database, neither of which waits long."""
    settings = {**connections["default"].settings_dict, **env.sqlite(tmp_path / "own.sqlite3")}
    settings["OPTIONS"] |= {"timeout": HASTY}
    names = ("one", "other")
    for name in names:
        connections[name] = DatabaseWrapper(settings, alias=name)
    with connections["one"].cursor() as cursor:
        cursor.execute("CREATE TABLE place (name text UNIQUE)")
    yield names
    for name in names:
        connections[name].close()
        del connections[name]


def write(name: str, what: str) -> None:
    with transaction.atomic(name), connections[name].cursor() as cursor:
        cursor.execute("INSERT INTO place VALUES (%s)", [what])


def put(name: str, what: list[str]) -> None:
    with connections[name].cursor() as cursor:
        cursor.executemany("INSERT INTO place VALUES (%s)", [[one] for one in what])


def look(name: str) -> None:
    with connections[name].cursor() as cursor:
        cursor.execute("SELECT 1 FROM place")


def test_one_writes_at_a_time_and_the_next_may_as_soon_as_it_is_over(pair):
    one, other = pair
    with transaction.atomic(one):
        look(one)
        with pytest.raises(OperationalError, match="locked"):
            write(other, "甲")
    write(other, "甲")
    with pytest.raises(ZeroDivisionError), transaction.atomic(one):
        look(one) or 1 / 0
    write(other, "乙")
    connections[one].ensure_connection()
    connections[one].set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    look(one)
    connections[one].close()  # a transaction that nobody ended
    write(other, "丙")


def test_a_transaction_that_has_said_nothing_yet_keeps_nobody_waiting(pair):
    one, other = pair
    with transaction.atomic(one):
        write(other, "甲")
        with transaction.atomic(one):  # a savepoint is a statement
            put(one, ["乙", "丙"])
        with pytest.raises(OperationalError, match="locked"):
            write(other, "丁")
    with transaction.atomic(one):
        pass
    write(other, "丁")
    with pytest.raises(ZeroDivisionError), transaction.atomic(one):
        put(one, ["戊"]) or 1 / 0
    write(other, "戊")
    with pytest.raises(IntegrityError), transaction.atomic(one):
        write(one, "乙")


def test_who_waits_gets_the_turn_that_is_given_back(tmp_path):
    turns = Turns(str(tmp_path / "turn"))
    waited: list[float] = []

    def wait() -> None:
        assert turns.take(5)
        waited.append(time.monotonic())
        turns.give_back()

    assert turns.take(5)
    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(HASTY)
    over = time.monotonic()
    turns.give_back()
    thread.join()
    assert over <= waited[0] < over + 1


def test_another_process_has_the_turn_until_it_dies(tmp_path):
    path = str(tmp_path / "turn")
    holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout
        assert holder.stdout.readline().strip() == "True"
        assert not Turns(path).take(HASTY)
        holder.kill()
        assert Turns(path).take(5)
    finally:
        holder.kill()
        holder.wait(5)


def test_a_forked_child_takes_turns_with_its_parent(tmp_path):
    """They would share the lock of a file opened before; and a turn the parent has is not the child's."""
    turns = Turns(str(tmp_path / "turn"))
    assert turns.take(5)
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        early = turns.take(HASTY)
        os.write(tell, b"early" if early else b"ready")
        os.write(tell, b"taken" if turns.take(30) else b"never")
        time.sleep(60)
        os._exit(0)
    try:
        assert os.read(told, 5) == b"ready"
        turns.give_back()
        assert os.read(told, 5) == b"taken"
        assert not turns.take(HASTY)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert turns.take(5)


def test_threads_take_turns_where_no_file_can_be_locked(tmp_path):
    turns = Turns(str(tmp_path / "nowhere" / "turn"))
    assert turns.take(HASTY)
    assert not turns.take(HASTY)
    turns.give_back()
    assert turns.take(HASTY)


def test_beside_a_short_turn_the_threads_of_its_process_give_way(tmp_path, monkeypatch):
    monkeypatch.setattr("jiangong.config.sqlite.turns.YOUNG", 5)
    turns, seen = Turns(str(tmp_path / "turn")), []

    def step() -> None:
        turns.give_way()
        seen.append("the other goes on")

    assert turns.take(5)
    thread = threading.Thread(target=step)
    thread.start()
    time.sleep(HASTY)
    seen.append("the turn is over")
    turns.give_back()
    thread.join()
    assert seen == ["the turn is over", "the other goes on"]
    began = time.monotonic()
    turns.give_way()
    assert time.monotonic() - began < 1


def test_a_long_turn_is_not_waited_for(pair):
    one, other = pair
    with transaction.atomic(one):
        write(one, "甲")
        time.sleep(YOUNG)
        began = time.monotonic()
        for _ in range(50):
            look(other)
        assert time.monotonic() - began < 50 * YOUNG / 2
