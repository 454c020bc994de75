"""Ties the kit to the domains it must not know."""

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.accounts.signals import Condition, condition_sources
from jiangong.kit.jobs.acting import set_actor_source
from jiangong.portal.health import LABELS, checks

set_actor_source(current_actor)


def system_conditions() -> list[Condition]:
    """What /healthz looks at, for the system administrator's console."""
    return [Condition(LABELS[one.name], one.well, one.found) for one in checks()]


condition_sources.append(system_conditions)
