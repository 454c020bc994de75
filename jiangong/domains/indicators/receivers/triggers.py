# ruff: noqa: S608 — every name in these statements is a table or column of our own models
"""The database itself notes which unit's figures of which year changed, whatever wrote the row."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from jiangong.domains.indicators.measures import measures
from jiangong.domains.indicators.models import Fact, Pending
from jiangong.domains.organizations.models import OrganizationSpan

PREFIX = "figures_of_"
EVENTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
Columns = set[tuple[str, str]]  # (organization, day)


def watched_tables() -> dict[str, Columns]:
    """Every table figures are made of, with the columns that say whose and when."""
    found: dict[str, Columns] = defaultdict(set)
    for model, organization, day in (
        (Fact, "organization", "dated_on"),
        (OrganizationSpan, "organization", "starts_on"),
    ):
        found[model._meta.db_table].add(_columns(model, organization, day))
    for one in measures():
        for day in filter(None, (one.date, one.until)):
            found[one.model_class._meta.db_table].add(_columns(one.model_class, one.organization, day))
    return dict(found)


def _columns(model: type[Model], organization: str, day: str) -> tuple[str, str]:
    named = {field.name: str(field.column) for field in model._meta.concrete_fields}
    return named[organization], named[day]


@receiver(pre_migrate, sender=apps.get_app_config("indicators"))
def step_aside(using: str, plan: Any, **kwargs: Any) -> None:
    """SQLite rebuilds a table to change it and stumbles over triggers of others that name it."""
    if connections[using].vendor == "sqlite" and plan:
        with connections[using].cursor() as cursor:
            _drop_sqlite(cursor)


@receiver(post_migrate, sender=apps.get_app_config("indicators"))
def watch_tables(using: str, **kwargs: Any) -> None:
    """Put every trigger in its place; what stood there before is replaced."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if Pending._meta.db_table not in present:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _drop_sqlite(cursor)
        for table, columns in watched_tables().items():
            if table in present:
                for statement in _STATEMENTS[connection.vendor](table, columns):
                    cursor.execute(statement)


def _drop_sqlite(cursor: Any) -> None:
    cursor.execute(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%%'")
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')


def _sqlite(table: str, columns: Columns) -> list[str]:
    """One writer at a time: a place that is noted and not settled need not be noted again."""
    statements = []
    for event, rows in EVENTS.items():
        notes = "\n".join(_sqlite_note(table, row, *pair) for row in rows for pair in sorted(columns))
        statements.append(
            f'CREATE TRIGGER "{PREFIX}{table}_{event}" AFTER {event.upper()} ON "{table}" BEGIN {notes} END'
        )
    return statements


def _sqlite_note(table: str, row: str, organization: str, day: str) -> str:
    unit, year = f'{row}."{organization}"', f"CAST(strftime('%Y', {row}.\"{day}\") AS INTEGER)"
    return (
        f"INSERT INTO indicators_pending (source, organization_id, year) SELECT '{table}', {unit}, {year} "
        f'WHERE {unit} IS NOT NULL AND {row}."{day}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM indicators_pending '
        f"WHERE source = '{table}' AND organization_id = {unit} AND year = {year});"
    )


def _postgresql(table: str, columns: Columns) -> list[str]:
    """A note per statement: many writers at once never wait for each other, and a COPY is one statement."""
    statements = []
    for event, rows in EVENTS.items():
        name = f"{PREFIX}{table}_{event}"
        seen = " UNION ".join(
            f'SELECT "{organization}" AS unit, extract(year FROM "{day}")::smallint AS year '
            f'FROM rows_{row.lower()} WHERE "{organization}" IS NOT NULL AND "{day}" IS NOT NULL'
            for row in rows
            for organization, day in sorted(columns)
        )
        tables = " ".join(f"{row} TABLE AS rows_{row.lower()}" for row in rows)
        function = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"INSERT INTO indicators_pending (source, organization_id, year) SELECT '{table}', unit, year "
            f"FROM ({seen}) AS seen; RETURN NULL; END $$"
        )
        trigger = (
            f'CREATE OR REPLACE TRIGGER "{name}" AFTER {event.upper()} ON "{table}" REFERENCING {tables} '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
        statements += [function, trigger]
    return statements


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
