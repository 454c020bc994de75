"""What the settings make of addresses and limits."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from jiangong.config import env


def test_pages_have_a_limit_on_postgresql_and_jobs_have_none():
    database = env.database("postgresql://u@h/jiangong", Path("/nowhere"), 8)
    unlimited = database["OPTIONS"]["options"]
    assert "statement_timeout" not in unlimited
    env.limit_statements(database, 30_000)
    assert database["OPTIONS"]["options"] == f"{unlimited} -c statement_timeout=30000"


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


def test_an_address_of_a_database_that_is_not_whole_is_told_in_words():
    for address in (
        "postgresql://u:a/b@h/x",
        "postgresql://u:p#w@h/x",
        "postgresql://u@h",
        "postgresql://u@h:z/x",
    ):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL不完整"):
            env.database(address, Path("/nowhere"), 8)
    assert env.database("postgresql://u:a%2Fb@h:5433/x", Path("/nowhere"), 8)["PASSWORD"] == "a/b"


def test_a_file_or_place_out_of_reach_is_told_in_words(monkeypatch, tmp_path):
    monkeypatch.delenv("JIANGONG_SECRET_KEY", raising=False)
    monkeypatch.setenv("JIANGONG_SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="读不了JIANGONG_SECRET_KEY_FILE指的文件"):
        env.read("JIANGONG_SECRET_KEY")
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="建不了数据目录"):
        env.make_directory(tmp_path / "file" / "var")
