"""Audit rows as sentences for the people who may read them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.models import AuditEntry

_verbs: dict[str, str] = {}
_codes: dict[tuple[str, str], dict[str, str]] = {}
COMMON = {
    "create": "登记",
    "edit": "修改",
    "delete": "删除",
    "export": "导出",
    "import": "导入",
    "print": "打印",
    "reveal": "查看敏感信息",
}
# What acts note besides changed fields.
NOTED = {
    "attachment": "附件", "day": "生效日期", "field": "项目", "into": "并入", "kept": "保留", "left": "剩余",
    "members": "成员", "merged": "并入的记录", "month": "起用月份", "moved": "转移", "note": "附意见", "organizations": "组织",
    "other": "另一条记录", "others": "相关组织", "people": "人员", "report": "报告", "rows": "行数",
    "sections": "栏目数", "sessions": "登录", "size": "字节数", "slot": "附件栏目", "taken": "取自另一条",
    "text": "文字", "tries_left": "剩余次数", "user": "账号编号", "appointment": "任职编号", "basis": "依据",
    "differing": "与另一人不一致", "ends_on": "结束日期", "fields": "改动的项目", "kind": "类别", "reason": "理由", "role": "角色", "source": "来源",
    "program": "接口令牌", "register_number": "登记号", "scale": "字号", "scopes": "范围", "state": "状态",
}  # fmt: skip

PAIRED = {"organizations", "state"}  # noted as before and after, as every changed field is


def describe_verbs(prefix: str, **labels: str) -> None:
    """Say in Chinese what an app's verbs mean: ``describe_verbs("people.person", merge="合并")``."""
    for verb, label in labels.items():
        _verbs[f"{prefix}.{verb}"] = label


def describe_codes(label: str, name: str, labels: dict[str, str]) -> None:
    """Say in Chinese what a noted code means that is no choice of a field: a slot of ``documents.document``."""
    _codes[label, name] = labels


def verb_label(verb: str) -> str:
    """The Chinese words of a verb; the last part alone for the common ones."""
    return _verbs.get(verb) or COMMON.get(verb.rsplit(".", 1)[-1], verb)


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
    return present(entries.order_by("-at", "-pk")[:limit], type(target))


def history_of_several(
    targets: Sequence[models.Model], without: Collection[str] = (), limit: int = 50
) -> list[Event]:
    """The latest acts on objects of one model, ``without`` the verbs that are nobody else's concern."""
    if not targets:
        return []
    model = type(targets[0])
    keys = [str(one.pk) for one in targets]
    entries = AuditEntry.objects.filter(target_model=model._meta.label_lower, target_id__in=keys)
    return present(entries.exclude(verb__in=without).order_by("-at", "-pk")[:limit], model)


def present(entries: Iterable[AuditEntry], model: type[models.Model] | None = None) -> list[Event]:
    found = list(entries)
    names = _names({entry.user_id for entry in found if entry.user_id})
    return [
        Event(
            label=verb_label(entry.verb),
            who=who_of(entry, names),
            at=entry.at,
            changes=_changes(entry.changes, model),
            succeeded=entry.succeeded,
        )
        for entry in found
    ]


def who_of(entry: AuditEntry, names: Mapping[int, str]) -> str:
    """A person, a program with its token, or the system itself."""
    if entry.user_id:
        return names.get(entry.user_id, "系统")
    program = entry.changes.get("program")
    return f"接口：{program}" if program else "系统"


def describe_changes(changes: dict[str, Any], label: str) -> str:
    """Everything noted about one act on one line, in words wherever there are words."""
    model = {model._meta.label_lower: model for model in apps.get_models()}.get(label)
    told = [(name, value, name in PAIRED) for name, value in changes.items()]
    if isinstance(fields := changes.get("fields"), dict):
        told = [one for one in told if one[0] != "fields"]
        told += [(name, value, True) for name, value in fields.items()]
    return "；".join(
        f"{_word(model, name)}：{_said(model, name, value, paired=paired)}" for name, value, paired in told
    )


def _word(model: type[models.Model] | None, name: str) -> str:
    found = _label(model, name) if model else name
    return NOTED.get(name, name) if found == name else found


def _said(model: type[models.Model] | None, name: str, value: Any, *, paired: bool = True) -> str:
    """A value by its choice's label; where it is ``paired``, old and new with an arrow; else a list as a list."""
    if isinstance(value, list) and name == "fields":
        return "、".join(_word(model, part) for part in value)
    if paired and isinstance(value, list) and len(value) == 2:
        parts = (_said(model, name, part, paired=False) if part not in (None, "") else "空" for part in value)
        return " → ".join(parts)
    if isinstance(value, list):
        words = _choices(model, name)
        return "、".join(str(words.get(part, part)) for part in map(str, value)) or "空"
    if isinstance(value, dict):
        return "、".join(f"{key}{part}" for key, part in value.items()) or "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "空" if value in (None, "") else str(_choices(model, name).get(value, value))


def _choices(model: type[models.Model] | None, name: str) -> dict[Any, Any]:
    if model is None:
        return {}
    described = _codes.get((model._meta.label_lower, name), {})
    try:
        return dict(getattr(model._meta.get_field(name), "flatchoices", ())) or described
    except FieldDoesNotExist:
        return described


def _names(ids: set[int]) -> dict[int, str]:
    return dict(get_user_model()._base_manager.filter(pk__in=ids).values_list("pk", "name"))


def _changes(changes: dict[str, Any], model: type[models.Model] | None) -> tuple[tuple[str, str], ...]:
    """Field names in Chinese with old and new values."""
    fields = changes.get("fields") or {}
    if not isinstance(fields, dict) or model is None:
        return ()
    return tuple((_word(model, name), _said(model, name, value)) for name, value in fields.items())


def _label(model: type[models.Model], name: str) -> str:
    try:
        # A word of an act may happen to be the name of a relation, which has no words of its own.
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name
