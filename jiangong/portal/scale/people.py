"""Fills a federation with as many people as a large city has, sealed like any other."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from django.db import connection, transaction

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import ID_NUMBER, PHONE, Person
from jiangong.kit.loading import bulk_load
from jiangong.lib.rowids import make_row_ids
from jiangong.portal.demo.people import COLUMNS, invent

PEOPLE = 1_720_000
CHUNK = 50_000
FIRST_NUMBER = 20_000_000  # far from the numbers the demo's own people are made from
Row = tuple


def load(count: int = PEOPLE) -> int:
    """Bring the people up to ``count``, spread over the grass-roots unions; returns how many were added.

    Indexes are taken away and built again at the end: filling them row by row takes several times as long.
    The planner then learns what is in them, as a database in use would know.
    """
    known = Person.objects.ungated("loading for measurement").count()
    if known >= count:
        return 0
    unions = list(
        Organization.objects.ungated("loading for measurement")
        .filter(kind=Kind.GRASSROOTS, closed_on=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    tasks = [
        (FIRST_NUMBER + known + start, min(CHUNK, count - known - start), unions)
        for start in range(0, count - known, CHUNK)
    ]
    with transaction.atomic():
        rebuilt = [index for index in Person._meta.indexes if known < count // 10]
        _execute(f"DROP INDEX {connection.ops.quote_name(index.name)}" for index in rebuilt)
        loaded = sum(bulk_load(Person, COLUMNS, rows) for rows in _made(tasks))
        if connection.vendor == "postgresql":
            connection.check_constraints()  # no index can be made while foreign keys wait to be checked
        _execute(index.create_sql(Person, connection.schema_editor()) for index in rebuilt)
        _execute([f"ANALYZE {connection.ops.quote_name(Person._meta.db_table)}"])
    return loaded


def _execute(statements: Iterable[object]) -> None:
    """The schema editor writes the statements; entering it would need foreign keys switched off on SQLite."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(str(statement))


def _made(tasks: list[tuple[int, int, list[int]]]) -> Iterator[list[Row]]:
    """Chunks of rows, inventing and sealing spread over the cores, never more than two chunks ahead."""
    workers = min(os.cpu_count() or 1, 4)
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        left = iter(tasks)
        running = [pool.submit(make_rows, *task) for task in islice(left, workers + 1)]
        while running:
            yield running.pop(0).result()
            running += [pool.submit(make_rows, *task) for task in islice(left, 1)]


def make_rows(first: int, count: int, unions: list[int]) -> list[Row]:
    """``count`` people from invented number ``first`` on."""
    ids = make_row_ids(count)
    people = [invent(number) for number in range(first, first + count)]
    phones = PHONE.seal_many([(pk, one.phone) for pk, one in zip(ids, people, strict=True)])
    numbers = ID_NUMBER.seal_many([(pk, one.id_number) for pk, one in zip(ids, people, strict=True)])
    phone_indexes = PHONE.index_many(one.phone for one in people)
    number_indexes = ID_NUMBER.index_many(one.id_number for one in people)
    return [
        (
            ids[n],
            unions[(first + n) * 7_919 % len(unions)],
            one.name,
            one.gender,
            one.birth_on,
            one.occupation,
            one.skill_grade,
            "",
            one.is_migrant_worker,
            n % 11 == 0,
            False,
            phones[n],
            phone_indexes[n],
            numbers[n],
            number_indexes[n],
        )
        for n, one in enumerate(people)
    ]
