"""Which registered person is meant where somebody is named: by number, or by name and unit."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import models

from jiangong.domains.people.models import SEALED, Person
from jiangong.domains.people.queries.finding import find_by_number, read_number, standing_people
from jiangong.kit.access.actor import Actor

_BATCH = 400
_UNREGISTERED = "请先登记人员，或核对姓名和单位。"


@dataclass(frozen=True, slots=True)
class Mention:
    """How somebody is named: a whole number settles it, a unit's path narrows a name."""

    name: str
    number: str = ""
    path: str = ""


def person_meant(text: str, actor: Actor) -> Person:
    """Somebody within reach by number, ``姓名`` or ``姓名#编号``; ``ValueError`` says what to write instead."""
    if "#" not in text and read_number(text):
        found = list(find_by_number(text, actor)[:2])
        if len(found) != 1:
            raise ValueError(f"您管理范围内没有登记这个号码的人员，{_UNREGISTERED}")
        return found[0]
    name, _, key = text.partition("#")
    if key.isascii() and key.isdigit() and len(key) < 19:
        person = standing_people(actor).filter(pk=int(key), name=name.strip()).first()
        if person is None:
            raise ValueError(f"您管理范围内没有“{text}”，{_UNREGISTERED}")
        return person
    found_one = people_meant([mention := Mention(text)], actor)[mention]
    if isinstance(found_one, str):
        raise ValueError(found_one)
    return found_one


def people_meant(mentions: Iterable[Mention], actor: Actor) -> dict[Mention, Person | str]:
    """The same for the rows of a file, in a constant number of queries for each few hundred of them.

    A sentence stands where nobody or several were found.
    """
    wanted = list(dict.fromkeys(mentions))
    by_name = _by_names({one.name for one in wanted if not one.number}, actor)
    by_number = _by_numbers({one.number for one in wanted if one.number}, actor)
    return {
        one: _holder(one, by_number.get(one.number, [])) if one.number else _namesake(one, by_name)
        for one in wanted
    }


def _by_names(names: Collection[str], actor: Actor) -> dict[str, list[Person]]:
    known: dict[str, list[Person]] = {}
    for batch in _batches(sorted(names)):
        for person in _people(actor).filter(name__in=batch):
            known.setdefault(person.name, []).append(person)
    return known


def _by_numbers(numbers: Collection[str], actor: Actor) -> dict[str, list[Person]]:
    """Holders of each number as it was written, looked up through the blind indexes."""
    written: dict[tuple[str, str], str] = {}
    for text in numbers:
        if found := read_number(text):
            column, number = found
            written |= {(column.name, index): text for index in column.indexes(number)}
    known: dict[str, list[Person]] = {}
    for column in SEALED.values():
        indexes = [index for name, index in written if name == column.name]
        for batch in _batches(indexes):
            for person in _people(actor).filter(column.holds(*batch)):
                text = written[column.name, getattr(person, f"{column.name}_index")]
                known.setdefault(text, []).append(person)
    return known


def _people(actor: Actor) -> models.QuerySet[Person]:
    return standing_people(actor).select_related("organization").order_by("pk")


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))


def _holder(mention: Mention, found: list[Person]) -> Person | str:
    if len(found) != 1:
        return f"您管理范围内没有登记这个号码的人员，{_UNREGISTERED}"
    if found[0].name != mention.name:
        return "这个号码登记在另一个姓名下，请核对姓名和号码。"
    return found[0]


def _namesake(mention: Mention, known: dict[str, list[Person]]) -> Person | str:
    alike = known.get(mention.name, [])
    found = (
        [one for one in alike if one.organization.path.startswith(mention.path)] if mention.path else alike
    )
    if len(found) == 1:
        return found[0]
    if not found:
        return f"您管理范围内没有登记“{mention.name}”，{_UNREGISTERED}"
    choices = "、".join(f"“{one.name}#{one.pk}”（{one.organization}）" for one in found[:4])
    return f"有{len(found)}位“{mention.name}”，请补填身份证号，或从下面选一个照写：{choices}。"
