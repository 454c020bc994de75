"""SQLite connections outlive a request, but never the file they were opened on."""

import shutil
from pathlib import Path

import pytest
from django.db import connections

from jiangong.config import env
from jiangong.config.sqlite.base import DatabaseWrapper


@pytest.fixture
def connection(db, tmp_path: Path):
    settings = {**connections["default"].settings_dict, **env.sqlite(tmp_path / "own.sqlite3")}
    made = DatabaseWrapper(settings, alias="own")
    yield made
    made.close()


def begin_request(connection: DatabaseWrapper) -> None:
    """What Django does to every connection at the beginning and at the end of a request."""
    connection.close_if_unusable_or_obsolete()


def rows(connection: DatabaseWrapper) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM place ORDER BY name")
        return cursor.fetchall()


def fill(connection: DatabaseWrapper, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS place (name text)")
        cursor.execute("INSERT INTO place VALUES (%s)", [name])


def test_the_next_request_finds_the_connection_open(connection):
    fill(connection, "甲")
    begin_request(connection)  # the file was made by the first connection, so it is looked at once more
    assert rows(connection) == [("甲",)]
    kept = connection.connection
    begin_request(connection)
    assert rows(connection) == [("甲",)]
    assert connection.connection is kept


def test_a_file_put_in_the_place_of_the_database_is_the_database(connection, tmp_path):
    fill(connection, "甲")
    connection.close()
    shutil.copy(tmp_path / "own.sqlite3", tmp_path / "kept.sqlite3")
    fill(connection, "乙")
    connection.close()
    assert rows(connection) == [("乙",), ("甲",)]
    (tmp_path / "kept.sqlite3").rename(tmp_path / "own.sqlite3")
    begin_request(connection)
    assert rows(connection) == [("甲",)]


def test_every_connection_syncs_each_commit_and_queues_writers(connection):
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert found == ["wal", 2]
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db
@pytest.mark.skipif(connections["default"].vendor != "sqlite", reason="about the file of SQLite")
def test_any_tool_can_check_the_file():
    """Constraints, indexes and triggers that call functions of Django's own keep others from reading the file."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = cursor.fetchall()
    assert len(found) > 100
    assert [name for name, sql in found if "django_" in sql.replace('"django_', "")] == []
