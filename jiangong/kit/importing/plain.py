"""Rows of a sheet that become rows of one ledger, and nothing else: whose they are, no day to come, nothing twice."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import Checker, ImportSpec, Row
from jiangong.kit.importing.undoing import take_back

BATCH = 500
OVERTAKEN = "检查之后，表里有内容已被登记。请重新检查后再导入。"
FIRST_YEAR = 2000  # no entry of a ledger is older


class PlainChecker(Checker):
    """Subclasses say what unions are called, what else a row needs, and what makes two rows the same."""

    past: dict[str, str] = {}  # days that cannot be to come, with their labels
    told_at: str  # the column a twin is told at

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self.own = self.home()
        self._unions: dict[str, Any] = {}
        self._first_row: dict[Hashable, int] = {}

    def home(self) -> Any:
        """The union whose ledger a row without one belongs to."""
        raise NotImplementedError(type(self).__name__)

    def unions_meant(self, texts: Iterable[str]) -> dict[str, Any]:
        """Unions by spelling; a sentence stands where none or several are meant."""
        raise NotImplementedError(type(self).__name__)

    def complete(self, rows: list[Row]) -> None:
        """Look at the rest of the rows, in a constant number of queries."""

    def keys(self, row: Row) -> tuple[Hashable, ...]:
        """What makes another row the same; of each key there may be one."""
        raise NotImplementedError(type(self).__name__)

    def taken(self, rows: list[Row]) -> dict[Hashable, str]:
        """The keys of these rows that stand already, with the union that entered each."""
        raise NotImplementedError(type(self).__name__)

    def check(self, rows: list[Row]) -> None:
        self._unions |= self.unions_meant(fresh(rows, "union", self._unions))
        for row in rows:
            self._place(row)
            self._check_days(row)
        self.complete(rows)
        sure = [row for row in rows if not row.failed]
        taken = self.taken(sure)
        for row in sure:
            self._look_for_twin(row, taken)

    def _place(self, row: Row) -> None:
        text = row.values.get("union")
        union = self._unions[text] if text else self.own
        if union is None or isinstance(union, str):
            row.refuse("union", union or "请填写登记工会。")
        else:
            row.values["union"] = union.pk

    def _check_days(self, row: Row) -> None:
        for name, label in self.past.items():
            if (text := row.values.get(name)) is None:
                continue
            day = date.fromisoformat(text)
            if day > timezone.localdate():
                row.refuse(name, f"{label}不能晚于今天。")
            elif day.year < FIRST_YEAR:
                row.refuse(name, f"{label}的年份不对，请核对。")

    def _look_for_twin(self, row: Row, taken: dict[Hashable, str]) -> None:
        for key in self.keys(row):
            if key in taken:
                self.tell_twin(row, f"{taken[key]}已登记过，这一行不必再导入。")
                return
            first = self._first_row.setdefault(key, row.number)
            if first != row.number:
                self.tell_twin(row, f"与第{first}行相同，请只保留一行。")
                return

    def tell_twin(self, row: Row, sentence: str) -> None:
        row.refuse(self.told_at, sentence)


def fresh(rows: list[Row], name: str, known: Any) -> set[str]:
    """What the rows write under ``name`` that has not been looked up yet."""
    return {row.values[name] for row in rows if row.values.get(name)} - set(known)


def read_among(rows: QuerySet, column: str, wanted: Iterable[Any], columns: Sequence[str]) -> Iterator[tuple]:
    """Values of the rows whose ``column`` is one of many, so many at a time."""
    ordered = sorted(set(wanted))
    for start in range(0, len(ordered), BATCH):
        yield from rows.filter(**{f"{column}__in": ordered[start : start + BATCH]}).values_list(*columns)


class PlainImport(ImportSpec):
    """Subclasses say which model, and how a checked row becomes one of it."""

    own: tuple[str, ...] = ()  # relations (``Model.field``) whose rows come in with them

    def draft(self, row: dict[str, Any], actor: Actor) -> Any:
        """The unsaved row."""
        raise NotImplementedError(self.key)

    def drafts(self, rows: list[dict[str, Any]], actor: Actor) -> list[Any]:
        """The unsaved rows; for those that need others, what they need is read here for all of them."""
        return [self.draft(row, actor) for row in rows]

    def complete(self, made: list[Any]) -> None:
        """Write what else belongs to rows just made, in their transaction."""

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        drafts = self.drafts(list(rows), actor)
        report(len(drafts))

        def write() -> list[int]:
            try:
                with transaction.atomic():
                    self.model.objects.bulk_create(drafts, batch_size=BATCH)
                    self.complete(drafts)
            except IntegrityError as error:
                raise Refusal(OVERTAKEN) from error
            record_many(actor, f"{self.model._meta.label_lower}.create", drafts)
            return [draft.pk for draft in drafts]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        """Remove rows nobody has worked on since."""
        gone = take_back(self.untouched(self.model.objects.visible_to(actor)), keys, own=self.own)
        record(actor, f"{self.model._meta.label_lower}.discard", rows=gone)
        return gone

    def untouched(self, rows: Any) -> Any:
        """Narrow rows further where a version does not tell whether they were worked on."""
        return rows


def facts_of(row: dict[str, Any], names: Iterable[str], days: Iterable[str] = ()) -> dict[str, Any]:
    """What was filled in, days as days."""
    facts = {name: row[name] for name in names if row.get(name) not in (None, "")}
    return facts | {name: date.fromisoformat(row[name]) for name in days if row.get(name)}
