"""Audit rows as sentences for the people who may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.models import AuditEntry

_verbs: dict[str, str] = {}
COMMON = {
    "create": "登记",
    "edit": "修改",
    "delete": "删除",
    "export": "导出",
    "import": "导入",
    "reveal": "查看敏感信息",
}


def describe_verbs(prefix: str, **labels: str) -> None:
    """Say in Chinese what an app's verbs mean: ``describe_verbs("people.person", merge="合并")``."""
    for verb, label in labels.items():
        _verbs[f"{prefix}.{verb}"] = label


def verb_label(verb: str) -> str:
    """The Chinese words of a verb; the last part alone for the common ones."""
    return _verbs.get(verb) or COMMON.get(verb.rsplit(".", 1)[-1], verb)


def described_verbs() -> dict[str, str]:
    return dict(_verbs)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a history: what, who, when, and what changed."""

    label: str
    who: str
    at: datetime
    changes: tuple[tuple[str, str], ...]
    succeeded: bool


def history_of(target: models.Model, actor: Actor, limit: int = 50) -> list[Event]:
    """The latest acts on one object; whoever may see the object may see its history."""
    entries = AuditEntry.objects.filter(target_model=target._meta.label_lower, target_id=str(target.pk))
    return present(entries.order_by("-at")[:limit], type(target))


def present(entries: Iterable[AuditEntry], model: type[models.Model] | None = None) -> list[Event]:
    found = list(entries)
    names = _names({entry.user_id for entry in found if entry.user_id})
    return [
        Event(
            label=verb_label(entry.verb),
            who=names.get(entry.user_id, "系统") if entry.user_id else "系统",
            at=entry.at,
            changes=_changes(entry.changes, model),
            succeeded=entry.succeeded,
        )
        for entry in found
    ]


def _names(ids: set[int]) -> dict[int, str]:
    return dict(get_user_model()._base_manager.filter(pk__in=ids).values_list("pk", "name"))


def _changes(changes: dict[str, Any], model: type[models.Model] | None) -> tuple[tuple[str, str], ...]:
    """Field names in Chinese with old and new values."""
    fields = changes.get("fields") or {}
    if not isinstance(fields, dict) or model is None:
        return ()
    return tuple((_label(model, name), _arrow(value)) for name, value in fields.items())


def _label(model: type[models.Model], name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def _arrow(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        old, new = ("空" if part in (None, "") else str(part) for part in value)
        return f"{old} → {new}"
    return str(value)
