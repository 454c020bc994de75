"""Finding people: by the beginning of a name, or by a whole number through its blind index."""

import json
import re
from collections.abc import Collection

from django.db import connection, models
from django.db.models.expressions import RawSQL

from jiangong.domains.people.models import (
    ID_NUMBER,
    PHONE,
    SEALED,
    STANDING,
    Committee,
    Person,
    SealedColumn,
)
from jiangong.kit.access.actor import Actor
from jiangong.lib.codes import normalize_id_number, normalize_phone

_LAST_CHARACTER = "\U0010ffff"
_SHORTEST_NUMBER = 7
_INDEX = re.compile("[0-9a-f]{32}")


def standing_people(actor: Actor) -> models.QuerySet[Person]:
    """The people an actor reaches, without entries merged into others."""
    return Person.objects.visible_to(actor).filter(STANDING)


def names_from(beginning: str) -> models.Q:
    """Names that begin so, as one range of the index."""
    return models.Q(name__gte=beginning, name__lt=beginning + _LAST_CHARACTER)


def read_number(text: str) -> tuple[SealedColumn, str] | None:
    """A whole phone or identity number as it is stored, with its column; nothing when the text is neither."""
    if sum(character.isdigit() for character in text) < _SHORTEST_NUMBER:
        return None
    for column, normalize in ((ID_NUMBER, normalize_id_number), (PHONE, normalize_phone)):
        try:
            return column, normalize(text)
        except ValueError:
            continue
    return None


def number_token(text: str) -> str:
    """A whole number as a word fit for an address: its column and blind index; empty for anything else."""
    found = read_number(text)
    return f"{found[0].name}-{found[0].index(found[1])}" if found else ""


def token_condition(token: str) -> models.Q | None:
    """What ``number_token`` stands for; nothing for a word it did not make."""
    name, _, index = token.partition("-")
    return SEALED[name].holds(index) if name in SEALED and _INDEX.fullmatch(index) else None


def find_by_number(text: str, actor: Actor) -> models.QuerySet[Person]:
    """People within reach who hold this number."""
    found = read_number(text)
    if found is None:
        return Person.objects.none()
    column, number = found
    return standing_people(actor).filter(column.holds(*column.indexes(number)))


def holders_of(id_number: str) -> models.QuerySet[Person]:
    """Whoever is registered with this identity number, within reach or not."""
    everywhere = Person.objects.ungated("an identity number is registered once in the whole federation")
    return everywhere.filter(STANDING, ID_NUMBER.holds(*ID_NUMBER.indexes(id_number)))


def known_indexes(column: SealedColumn, indexes: Collection[str]) -> dict[str, tuple[int, str]]:
    """Of many blind indexes those already registered, with the person's key and the organization's path.

    One query whatever their number: they travel as one parameter.
    """
    name = f"{column.name}_index"
    rows = Person.objects.ungated("duplicates are looked for in the whole federation").filter(
        STANDING, ~models.Q(**{name: ""}), **{f"{name}__in": unpacked(indexes)}
    )
    return {index: (pk, path) for index, pk, path in rows.values_list(name, "pk", "organization__path")}


def unpacked(values: Collection[str]) -> RawSQL:
    """Many values as one parameter."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::text[])", [list(values)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(values))])


def committees_of(person: Person, actor: Actor) -> models.QuerySet[Committee]:
    """The committees within reach a person sits on."""
    return (
        Committee.objects.visible_to(actor)
        .filter(members__person=person)
        .annotate(position=models.F("members__position"))
        .select_related("organization")
        .order_by("-term_from", "pk")
    )
