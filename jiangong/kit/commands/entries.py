"""Plain rows of a ledger: entered and corrected under a right, a rule and a look for the same row twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

TAKEN = "刚刚有人登记了同样的内容。请回到列表核对，不必再登记。"


def _nothing(row: Any) -> None:
    """What a row says needs nothing further."""


@dataclass(frozen=True, slots=True)
class EntryBook:
    """How the rows of one app's ledgers are written; each row belongs to an ``organization``."""

    permission: str
    no_right: str
    revising_refusal: Callable[[Any, Actor], str]
    twin_refusal: Callable[[Any], str]  # which standing row says the same, as a sentence
    told_at: Mapping[str, str]  # by model, the field of the form a twin is told at
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # columns saved beside the form's own
    complete: Callable[[Any], None] = _nothing  # fills in what follows from the rest

    @transaction.atomic
    def enter(self, row: Any, union: Any, *, another: bool = False, actor: Actor) -> Any:
        """A new row of a union's ledger; ``another`` insists that an equal one is not the same."""
        if not actor.can(self.permission):
            raise NotAllowed(self.no_right)
        self._place(row, union, another=another)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Refusal(TAKEN, self._field(row)) from None
        record(actor, f"{row._meta.label_lower}.create", row)
        return row

    @transaction.atomic
    def revise(
        self,
        row: Any,
        fields: Iterable[str],
        union: Any,
        version: int,
        *,
        another: bool = False,
        actor: Actor,
    ) -> Any:
        """Correct a row that still holds."""
        stored = type(row).objects.ungated("compared with what is being revised").get(pk=row.pk)
        if reason := self.revising_refusal(stored, actor):
            raise NotAllowed(reason)
        names = list(dict.fromkeys([*fields, "organization", *self.beside.get(row._meta.model_name, ())]))
        before = {name: getattr(stored, name) for name in names}
        self._place(row, union, another=another)
        try:
            with transaction.atomic():
                save_if_unchanged(row, version, names)
        except IntegrityError:
            raise Refusal(TAKEN, self._field(row)) from None
        record(actor, f"{row._meta.label_lower}.edit", row, fields=differences(before, row))
        return row

    def enter_form(self, form: Any, actor: Actor) -> Any:
        """What a valid form says: it asks ``union``, and ``another`` where an equal row may be a second one."""
        said = form.cleaned_data
        return self.enter(form.instance, said["union"], another=said.get("another", False), actor=actor)

    def revise_form(self, form: Any, version: int, actor: Actor) -> Any:
        """Save what a valid form changed."""
        said, row = form.cleaned_data, form.instance
        changed = [name for name in form.changed_data if name in form._meta.fields]
        another = said.get("another", False)
        return self.revise(row, changed, said["union"], version, another=another, actor=actor)

    def _place(self, row: Any, union: Any, *, another: bool) -> None:
        row.organization = union
        self.complete(row)
        if not another and (sentence := self.twin_refusal(row)):
            raise Refusal(sentence, self._field(row))

    def _field(self, row: Any) -> str:
        return self.told_at[row._meta.model_name]
