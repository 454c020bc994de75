"""Rows of the rural ledgers for tests."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from jiangong.domains.organizations.queries import home_of
from jiangong.domains.people.models import Person
from jiangong.domains.rural.actions.entries import enter, start_project
from jiangong.domains.rural.choices import BaseLevel, CollectiveHonour, Honour, Industry, Source
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.kit.access.actor import Actor


def _enter(row: Any, actor: Actor, facts: dict[str, Any]) -> Any:
    union = facts.pop("union", None) or home_of(actor)
    for name, value in facts.items():
        setattr(row, name, value)
    return enter(row, union, actor=actor)


def make_project(actor: Actor, *, running: bool = True, **facts: Any) -> Project:
    """A project of the actor's union, begun today."""
    today = timezone.localdate()
    base = {
        "name": "大棚草莓种植示范",
        "town": "官渡镇",
        "village": "孙庄村",
        "industry": Industry.PLANTING,
        "starts_on": today,
        "ends_on": today + timedelta(days=90),
    }
    project = _enter(Project(), actor, {**base, **facts})
    return start_project(project, today, actor=actor) if running else project


def make_participation(actor: Actor, person: Person, **facts: Any) -> Participation:
    base = {"person": person, "honour": Honour.MODEL_WORKER, "joined_on": timezone.localdate()}
    return _enter(Participation(), actor, {**base, **facts})


def make_collective(actor: Actor, name: str = "先锋班组", **facts: Any) -> Collective:
    base = {"name": name, "honour": CollectiveHonour.PIONEER, "joined_on": timezone.localdate()}
    return _enter(Collective(), actor, {**base, **facts})


def make_base(actor: Actor, name: str = "孙庄村示范基地", **facts: Any) -> Base:
    base = {
        "name": name,
        "level": BaseLevel.COUNTY,
        "industry": Industry.PLANTING,
        "named_on": date(timezone.localdate().year, 1, 1),
    }
    return _enter(Base(), actor, {**base, **facts})


def make_funding(actor: Actor, project: Project, amount: str = "12000.50", **facts: Any) -> Funding:
    base = {
        "project": project,
        "source": Source.UNION,
        "amount": Decimal(amount),
        "paid_on": timezone.localdate(),
    }
    return _enter(Funding(), actor, {**base, **facts})
