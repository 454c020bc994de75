"""The register of sealed columns: what a change of key must seal anew, whichever app keeps it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

from jiangong.kit.access.keyring import keyring, unseal

BATCH = 1000
_register: dict[tuple[str, str], "SealedColumn"] = {}


def _nothing(text: str) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed values, each bound to its row: ``context`` and the key in ``bound_to``.

    ``derived`` gives the columns that follow from the plain text, such as a blind index.
    """

    model: str
    column: str
    context: str
    bound_to: str = "pk"
    derived: Callable[[str], dict[str, str]] = _nothing

    def waiting(self) -> models.QuerySet:
        """Rows whose value does not begin with the current suite and key, of the whole federation."""
        ring = keyring()
        current = {f"{self.column}__startswith": f"{ring.suite}.{ring.current}."}
        rows = apps.get_model(self.model)._base_manager.all()
        return rows.exclude(**{self.column: ""}).exclude(**current)

    @transaction.atomic
    def reseal_batch(self, after: int) -> tuple[int, int]:
        """Reseal the next rows whose id is above ``after``: how many they were, and the last id.

        A row is written only if it is still as it was read: whoever changed it meanwhile sealed it anew.
        """
        rows = self.waiting().filter(pk__gt=after).order_by("pk")
        found = list(rows.values_list("pk", self.column, self.bound_to)[:BATCH])
        for pk, value, key in found:
            context = f"{self.context}:{key}"
            text = unseal(value, context)
            values = {self.column: keyring().seal(text, context=context), **self.derived(text)}
            rows.model._base_manager.filter(pk=pk, **{self.column: value}).update(**values)
        return len(found), found[-1][0] if found else after


def register_sealed(column: SealedColumn) -> None:
    """Let a change of key reach this column; called beside its model."""
    _register[column.model, column.column] = column


def sealed_columns() -> list[SealedColumn]:
    return list(_register.values())


def count_old_seals() -> int:
    """How many values are still under an earlier key or suite."""
    return sum(column.waiting().count() for column in sealed_columns())
