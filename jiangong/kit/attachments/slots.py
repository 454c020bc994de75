"""What may be attached where: each owner model declares its slots and who may change them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.presenting import describe_codes
from jiangong.lib.filetypes import PICTURES, FileType

MEBIBYTE = 1 << 20
ORGANIZATION_QUOTA = 20 << 30
MOST_AT_ONCE = 20
TEXTS = frozenset({FileType.PDF, FileType.OFD, FileType.DOCX, FileType.DOC, FileType.WPS, FileType.TXT})
TABLES = frozenset({FileType.XLSX, FileType.XLS, FileType.CSV})
OFFICE = TEXTS | TABLES
ANYTHING = OFFICE | PICTURES | {FileType.ZIP}


@dataclass(frozen=True, slots=True)
class Slot:
    """A named place for files on a record."""

    name: str
    label: str
    kinds: frozenset[FileType] = ANYTHING
    max_files: int = 10
    max_size: int = 20 * MEBIBYTE
    required: bool = False
    note: str = ""

    @property
    def accept(self) -> str:
        """For the file control: a phone then offers its camera where pictures are welcome."""
        camera = ["image/*"] if self.kinds >= PICTURES else []
        return ",".join([*camera, *(f".{kind}" for kind in sorted(self.kinds))])

    @property
    def hint(self) -> str:
        """What fits, in the words of the clerk."""
        kinds = "、".join(kind.upper() for kind in sorted(self.kinds))
        limits = f"{kinds}，每个不超过{self.max_size // MEBIBYTE}MB，最多{self.max_files}个。"
        return f"{self.note}{limits}"


# Why this actor may not change the files of this owner in this slot, or "".
Refusing = Callable[[Any, Slot, Actor], str]
# By which name this actor gets a file (its key and its own name) of this owner.
Naming = Callable[[Any, int, str, Actor], str]


def own_name(owner: Any, key: int, name: str, actor: Actor) -> str:
    """As it was uploaded: what everybody gets where nothing else is registered."""
    return name


@dataclass(frozen=True, slots=True)
class Owner:
    """A model that owns files."""

    label: str
    slots: tuple[Slot, ...]
    permission: str
    refusal: Refusing
    naming: Naming = own_name

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    def slot(self, name: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == name), None)


_owners: dict[str, Owner] = {}


def register_owner(
    label: str,
    slots: tuple[Slot, ...],
    *,
    permission: str,
    refusal: Refusing,
    naming: Naming = own_name,
) -> None:
    """Let ``documents.document`` own files.

    Who holds ``permission`` and sees the owner may read them; ``refusal(owner, slot, actor)`` says why
    somebody may not change them, or ""; ``naming`` hides what a name gives away.
    """
    _owners[label.lower()] = Owner(label.lower(), slots, permission, refusal, naming)
    describe_codes(label.lower(), "slot", {slot.name: slot.label for slot in slots})


def owner_kind(label: str) -> Owner | None:
    return _owners.get(label)


def owner_of(instance: models.Model) -> Owner:
    return _owners[instance._meta.label_lower]
