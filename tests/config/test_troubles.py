"""What the one who runs a command is told when the database will not have it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, utils
from django.db.migrations.exceptions import MigrationSchemaMissing

from jiangong.config import env
from jiangong.config.troubles import explained
from tests.support.cluster import free_port

ROOT = Path(__file__).parents[2]


def told(address: str, cause: Exception, kind: type[utils.DatabaseError]) -> str:
    error = kind(str(cause))
    error.__cause__ = cause
    return explained(error, env.database(address, Path("/nowhere"), 8))


def test_a_server_out_of_reach_is_told_with_its_answer_and_without_the_password():
    address = f"postgresql://jiangong_app:geheim@127.0.0.1:{free_port()}/jiangong"
    sentence = told(address, psycopg.OperationalError("couldn't get a connection"), OperationalError)
    assert sentence.startswith("连不上数据库。请检查PostgreSQL是否在运行")
    assert "geheim" not in sentence


def test_missing_rights_and_missing_tables_name_the_command_that_mends_them():
    address = "postgresql://jiangong_app:geheim@127.0.0.1/jiangong"
    denied = told(address, psycopg.errors.InsufficientPrivilege("no"), ProgrammingError)
    assert denied.startswith("数据库账号jiangong_app没有权限")
    assert "grants.sql" in denied
    # As migrations wrap it once more: in an error of their own that has no cause, only a context.
    within = ProgrammingError("no")
    within.__cause__ = psycopg.errors.InsufficientPrivilege("no")
    wrapped = MigrationSchemaMissing("no")
    wrapped.__context__ = within
    assert explained(wrapped, env.database(address, Path("/nowhere"), 8)) == denied
    missing = told(address, psycopg.errors.UndefinedTable("no"), ProgrammingError)
    assert "jiangong prepare" in missing


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(tmp_path / "none" / "jiangong.sqlite3")
    sentence = told("sqlite:///none/jiangong.sqlite3", raised.value, OperationalError)
    assert sentence.startswith("打不开或写不进数据库/none/jiangong.sqlite3")
    # What only a developer can mend keeps its traceback.
    assert told("sqlite:///none/a", sqlite3.OperationalError("near SELECT"), OperationalError) == ""


def test_a_command_on_an_empty_database_ends_in_one_sentence(tmp_path):
    environment = {**os.environ, "JIANGONG_VAR": str(tmp_path), "JIANGONG_DEMO": "false"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "reset_password", "xitong"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "数据库里还没有表，或者结构是旧的。请先运行jiangong init（新开通）或jiangong prepare（升级）。"
    ]
