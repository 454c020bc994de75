"""Whom a written name means: 张三, 张三（东城机床厂工会）, 张三（1975）, 张三#编号, or a whole number."""

import re
from collections.abc import Iterable

from jiangong.domains.organizations.queries import resolve_many
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries.finding import find_by_number, read_number, standing_people
from jiangong.kit.access.actor import Actor

_WRITTEN = re.compile(
    r"(?P<name>[^（()）#]+?)\s*(?:[（(](?P<mark>[^（()）]+)[)）])?\s*(?:#(?P<key>\d{1,19}))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHOWN, _MOST = 4, 5_000


def person_spelled(person: Person) -> str:
    """How a person is written where somebody else may bear the same name."""
    return f"{person.name}（{person.organization}）"


def person_meant(text: str, actor: Actor) -> Person:
    """The one person within reach; a ``ValueError`` says why it is none or several."""
    found = people_meant([text], actor)[text]
    if isinstance(found, str):
        raise ValueError(found)
    return found


def people_meant(texts: Iterable[str], actor: Actor) -> dict[str, Person | str]:
    """For many at once, in a constant number of queries for names: the person, or the sentence why not."""
    wanted = list(dict.fromkeys(text.strip() for text in texts))
    numbers = {text for text in wanted if read_number(text)}
    read = {text: _WRITTEN.fullmatch(text) for text in wanted if text not in numbers}
    names = {found["name"] for found in read.values() if found}
    marks = {found["mark"] for found in read.values() if found and found["mark"]}
    places = _places((mark for mark in marks if not _YEAR.fullmatch(mark)), actor)
    known: dict[str, list[Person]] = {}
    near = standing_people(actor).filter(name__in=names, erased_at=None).select_related("organization")
    for person in near.order_by("pk")[:_MOST]:
        known.setdefault(person.name, []).append(person)
    return {
        text: _by_number(text, actor) if text in numbers else _chosen(read[text], known, places)
        for text in wanted
    }


def _places(marks: Iterable[str], actor: Actor) -> dict[str, str]:
    """The path of each organization that stands in brackets."""
    meant = resolve_many(marks, actor)
    return {text: place.path for text, found in meant.items() if (place := found.organization) is not None}


def _by_number(text: str, actor: Actor) -> Person | str:
    people = list(find_by_number(text, actor).select_related("organization")[:2])
    if len(people) == 1:
        return people[0]
    return _several(people) if people else "您管理范围内没有登记这个号码的人。请核对，或先登记人员。"


def _chosen(
    found: re.Match[str] | None, known: dict[str, list[Person]], places: dict[str, str]
) -> Person | str:
    if found is None:
        return "看不懂这个姓名。请写成“姓名”或“姓名（单位）”。"
    name, mark, key = found["name"], found["mark"], found["key"]
    people = known.get(name, [])
    if mark and _YEAR.fullmatch(mark):
        people = [one for one in people if one.birth_on and one.birth_on.year == int(mark)]
    elif mark:
        path = places.get(mark)
        if path is None:
            return f"括号里的“{mark}”不是您管理范围内的组织。请填写单位全称或简称。"
        people = [one for one in people if one.organization.path.startswith(path)]
    if key:
        people = [one for one in people if one.pk == int(key)]
    if len(people) == 1:
        return people[0]
    where = f"“{mark}”" if mark else "您管理范围内"
    return _several(people) if people else f"{where}没有登记“{name}”。请核对姓名，或先登记人员。"


def _several(people: list[Person]) -> str:
    """Each with what tells them apart; the entry's number where nothing else does."""
    shown = [person_spelled(one) for one in people]
    told = [
        text if shown.count(text) == 1 else f"{one.name}#{one.pk}"
        for text, one in zip(shown, people, strict=True)
    ]
    listed = "、".join(f"“{text}”" for text in told[:_SHOWN])
    return f"叫“{people[0].name}”的有{len(people)}人，请照下面的写法选一个：{listed}。"
