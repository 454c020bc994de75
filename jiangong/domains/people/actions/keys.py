"""Changing the sealing key: every value is sealed anew, in batches, and may be interrupted anywhere."""

from django.db import models, transaction

from jiangong.domains.people.models import SEALED, Person
from jiangong.kit.access import keyring
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record

BATCH = 1000


def start_key_rotation(*, actor: Actor) -> str:
    """The key to reseal under: a new one, or the current one while values still wait for it."""
    if count_old_seals():
        return keyring.keyring().current
    with transaction.atomic():
        name = keyring.add_key()
        record(actor, "people.person.rotate_keys", key=name)
    return name


def count_old_seals() -> int:
    """How many people still have a value under an earlier key or suite."""
    return _waiting().count()


@transaction.atomic
def reseal_batch(after: int = 0, *, actor: Actor) -> int | None:
    """Reseal the next people whose id is above ``after``; the last id, or nothing when none was left.

    A row is written only if it is still as it was read: whoever changed it meanwhile sealed it anew.
    """
    people = list(_waiting().filter(pk__gt=after).order_by("pk")[:BATCH])
    if not people:
        return None
    for person in people:
        before = {name: getattr(person, f"{name}_sealed") for name in SEALED}
        columns: dict[str, str] = {}
        for name, column in SEALED.items():
            if before[name]:
                columns |= column.seal(person.pk, column.unseal(person.pk, before[name]))
        unchanged = {f"{name}_sealed": value for name, value in before.items()}
        _everyone().filter(pk=person.pk, **unchanged).update(**columns)
    record(actor, "people.person.reseal", people=len(people))
    return people[-1].pk


def _everyone() -> models.QuerySet[Person]:
    return Person.objects.ungated("keys are changed for the whole federation")


def _waiting() -> models.QuerySet[Person]:
    """People with a value that does not begin with the current suite and key."""
    ring = keyring.keyring()
    start = f"{ring.suite}.{ring.current}."
    waiting = models.Q(pk__in=[])
    for name in SEALED:
        column = f"{name}_sealed"
        waiting |= ~models.Q(**{column: ""}) & ~models.Q(**{f"{column}__startswith": start})
    return _everyone().filter(waiting)
