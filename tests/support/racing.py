"""Real concurrency for tests: threads that start together, on a database that locks as the product's does."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction


@pytest.fixture
def shared_database(transactional_db, tmp_path: Path) -> Iterator[None]:
    """A database every thread may open: SQLite's test memory has no busy timeout, so a file takes its place."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "shared.sqlite3"
    with sqlite3.connect(path) as file:
        memory.backup(file)
    file.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    connection.connect()
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture
def race(shared_database: None) -> Callable[[Iterable[Callable[[], Any]]], list[Any]]:
    """``race([act, …])`` lets all acts go at once and gives what each returned or raised."""

    def run(acts: Iterable[Callable[[], Any]]) -> list[Any]:
        acts = list(acts)
        together, results = Barrier(len(acts)), [None] * len(acts)

        def one(place: int, act: Callable[[], Any]) -> None:
            together.wait(30)
            try:
                results[place] = act()
            except Exception as error:
                results[place] = error
            finally:
                connection.close()

        threads = [Thread(target=one, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return results

    return run


@contextmanager
def elsewhere(act: Callable[[], Any], seconds: float = 30) -> Iterator[None]:
    """Another transaction has done ``act`` and ends with the block, or after so many seconds."""
    done, may_end = Event(), Event()

    def run() -> None:
        with transaction.atomic():
            act()
            done.set()
            may_end.wait(seconds)
        connection.close()

    thread = Thread(target=run)
    thread.start()
    try:
        assert done.wait(30)
        yield
    finally:
        may_end.set()
        thread.join(30)
