"""Titles of the catalogue, and titles held, for tests."""

from datetime import date

from jiangong.domains.titles.actions import register_award
from jiangong.domains.titles.choices import TitleFamily, TitleLevel
from jiangong.domains.titles.models import Award, Title
from jiangong.domains.titles.queries import bearer_of
from jiangong.domains.titles.rules import AwardFacts
from jiangong.kit.access.actor import Actor, system_actor


def make_title(
    name: str = "市劳动模范", family: str = TitleFamily.MODEL, level: str = TitleLevel.CITY
) -> Title:
    """A title of the catalogue, once per name."""
    facts = {"family": family, "level": level, "bearer": bearer_of(family)}
    return Title.objects.get_or_create(name=name, defaults=facts)[0]


def make_award(
    title: Title, *, actor: Actor | None = None, given_on: date = date(2025, 4, 28), **facts
) -> Award:
    """A title held by ``person``, ``unit`` or ``enterprise``."""
    facts.setdefault("year", given_on.year)
    return register_award(AwardFacts(title=title, given_on=given_on, **facts), actor=actor or system_actor())
