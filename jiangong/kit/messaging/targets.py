"""Setting up, stopping and trying the targets reminders are posted to."""

import uuid
from typing import Any

from django.db import transaction

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.versions import save_if_unchanged
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.messaging.allowed import permitted
from jiangong.kit.messaging.models import Dispatch, Target
from jiangong.kit.messaging.outbox import put

OPEN_FIELDS = ("name", "kind", "organization", "is_offered")


@transaction.atomic
def create_target(values: dict[str, Any], address: str, secret: str, *, actor: Actor) -> Target:
    """A new target; its address must be on the operator's list."""
    place = permitted(address)
    target = Target.objects.create(**values, host=place.shown)
    target.seal(address, secret)
    target.save(update_fields=("address_sealed", "secret_sealed"))
    record(actor, "messaging.target.create", target, kind=target.kind)
    return target


@transaction.atomic
def edit_target(target: Target, version: int, address: str, secret: str, *, actor: Actor) -> Target:
    """What the form changed; an address or secret left empty stays."""
    stored = Target.objects.get(pk=target.pk)
    before = {name: getattr(stored, name) for name in OPEN_FIELDS}
    if address or secret:
        address = address or stored.address
        target.host = permitted(address).shown
        target.seal(address, secret or stored.secret)
    save_if_unchanged(target, version, [*OPEN_FIELDS, "host", "address_sealed", "secret_sealed"])
    record(actor, "messaging.target.edit", target, fields=differences(before, target))
    return target


@transaction.atomic
def switch_target(target: Target, *, on: bool, actor: Actor) -> None:
    """Stop or resume; switching twice is no error."""
    if Target.objects.filter(pk=target.pk, is_active=not on).update(is_active=on):
        record(actor, f"messaging.target.{'resume' if on else 'stop'}", target)


@transaction.atomic
def try_target(target: Target, *, actor: Actor) -> Dispatch:
    """Send a word through it now, also at quiet times: somebody is waiting for it."""
    if not target.is_active:
        raise Refusal("这个消息通道已停用。请先启用，再试发。")
    key = f"test:{uuid.uuid4().hex}"
    text = "这是一条试发消息，收到说明消息通道可用。"
    put(Dispatch(key=key, subject="试发", text=text, target_id=target.pk, is_answer=True))
    enqueue("messaging.deliver_now", actor=actor)
    record(actor, "messaging.target.test", target)
    return Dispatch.objects.get(key=key)


def offered_targets(actor: Actor) -> Any:
    """What a person may choose: the targets opened to everybody or to a union above them."""
    above = ancestor_ids(actor.scope_path)
    open_ones = Target.objects.filter(is_active=True, is_offered=True)
    return open_ones.filter(organization=None) | open_ones.filter(organization__in=above)
