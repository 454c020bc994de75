"""What tests with several threads need."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture
def shared_database(transactional_db, tmp_path: Path) -> Iterator[None]:
    """SQLite in memory locks whole tables between threads; these tests use a file, as the product does."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    path, memory, held = tmp_path / "shared.sqlite3", connection.settings_dict["NAME"], connection.connection
    copy = sqlite3.connect(path)
    held.backup(copy)
    copy.close()
    connection.settings_dict["NAME"], connection.connection = str(path), None
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = memory, held
