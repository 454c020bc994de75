"""What the settings make of addresses and limits."""

from pathlib import Path

from jiangong.config import env


def test_pages_have_a_limit_on_postgresql_and_jobs_have_none():
    database = env.database("postgresql://u@h/jiangong", Path("/nowhere"), 8)
    assert database["OPTIONS"]["options"] == "-c lock_timeout=10000"
    env.limit_statements(database, 30_000)
    assert database["OPTIONS"]["options"] == "-c lock_timeout=10000 -c statement_timeout=30000"


def test_sqlite_has_no_limit_to_set():
    database = env.sqlite(Path("/nowhere/jiangong.sqlite3"))
    before = {**database["OPTIONS"]}
    env.limit_statements(database, 30_000)
    assert database["OPTIONS"] == before
