"""The rural ledgers for other systems."""

from datetime import date
from decimal import Decimal
from typing import Any

from jiangong.domains.rural.actions import entries as actions
from jiangong.domains.rural.forms import (
    BaseForm,
    CollectiveForm,
    FundingForm,
    ParticipationForm,
    ProjectForm,
    StartForm,
)
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.domains.rural.workflow import (
    base_workflow,
    collective_workflow,
    funding_workflow,
    participation_workflow,
    project_workflow,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.entries import EntryApi, Kept
from jiangong.kit.rest.writing import Step


class ProjectOut(Kept):
    """A project."""

    name: str
    town: str
    village: str
    industry: str
    content: str
    starts_on: date
    ends_on: date
    begun_on: date | None
    finished_on: date | None


class ParticipationOut(Kept):
    """Somebody's part; who it is stands under ``/people``."""

    person_id: str
    project_id: str | None
    honour: str
    role: str
    joined_on: date
    year: int


class CollectiveOut(Kept):
    """A collective's part."""

    name: str
    enterprise_id: str | None
    unit_id: str | None
    project_id: str | None
    honour: str
    role: str
    joined_on: date
    year: int


class BaseOut(Kept):
    """A base."""

    name: str
    level: str
    industry: str
    town: str
    named_on: date
    ended_on: date | None


class FundingOut(Kept):
    """A sum."""

    project_id: str
    source: str
    amount: Decimal
    paid_on: date


def start(project: Project, cleaned: dict[str, Any], actor: Actor) -> Project:
    return actions.start_project(project, cleaned["begun_on"], actor=actor)


def finish(project: Project, cleaned: dict[str, Any], actor: Actor) -> Project:
    return actions.finish_project(project, actor=actor)


ledgers = EntryApi("rural", "乡村振兴", actions.BOOK, actions.void_entry)
project_router = ledgers.router(
    Project, ProjectOut, ProjectForm, project_workflow, start=Step(start, StartForm), finish=Step(finish)
)
participation_router = ledgers.router(
    Participation, ParticipationOut, ParticipationForm, participation_workflow
)
collective_router = ledgers.router(Collective, CollectiveOut, CollectiveForm, collective_workflow)
base_router = ledgers.router(Base, BaseOut, BaseForm, base_workflow)
funding_router = ledgers.router(Funding, FundingOut, FundingForm, funding_workflow)
