"""Membership as text, one line per seat, and back."""

import re
from collections.abc import Iterable

from jiangong.domains.people.models import Committee, Person
from jiangong.domains.people.queries.finding import standing_people
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below

_LINE = re.compile(
    r"(?P<name>[^\t,，、（(]+?)\s*(?:[（(](?P<year>\d{4})年?生?[)）])?(?:[\t,，、]+\s*(?P<position>.*))?"
)
_MOST_LINES = 200
_LONGEST_POSITION = 40

Seats = list[tuple[Person, str]]


def seats_as_text(committee: Committee) -> str:
    """The present members as somebody would type them; birth years only where a name comes twice."""
    seats = list(committee.members.select_related("person"))
    names = [seat.person.name for seat in seats]
    lines = []
    for seat in seats:
        person = seat.person
        twice = names.count(person.name) > 1
        name = f"{person.name}（{person.birth_on.year}）" if twice and person.birth_on else person.name
        lines.append(f"{name}，{seat.position}" if seat.position else name)
    return "\n".join(lines)


def seats_from_text(text: str, committee: Committee, actor: Actor) -> tuple[Seats, list[str]]:
    """The people meant, in order, and one sentence for each line that is not clear."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > _MOST_LINES:
        return [], [f"一个委员会最多{_MOST_LINES}人，请核对名单。"]
    read = [(number, _LINE.fullmatch(line)) for number, line in lines]
    known = _candidates({found["name"].strip() for _, found in read if found}, committee, actor)
    seats: Seats = []
    problems: list[str] = []
    for number, found in read:
        person, problem = _meant(found, known)
        if found is None or person is None:
            problems.append(f"第{number}行{problem}")
        else:
            seats.append((person, (found["position"] or "").strip()[:_LONGEST_POSITION]))
    return seats, problems


def _candidates(names: Iterable[str], committee: Committee, actor: Actor) -> dict[str, list[Person]]:
    """Whoever sits already comes alone; otherwise everybody of that name in the committee's own subtree."""
    known: dict[str, list[Person]] = {}
    for seat in committee.members.select_related("person"):
        known.setdefault(seat.person.name, []).append(seat.person)
    strangers = [name for name in names if name not in known]
    near = standing_people(actor).filter(
        below(committee.organization.scope_path, "organization__path"), name__in=strangers, erased_at=None
    )
    for person in near.order_by("pk")[: 20 * _MOST_LINES]:
        known.setdefault(person.name, []).append(person)
    return known


def _meant(found: re.Match[str] | None, known: dict[str, list[Person]]) -> tuple[Person | None, str]:
    if found is None:
        return None, "看不懂。请写成“姓名，职务”。"
    name, year = found["name"].strip(), found["year"]
    people = known.get(name, [])
    if year:
        people = [person for person in people if person.birth_on and str(person.birth_on.year) == year]
    if len(people) == 1:
        return people[0], ""
    if not people:
        return None, f"“{name}”没有登记在本单位。请先登记，或核对姓名。"
    years = "、".join(str(person.birth_on.year) for person in people[:5] if person.birth_on)
    hint = f"他们的出生年份是{years}，" if years else ""
    return None, f"“{name}”有{len(people)}人同名。{hint}请在姓名后写明，例如“{name}（1975）”。"
