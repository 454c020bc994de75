"""Ties the kit to the domains it must not know."""

from jiangong.domains.accounts.queries import current_actor
from jiangong.kit.jobs.acting import set_actor_source

set_actor_source(current_actor)
