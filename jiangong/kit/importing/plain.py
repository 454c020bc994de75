"""Rows of a sheet that become rows of one model, and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import ImportSpec

BATCH = 500
OVERTAKEN = "检查之后，表里有内容已被登记。请重新检查后再导入。"


class PlainImport(ImportSpec):
    """Subclasses say which model, and how a checked row becomes one of it."""

    model: Any

    def draft(self, row: dict[str, Any], actor: Actor) -> Any:
        """The unsaved row."""
        raise NotImplementedError(self.key)

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        drafts = [self.draft(row, actor) for row in rows]
        report(len(drafts))

        def write() -> list[int]:
            try:
                with transaction.atomic():
                    self.model.objects.bulk_create(drafts, batch_size=BATCH)
            except IntegrityError as error:
                raise Refusal(OVERTAKEN) from error
            record_many(actor, f"{self.model._meta.label_lower}.create", drafts)
            return [draft.pk for draft in drafts]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        """Remove rows nobody has worked on since."""
        wanted, gone = sorted(keys), 0
        untouched = self.untouched(self.model.objects.visible_to(actor).filter(version=0))
        for start in range(0, len(wanted), BATCH):
            removed = untouched.filter(pk__in=wanted[start : start + BATCH]).delete()[1]
            gone += removed.get(self.model._meta.label, 0)
        record(actor, f"{self.model._meta.label_lower}.discard", rows=gone)
        return gone

    def untouched(self, rows: Any) -> Any:
        """Narrow rows of version 0 further where others may have come to hang on them."""
        return rows
