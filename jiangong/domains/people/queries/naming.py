"""Who is meant by a written name: by name alone within reach, anywhere only by name and number together."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import resolve_many
from jiangong.domains.people.models import STANDING, Person, SealedColumn
from jiangong.domains.people.queries.finding import read_number, standing_people, unpacked
from jiangong.kit.access.actor import Actor

_PARTS = re.compile(r"[\t,，、;；]+")
_YEAR = re.compile(r"[（(]\s*(\d{4})年?生?\s*[)）]\s*$")
_SPACED = re.compile(r"(?P<name>[^\s\x00-\x7f]\S*)\s+(?P<rest>\S{4,}|\S*\d{4,}\S*)")
_TOLD = 3
UNREADABLE = "看不懂这个号码。请填写完整的手机号或18位身份证号。"
NOT_TOGETHER = "没有找到姓名和号码都相符的人员。请核对；没有登记过的，请先在“人员”中登记。"
SEVERAL = "有几名人员的姓名和号码都相符。请先在“查重合并”中处理，或改用身份证号。"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as somebody wrote them."""

    name: str
    number: str = ""  # a whole phone or identity number
    year: str = ""  # of birth
    place: str = ""  # the unit they belong to


@dataclass(frozen=True, slots=True)
class Meant:
    """Who that is, or the sentence that says what to do."""

    person_id: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    pk: int
    name: str
    year: str
    unit: str
    path: str


def read_mention(text: str) -> Mention:
    """张三 · 张三（1975） · 张三，某某工会 · 张三，13800000000; the number or unit follows a comma or a blank."""
    name, *rest = [part.strip() for part in _PARTS.split(text.strip()) if part.strip()] or [""]
    if not rest and (spaced := _SPACED.fullmatch(name)):
        name, rest = spaced["name"], [spaced["rest"]]
    found = _YEAR.search(name)
    year, name = (found[1], name[: found.start()].strip()) if found else ("", name)
    numbers = [part for part in rest if sum(one.isdigit() for one in part) >= len(part) - 2]
    places = [part for part in rest if part not in numbers]
    return Mention(name, "".join(numbers[:1]), year, "".join(places[:1]))


def people_meant(mentions: Iterable[Mention], actor: Actor) -> dict[Mention, Meant]:
    """One answer for each; a constant number of queries whatever their number."""
    wanted = list(dict.fromkeys(mentions))
    numbered = [one for one in wanted if one.number]
    return _by_number(numbered) | _by_name([one for one in wanted if not one.number], actor)


def person_as_written(person: Person) -> str:
    """How a form shows somebody so that the same text means them again, as far as it can be told."""
    year = f"（{person.birth_on.year}）" if person.birth_on else ""
    return f"{person.name}{year}，{person.organization.name}"


def _by_number(mentions: Collection[Mention]) -> dict[Mention, Meant]:
    read = {one: read_number(one.number) for one in mentions}
    indexes: dict[SealedColumn, list[str]] = defaultdict(list)
    for found in read.values():
        if found:
            indexes[found[0]] += found[0].indexes(found[1])
    holders = {column: _holders(column, values) for column, values in indexes.items()}
    return {one: _one_of(one, found, holders) for one, found in read.items()}


def _holders(column: SealedColumn, indexes: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    name = f"{column.name}_index"
    rows = Person.objects.ungated("name and number together are known to who writes them").filter(
        STANDING, ~models.Q(**{name: ""}), erased_at=None, **{f"{name}__in": unpacked(indexes)}
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, pk, person in rows.values_list(name, "pk", "name"):
        found[index].append((pk, person))
    return found


def _one_of(
    mention: Mention,
    read: tuple[SealedColumn, str] | None,
    holders: dict[SealedColumn, dict[str, list[tuple[int, str]]]],
) -> Meant:
    if read is None:
        return Meant(None, UNREADABLE)
    column, number = read
    keys = {
        pk
        for index in column.indexes(number)
        for pk, name in holders[column].get(index, ())
        if name == mention.name
    }
    if len(keys) == 1:
        return Meant(keys.pop())
    return Meant(None, SEVERAL if keys else NOT_TOGETHER)


def _by_name(mentions: Collection[Mention], actor: Actor) -> dict[Mention, Meant]:
    known = _namesakes({one.name for one in mentions}, actor) if mentions else {}
    paths = _paths({one.place for one in mentions if one.place}, actor)
    return {one: _among(one, known.get(one.name, []), paths) for one in mentions}


def _paths(places: Collection[str], actor: Actor) -> dict[str, str]:
    """The path of every unit whose name is clear."""
    if not places:
        return {}
    keys = {text: one.organization_id for text, one in resolve_many(places, actor).items()}
    rows = Organization.objects.ungated("resolved within the actor's reach")
    known = dict(rows.filter(pk__in=set(keys.values()) - {None}).values_list("pk", "path"))
    return {text: known[key] for text, key in keys.items() if key in known}


def _namesakes(names: Collection[str], actor: Actor) -> dict[str, list[_Known]]:
    rows = standing_people(actor).filter(erased_at=None, name__in=unpacked(names)).order_by("pk")
    found: dict[str, list[_Known]] = defaultdict(list)
    for pk, name, born, short, unit, path in rows.values_list(
        "pk", "name", "birth_on", "organization__short_name", "organization__name", "organization__path"
    ):
        found[name].append(_Known(pk, name, str(born.year) if born else "", short or unit, path))
    return found


def _among(mention: Mention, namesakes: list[_Known], paths: dict[str, str]) -> Meant:
    people = [one for one in namesakes if not mention.year or one.year == mention.year]
    if mention.place:
        path = paths.get(mention.place, "")
        if not path:
            return Meant(None, f"您管理范围内没有“{mention.place}”，请填写{mention.name}所在单位的全称。")
        people = [one for one in people if one.path.startswith(path)]
    if len(people) == 1:
        return Meant(people[0].pk)
    if people:
        told = "、".join(f"{one.unit}{f'{one.year}年生' if one.year else ''}" for one in people[:_TOLD])
        more = "等" if len(people) > _TOLD else ""
        return Meant(
            None,
            f"“{mention.name}”有{len(people)}人同名（{told}{more}）。请写明出生年份、单位或号码，"
            f"例如“{mention.name}（{next((one.year for one in people if one.year), '1975')}）”。",
        )
    return Meant(
        None,
        f"“{mention.name}”没有登记在您管理范围内。请先登记人员；在别的单位的，请在姓名后加逗号，填写手机号或身份证号。",
    )
