"""Changing the sealing key: every registered column is sealed anew, in batches, and may be interrupted anywhere."""

from collections.abc import Iterator

from django.db import transaction

from jiangong.kit.access import keyring
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.sealed_columns import count_old_seals, sealed_columns
from jiangong.kit.audit.presenting import describe_verbs
from jiangong.kit.audit.recording import record

describe_verbs("access.keyring", rotate="更换加密密钥", reseal="重新加密")


def start_key_rotation(*, actor: Actor) -> str:
    """The key to reseal under: a new one, or the current one while values still wait for it."""
    if count_old_seals():
        return keyring.keyring().current
    with transaction.atomic():
        name = keyring.add_key()
        record(actor, "access.keyring.rotate", key=name)
    return name


def reseal_everything(*, actor: Actor) -> Iterator[int]:
    """Reseal batch by batch, each in a transaction of its own with its audit entry; how many each held."""
    for column in sealed_columns():
        done, last = 1, 0
        while done:
            with transaction.atomic():
                done, last = column.reseal_batch(last)
                if done:
                    record(
                        actor, "access.keyring.reseal", column=f"{column.model}.{column.column}", rows=done
                    )
            if done:
                yield done
