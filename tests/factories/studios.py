"""Studios for tests: bare, complete, registered, named."""

from datetime import date
from itertools import count

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.studios import actions
from jiangong.domains.studios.choices import StudioKind, StudioLevel
from jiangong.domains.studios.models import Grant, Studio, Topic
from jiangong.domains.studios.rules import StudioFacts
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import Actor, system_actor
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title

FOUNDED = date(2024, 3, 1)
REGISTERED = date(2024, 9, 1)
NAMED = date(2025, 5, 1)
_numbers = count(1)


def again(studio: Studio) -> Studio:
    """The row as it is stored."""
    return Studio.objects.ungated("test").get(pk=studio.pk)


def make_leader(name: str, place: Organization) -> Person:
    """A person with a title that lets them lead."""
    person = make_person(name, place)
    make_award(make_title(), person=person)
    return person


def make_studio(union: Organization, *, actor: Actor | None = None, **facts) -> Studio:
    """A file as it is opened: a name, nothing else."""
    facts.setdefault("name", f"第{next(_numbers)}创新工作室")
    facts.setdefault("kind", StudioKind.CRAFTSMEN)
    facts.setdefault("level", StudioLevel.UNIT)
    return again(actions.open_studio(StudioFacts(organization=union, **facts), actor=actor or system_actor()))


def make_complete(union: Organization, **facts) -> Studio:
    """One that lacks nothing but the confirmation."""
    facts.setdefault("leader", make_leader("张三", union))
    whole = {
        "industry": "数控加工",
        "place": "一号厂房二楼",
        "equipment": "加工中心2台",
        "rules_text": "工作室管理办法",
        "founded_on": FOUNDED,
    }
    studio = make_studio(union, **(whole | facts))
    actor = system_actor()
    team = [(make_person(name, union), "member") for name in ("李四", "王五", "赵六")]
    actions.seat_members(studio, team, studio.version, actor=actor)
    actions.add_part(studio, Topic(title="刀具寿命提升", started_on=FOUNDED), actor=actor)
    actions.add_part(studio, Grant(year=2024, amount=5), actor=actor)
    return again(studio)


def make_registered(union: Organization, **facts) -> Studio:
    studio = make_complete(union, **facts)
    return again(actions.register_studio(studio, REGISTERED, actor=system_actor()))


def make_named(union: Organization, level: str = StudioLevel.UNIT, **facts) -> Studio:
    studio = make_registered(union, **facts)
    return again(actions.name_studio(studio, level, NAMED, "郑工〔2025〕8号", actor=system_actor()))


def title_of(person: Person) -> Award:
    return Award.objects.ungated("test").get(person=person)
