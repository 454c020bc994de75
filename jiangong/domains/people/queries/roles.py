"""What a person is elsewhere in the product; apps above register what they know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor


@dataclass(frozen=True, slots=True)
class PersonRole:
    """One line of "his roles": 评委 of a competition, 带头人 of a studio, 劳动模范 since a year."""

    label: str
    detail: str = ""
    period: str = ""
    url: str = ""


RoleSource = Callable[[Person, Actor], Iterable[PersonRole]]
_sources: list[RoleSource] = []


def register_role_source(source: RoleSource) -> None:
    """Let an app above add its lines to every person's page; it shows only what the actor may see."""
    if source not in _sources:
        _sources.append(source)


def roles_of(person: Person, actor: Actor) -> list[PersonRole]:
    return [role for source in _sources for role in source(person, actor)]
