"""Whom a written name means: 张三, 张三（东城机床厂工会）, 张三（1975）, 张三#编号, or a whole number.

Within the actor's reach a name or a number is enough. 张三，13812345678 finds somebody anywhere in the
federation: name and number together, so that neither can be found out by trying.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import resolve_many
from jiangong.domains.people.models import STANDING, Person, SealedColumn
from jiangong.domains.people.queries.finding import find_by_number, read_number, standing_people, unpacked
from jiangong.kit.access.actor import Actor

_WRITTEN = re.compile(r"(?P<name>[^（()）#]+?)\s*(?:[（(](?P<mark>.+)[)）])?\s*(?:#(?P<key>\d{1,19}))?")
_TOGETHER = re.compile(r"(?P<name>[^\d，,、;；]+?)\s*[，,、;；\s]\s*(?P<number>\d[\dXx\s-]*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHOWN = 4
UNREADABLE = "看不懂这个号码。请填写完整的手机号或18位身份证号。"
NOT_TOGETHER = "没有找到姓名和号码都相符的人员。请核对；没有登记过的，请先登记人员。"
ALIKE = "有几名人员的姓名和号码都相符。请先查重合并，或改写身份证号。"


@dataclass(frozen=True, slots=True)
class _Namesake:
    """What tells people of one name apart, without reading their whole rows."""

    pk: int
    name: str
    year: str
    unit: str
    path: str

    @property
    def spelled(self) -> str:
        return f"{self.name}（{self.unit}）"


def person_spelled(person: Person) -> str:
    """How a person is written where somebody else may bear the same name."""
    return f"{person.name}（{person.organization}）"


def person_meant(text: str, actor: Actor) -> Person:
    """The one person meant; a ``ValueError`` says why it is none or several."""
    found = people_meant([text], actor)[text]
    if isinstance(found, str):
        raise ValueError(found)
    return found


def people_meant(texts: Iterable[str], actor: Actor) -> dict[str, Person | str]:
    """For many at once, in a constant number of queries for names: the person, or the sentence why not."""
    wanted = list(dict.fromkeys(text.strip() for text in texts))
    numbers = {text for text in wanted if read_number(text)}
    together = {text: pair for text in wanted if text not in numbers and (pair := _TOGETHER.fullmatch(text))}
    rest = [text for text in wanted if text not in numbers and text not in together]
    meant: dict[str, int | str] = {text: _by_number(text, actor) for text in numbers}
    meant |= _by_both({text: (pair["name"], pair["number"]) for text, pair in together.items()})
    meant |= _by_name(rest, actor)
    people = Person.objects.ungated("found by name within reach, or by name and number together")
    keys = [one for one in meant.values() if isinstance(one, int)]
    known = {one.pk: one for one in people.filter(pk__in=keys).select_related("organization")}
    return {text: known[one] if isinstance(one, int) else one for text, one in meant.items()}


def _by_number(text: str, actor: Actor) -> int | str:
    people = [_namesake(values) for values in find_by_number(text, actor).values_list(*_COLUMNS)[:2]]
    if len(people) == 1:
        return people[0].pk
    return _several(people) if people else "您管理范围内没有登记这个号码的人。请核对，或先登记人员。"


def _by_both(pairs: dict[str, tuple[str, str]]) -> dict[str, int | str]:
    read = {text: read_number(number) for text, (_, number) in pairs.items()}
    indexes: dict[SealedColumn, list[str]] = defaultdict(list)
    for found in read.values():
        if found:
            indexes[found[0]] += found[0].indexes(found[1])
    holders = {column: _holders(column, values) for column, values in indexes.items()}
    return {text: _of_both(pairs[text][0], found, holders) for text, found in read.items()}


def _holders(column: SealedColumn, indexes: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    """Key and name of whoever holds one of these numbers."""
    name = f"{column.name}_index"
    rows = Person.objects.ungated("name and number together are known to who writes them").filter(
        STANDING, ~models.Q(**{name: ""}), erased_at=None, **{f"{name}__in": unpacked(indexes)}
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, pk, person in rows.values_list(name, "pk", "name"):
        found[index].append((pk, person))
    return found


def _of_both(
    name: str,
    read: tuple[SealedColumn, str] | None,
    holders: dict[SealedColumn, dict[str, list[tuple[int, str]]]],
) -> int | str:
    if read is None:
        return UNREADABLE
    column, number = read
    held = [one for index in column.indexes(number) for one in holders[column].get(index, ())]
    keys = {pk for pk, person in held if person == name}
    if len(keys) == 1:
        return keys.pop()
    return ALIKE if keys else NOT_TOGETHER


def _by_name(texts: list[str], actor: Actor) -> dict[str, int | str]:
    read = {text: _WRITTEN.fullmatch(text) for text in texts}
    names = {found["name"] for found in read.values() if found}
    marks = {found["mark"] for found in read.values() if found and found["mark"]}
    places = _places({mark for mark in marks if not _YEAR.fullmatch(mark)}, actor)
    known = _namesakes(names, actor) if names else {}
    return {text: _chosen(found, known, places) for text, found in read.items()}


def _places(marks: Collection[str], actor: Actor) -> dict[str, str]:
    """The path of each organization that stands in brackets."""
    if not marks:
        return {}
    keys = {text: found.organization_id for text, found in resolve_many(marks, actor).items()}
    rows = Organization.objects.ungated("resolved within the actor's reach")
    known = dict(rows.filter(pk__in=set(keys.values()) - {None}).values_list("pk", "path"))
    return {text: known[key] for text, key in keys.items() if key in known}


_COLUMNS = ("pk", "name", "birth_on", "organization__short_name", "organization__name", "organization__path")


def _namesake(values: tuple) -> _Namesake:
    pk, name, born, short, unit, path = values
    return _Namesake(pk, name, str(born.year) if born else "", short or unit, path)


def _namesakes(names: Collection[str], actor: Actor) -> dict[str, list[_Namesake]]:
    """Everybody within reach who bears one of the names; none may be left out, or a tie would pass for clear."""
    near = standing_people(actor).filter(name__in=unpacked(names), erased_at=None)
    known: dict[str, list[_Namesake]] = defaultdict(list)
    for values in near.order_by("pk").values_list(*_COLUMNS):
        known[values[1]].append(_namesake(values))
    return known


def _chosen(
    found: re.Match[str] | None, known: dict[str, list[_Namesake]], places: dict[str, str]
) -> int | str:
    if found is None:
        return "看不懂这个姓名。请写成“姓名”或“姓名（单位）”。"
    name, mark, key = found["name"], found["mark"], found["key"]
    people = known.get(name, [])
    if mark and _YEAR.fullmatch(mark):
        people = [one for one in people if one.year == mark]
    elif mark:
        path = places.get(mark)
        if path is None:
            return f"括号里的“{mark}”不是您管理范围内的组织。请填写单位全称或简称。"
        people = [one for one in people if one.path.startswith(path)]
    if key:
        people = [one for one in people if one.pk == int(key)]
    if len(people) == 1:
        return people[0].pk
    where = f"“{mark}”" if mark else "您管理范围内"
    return _several(people) if people else f"{where}没有登记“{name}”。请核对姓名，或先登记人员。"


def _several(people: list[_Namesake]) -> str:
    """Each with what tells them apart; the entry's number where nothing else does."""
    shown = [one.spelled for one in people]
    told = [
        text if shown.count(text) == 1 else f"{one.name}#{one.pk}"
        for text, one in zip(shown, people, strict=True)
    ]
    listed = "、".join(f"“{text}”" for text in told[:_SHOWN])
    return f"叫“{people[0].name}”的有{len(people)}人，请照下面的写法选一个：{listed}。"
