"""Everything the product holds about one person, for the copy the law entitles them to."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from jiangong.domains.people.models import SEALED, Person
from jiangong.kit.listing.columns import BoundColumn, Column

Section = tuple[str, list[dict[str, Any]]]
_HIDDEN = {f"{name}_{part}" for name in SEALED for part in ("sealed", "index")}


def registered_facts(person: Person) -> list[Section]:
    """The entry itself with its numbers in plain text, then every row that points at it, by its Chinese names."""
    own = _facts(person)
    own |= {column.label: column.of(person) for column in SEALED.values()}
    return [("登记资料", [own]), *_elsewhere(person)]


def _elsewhere(person: Person) -> Iterator[Section]:
    for relation in person._meta.related_objects:
        if relation.many_to_many or relation.related_model is Person:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
        found = [_facts(row, leave_out=relation.field.name) for row in rows[:1000]]
        if found:
            yield str(relation.related_model._meta.verbose_name), found


def _facts(row: models.Model, leave_out: str = "") -> dict[str, Any]:
    return {
        str(field.verbose_name): _shown(row, field)
        for field in row._meta.concrete_fields
        if field.name not in _HIDDEN and field.name not in {leave_out, "version"}
    }


def _shown(row: models.Model, field: models.Field) -> str:
    if field.is_relation:
        related = getattr(row, field.name)
        return "" if related is None else str(related)
    column = Column(field.name, str(field.verbose_name))
    return BoundColumn(column, type(row), 0).cell((getattr(row, field.name),)).text
