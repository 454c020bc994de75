"""A team as lines of text: how it is edited, and whom the lines mean."""

import re

from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import people_meant, person_spelled
from jiangong.domains.studios.choices import MemberRole
from jiangong.domains.studios.models import Studio
from jiangong.kit.access.actor import Actor

Seats = list[tuple[Person, str]]
MOST_LINES = 60
_SEPARATORS = re.compile(r"\s*[，,、\t]\s*|\s{2,}")
_ROLES = {
    **{str(label): value for value, label in MemberRole.choices},
    "骨干": MemberRole.CORE.value,
    "核心成员": MemberRole.CORE.value,
    "顾问": MemberRole.ADVISER.value,
    "": MemberRole.MEMBER.value,
}


def team_as_text(studio: Studio) -> str:
    """One member per line, as the lines are read back."""
    members = studio.members.select_related("person__organization")
    return "\n".join(f"{person_spelled(one.person)}，{one.get_role_display()}" for one in members)


def team_from_text(text: str, studio: Studio, actor: Actor) -> tuple[Seats, list[str]]:
    """The people meant, in order, and one sentence for each line that is not clear."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return [], [f"一个工作室最多登记{MOST_LINES}名成员，请核对名单。"]
    read = [(number, *_parts(line)) for number, line in lines]
    seated = {person_spelled(one.person): one.person for one in _seated(studio)}
    meant = people_meant([name for _, name, _ in read if name not in seated], actor)
    seats: Seats = []
    problems: list[str] = []
    for number, name, role in read:
        found = seated.get(name) or meant[name]
        if isinstance(found, str):
            problems.append(f"第{number}行：{found}")
        elif role not in _ROLES:
            roles = "、".join(str(label) for label in MemberRole.labels)
            problems.append(f"第{number}行：没有“{role[:20]}”这个角色，请写{roles}中的一个。")
        else:
            seats.append((found, _ROLES[role]))
    return seats, problems


def _parts(line: str) -> tuple[str, str]:
    name, role = (*_SEPARATORS.split(line, maxsplit=1), "")[:2]
    return name, role.strip()


def _seated(studio: Studio) -> list:
    return list(studio.members.select_related("person__organization"))
