"""Ties the kit to the domains it must not know, and parts of the kit that do not know each other."""

from collections.abc import Iterable

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.accounts.signals import Condition, condition_sources
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.importing.undoing import register_hold
from jiangong.kit.jobs.acting import set_actor_source
from jiangong.portal.health import LABELS, checks


def owners_of_files(label: str, keys: list[int]) -> Iterable[int]:
    """Rows with a file, also a removed one: what came in by an import is not taken back from under it."""
    files = Attachment.objects.ungated("whether somebody has added files since")
    return files.filter(owner_model=label, owner_id__in=keys).values_list("owner_id", flat=True)


def system_conditions() -> list[Condition]:
    """What /healthz looks at, for the system administrator's console."""
    return [Condition(LABELS[one.name], one.well, one.found) for one in checks()]


set_actor_source(current_actor)
register_hold(owners_of_files)
condition_sources.append(system_conditions)
