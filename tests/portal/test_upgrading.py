"""An installation of the first version comes to today's tables with its rows and its guards."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from jiangong.domains.accounts.receivers import TRIGGERS
from tests.support.templates import migrated_sqlite

ROOT = Path(__file__).parents[2]


@pytest.fixture
def manage(tmp_path):
    """Commands on an installation of its own."""
    environment = {**os.environ, "JIANGONG_VAR": str(tmp_path), "JIANGONG_DEMO": "false"}
    environment.pop("DATABASE_URL", None)

    def run(*arguments: str, refused: bool = False) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == refused, done.stderr[-2000:]
        return done.stderr

    return run


def triggers(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}


def test_users_of_the_first_version_stay_and_so_do_the_guards(manage, tmp_path):
    manage("migrate", "accounts", "0001", "-v0")
    database = sqlite3.connect(tmp_path / "jiangong.sqlite3")
    columns = [row[1] for row in database.execute("PRAGMA table_info(accounts_user)")]
    values = {"username": "chenxl", "name": "陈晓玲"}
    marks = ", ".join("?" for _ in columns)
    row = [values.get(column, "2024-01-01" if column.endswith("_at") else 0) for column in columns]
    database.execute(f"INSERT INTO accounts_user VALUES ({marks})", row)
    database.commit()
    assert triggers(database) >= set(TRIGGERS)
    manage("migrate", "-v0")
    assert database.execute("SELECT name, is_demo FROM accounts_user").fetchall() == [("陈晓玲", 0)]
    assert triggers(database) >= set(TRIGGERS)


def test_a_cut_off_migration_gets_its_guards_back(manage, tmp_path):
    shutil.copy(migrated_sqlite(), tmp_path)
    database = sqlite3.connect(tmp_path / "jiangong.sqlite3")
    database.execute(f"DROP TRIGGER {TRIGGERS[0]}")
    database.commit()
    manage("prepare")
    assert triggers(database) >= set(TRIGGERS)


def test_a_program_older_than_its_database_does_not_touch_it(manage, tmp_path):
    shutil.copy(migrated_sqlite(), tmp_path)
    database = sqlite3.connect(tmp_path / "jiangong.sqlite3")
    database.execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_to_come', '2026-01-01')"
    )
    database.commit()
    assert "数据库由更新的版本升级过（people.9999_to_come）" in manage("prepare", refused=True)


def test_an_empty_database_is_not_taken_for_an_opened_one(manage, tmp_path):
    shutil.copy(migrated_sqlite(), tmp_path)
    manage("prepare")
    assert "请运行jiangong restore" in manage("prepare", "--opened", refused=True)
