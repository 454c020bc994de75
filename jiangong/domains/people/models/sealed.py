"""Numbers that identify a person: kept sealed, bound to their row, found by a blind index."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from jiangong.kit.access.keyring import index_ring, keyring, unseal, unseal_many
from jiangong.kit.access.sealed_columns import SealedColumn as Registered
from jiangong.kit.access.sealed_columns import register_sealed
from jiangong.lib.masks import mask_id_number, mask_phone
from jiangong.lib.sealing import KeyMissing, SealBroken

UNREADABLE = "无法读取"


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One sealed number: ``<name>_sealed`` holds it, ``<name>_index`` finds it."""

    name: str
    label: str
    mask: Callable[[str], str]

    @property
    def purpose(self) -> str:
        return f"people.person.{self.name}"

    def context(self, pk: int | str) -> str:
        """What a value is bound to: moved to another row or column it no longer opens."""
        return f"{self.purpose}:{pk}"

    def seal(self, pk: int, text: str) -> dict[str, str]:
        """The two columns for a number; both empty for none."""
        sealed = keyring().seal(text, context=self.context(pk)) if text else ""
        return {f"{self.name}_sealed": sealed, **self.derived(text)}

    def seal_many(self, numbers: Iterable[tuple[int, str]]) -> list[str]:
        """Sealed values for (pk, number) pairs, none of them empty."""
        start = f"{self.purpose}:"
        return keyring().seal_many([(text, f"{start}{pk}") for pk, text in numbers])

    def derived(self, text: str) -> dict[str, str]:
        """What follows from the number: its index, which a change of suite changes too."""
        return {f"{self.name}_index": self.index(text)}

    def unseal(self, pk: int, sealed: str) -> str:
        """The plain number."""
        return unseal(sealed, self.context(pk)) if sealed else ""

    def of(self, person: Any) -> str:
        """The plain number of a person."""
        return self.unseal(person.pk, getattr(person, f"{self.name}_sealed"))

    def readable(self, person: Any) -> str:
        """The plain number, or nothing where it is damaged or its key is missing."""
        try:
            return self.of(person)
        except (SealBroken, KeyMissing):
            return ""

    def masked(self, pk: int, sealed: str) -> str:
        """What lists and pages show; a damaged value must not take the whole page down."""
        try:
            return self.mask(self.unseal(pk, sealed)) if sealed else ""
        except (SealBroken, KeyMissing):
            return UNREADABLE

    def masked_many(self, keys: Sequence[int], sealed: Sequence[str]) -> list[str]:
        """``masked`` of whole columns; where one value is damaged, each is opened by itself."""
        start = f"{self.purpose}:"
        try:
            opened = iter(unseal_many([(s, f"{start}{pk}") for pk, s in zip(keys, sealed, strict=True) if s]))
        except (SealBroken, KeyMissing):
            return list(map(self.masked, keys, sealed))
        return [self.mask(next(opened)) if value else "" for value in sealed]

    def index(self, text: str) -> str:
        """The blind index: equal for equal numbers, whatever key seals them."""
        return index_ring().blind_index(text, purpose=self.purpose) if text else ""

    def indexes(self, text: str) -> list[str]:
        """The index under either suite: a federation may have changed its profile."""
        return index_ring().blind_indexes(text, purpose=self.purpose) if text else []

    def holds(self, *indexes: str) -> Q:
        """Rows under one of these indexes; naming the index's own condition lets the database use it."""
        name = f"{self.name}_index"
        return Q(**{f"{name}__in": indexes}) & ~Q(**{name: ""})

    def index_many(self, numbers: Iterable[str]) -> list[str]:
        """Blind indexes of many numbers, empty for empty."""
        return index_ring().blind_index_many(numbers, purpose=self.purpose)


PHONE = SealedColumn("phone", "手机号码", mask_phone)
ID_NUMBER = SealedColumn("id_number", "身份证号", mask_id_number)
SEALED = {column.name: column for column in (PHONE, ID_NUMBER)}

for _column in SEALED.values():
    register_sealed(
        Registered("people.Person", f"{_column.name}_sealed", _column.purpose, derived=_column.derived)
    )
