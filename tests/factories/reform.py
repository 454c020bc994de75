"""Rows of the reform's ledgers for tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import home_of
from jiangong.domains.reform.actions import enter
from jiangong.domains.reform.choices import Field, PilotLevel
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.kit.access.actor import Actor


def _enter(row: Any, actor: Actor, facts: dict[str, Any]) -> Any:
    union = facts.pop("union", None) or home_of(actor)
    for name, value in facts.items():
        setattr(row, name, value)
    return enter(row, union, actor=actor)


def make_task(actor: Actor, **facts: Any) -> ReformTask:
    """A task of the actor's own list, led by their own union, due in a month."""
    today = timezone.localdate()
    base = {
        "year": today.year,
        "text": "制定年度实施计划",
        "field": Field.OTHER,
        "lead": home_of(actor),
        "due_on": today + timedelta(days=30),
    }
    return _enter(ReformTask(), actor, {**base, **facts})


def make_policy(actor: Actor, **facts: Any) -> Policy:
    base = {
        "title": "师带徒工作指导意见",
        "issuer": "河州市总工会",
        "issued_on": date(2026, 3, 1),
        "field": Field.SKILLS,
    }
    return _enter(Policy(), actor, {**base, **facts})


def make_pilot(actor: Actor, body: Enterprise | Organization, **facts: Any) -> Pilot:
    which = {"enterprise": body} if isinstance(body, Enterprise) else {"unit": body}
    base = {"party": body.name, "level": PilotLevel.CITY, "named_on": date(2026, 1, 5), **which}
    return _enter(Pilot(), actor, {**base, **facts})
