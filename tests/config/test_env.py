"""What the settings make of addresses and limits."""

from pathlib import Path

import pytest

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


def test_a_wrong_value_is_told_in_words():
    wrong = {"natural": ("x", "-1", "²", "1.5"), "bool": ("maybe",), "hours": ("8",), "site": ("ftp://a",)}
    for kind, texts in wrong.items():
        for text in texts:
            with pytest.raises(ValueError, match=r"^应"):
                env.READERS[kind](text)
    assert env.READERS["natural"]("08") == 8
