"""Indexes that were set aside come back as they were, with what they forbid, and with a failure they never went."""

import pytest
from django.db import IntegrityError, connection, transaction

from jiangong.domains.people.models import Person
from jiangong.kit.loading import bulk, bulk_load
from jiangong.kit.loading.indexes import SetAside
from tests.factories.people import make_person

COLUMNS = ("id", "name", "organization_id", "id_number_index")
TABLE = Person._meta.db_table


def indexes() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s", [TABLE])
        return dict(cursor.fetchall())


@pytest.fixture(autouse=True)
def on_sqlite(cast, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its indexes")
    monkeypatch.setattr(bulk, "BATCH", 10)


@pytest.fixture
def away(monkeypatch):
    """After how many rows the indexes went."""
    seen = []

    def watched(cursor, table):
        cursor.execute(f"SELECT count(*) FROM {table}")
        seen.append(cursor.fetchone()[0])
        return SetAside(cursor, table)

    monkeypatch.setattr(bulk, "SetAside", watched)
    return seen


def rows(cast, count, first=1_000):
    return [(first + n, f"张{n}", cast.district.pk, f"{first + n:032x}") for n in range(count)]


@pytest.mark.parametrize(
    ("known", "count", "went"), [(0, 10, []), (0, 11, [10]), (25, 30, []), (25, 45, [55])]
)
def test_indexes_go_once_more_rows_have_come_than_there_were(cast, away, known, count, went):
    before = indexes()
    bulk_load(Person, COLUMNS, rows(cast, known))
    away.clear()
    assert bulk_load(Person, COLUMNS, rows(cast, count, 5_000)) == count
    assert away == went
    assert indexes() == before
    assert Person.objects.ungated("test").filter(name="张3").count() == 1 + (known > 3)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]


def test_what_an_index_forbids_is_refused_all_the_same_and_nothing_is_lost(cast):
    before = indexes()
    make_person("王五", cast.union)
    twice = [*rows(cast, 25), (9_000, "张三", cast.district.pk, f"{1_001:032x}")]
    with pytest.raises(IntegrityError, match="id_number_index"), transaction.atomic():
        bulk_load(Person, COLUMNS, twice)
    assert indexes() == before
    assert [person.name for person in Person.objects.ungated("test")] == ["王五"]


def test_the_planner_knows_the_indexes_that_came_back(cast):
    bulk_load(Person, COLUMNS, rows(cast, 50))
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = %s", [TABLE])
        assert {"person_name", "person_organization"} <= {name for (name,) in cursor.fetchall()}


def test_an_index_over_few_values_is_known_as_one(cast):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE sums (node integer, indicator integer)")
        cursor.execute("CREATE INDEX of_indicator ON sums (indicator)")
        rows = [(node, indicator) for indicator in range(12) for node in range(5_000)]
        cursor.executemany("INSERT INTO sums VALUES (%s, %s)", rows)
        SetAside(cursor, "sums").put_back()
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'of_indicator'")
        assert int(cursor.fetchone()[0].split()[1]) == 5_000
        cursor.execute("DROP TABLE sums")
