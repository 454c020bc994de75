"""Write one audit row in the caller's transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.instances import fresh
from jiangong.kit.access.privacy import Personal, is_personal, privacy_of
from jiangong.kit.audit.keys import audit_key, audit_suite
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.loading import insert_rows
from jiangong.lib.macs import row_mac

SIGNED_FIELDS = tuple(field.attname for field in AuditEntry._meta.concrete_fields if field.name != "mac")
CHANGED = "已变更"


def record(
    actor: Actor, verb: str, target: models.Model | None = None, *, succeeded: bool = True, **changes: Any
) -> AuditEntry:
    """Record ``verb`` (``app.model.verb``); ``changes`` must hold no personal value."""
    entry = build_entry(actor, verb, target, succeeded=succeeded, changes=changes)
    insert_rows([entry])
    return entry


def record_many(actor: Actor, verb: str, targets: Iterable[models.Model], **changes: Any) -> None:
    """The same act on many objects, one row each, in one statement per batch."""
    entries = [build_entry(actor, verb, target, succeeded=True, changes=changes) for target in targets]
    AuditEntry.objects.bulk_create(entries, batch_size=500)


def build_entry(
    actor: Actor, verb: str, target: models.Model | None, *, succeeded: bool, changes: Mapping[str, Any]
) -> AuditEntry:
    entry = fresh(
        AuditEntry,
        verb=verb,
        user_id=actor.user_id,
        appointment_id=actor.appointment_id,
        organization_id=actor.organization_id,
        address=actor.address,
        request_id=actor.request_id,
        target_model=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_organization_id=_organization_of(target),
        succeeded=succeeded,
        changes=_plain({**changes, "program": actor.program} if actor.program else changes),
    )
    entry.mac = sign(entry)
    return entry


def sign(entry: AuditEntry) -> str:
    """The keyed MAC over every other column."""
    return row_mac(audit_key(), {name: getattr(entry, name) for name in SIGNED_FIELDS}, suite=audit_suite())


def differences(before: Mapping[str, Any], instance: models.Model) -> dict[str, Any]:
    """What a form changed, field by field; personal values are only said to have changed."""
    changed: dict[str, Any] = {}
    for name, old in before.items():
        new = getattr(instance, name)
        if old == new:
            continue
        field = instance._meta.get_field(name)
        hidden = is_personal(type(instance), field.name) or _names_a_person(field)
        changed[field.name] = CHANGED if hidden else [_plain(old), _plain(new)]
    return changed


def _names_a_person(field: Any) -> bool:
    """Whether the text of a related object would be somebody's name."""
    related = field.related_model
    return related is not None and any(isinstance(entry, Personal) for entry in privacy_of(related).values())


def _organization_of(target: models.Model | None) -> int | None:
    if target is None:
        return None
    if target._meta.label_lower == "organizations.organization":
        return target.pk
    return getattr(target, "organization_id", None)


def _plain(value: Any) -> Any:
    """JSON that reads back exactly as it was signed."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    return str(value)
