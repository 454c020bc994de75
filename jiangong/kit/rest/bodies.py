"""What a program sends, bound to the page's own form: the form is the schema and the only validator."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from jiangong.kit.access.actor import NOWHERE, Actor
from jiangong.kit.commands.errors import Refusal

# Fields are described by a form made for nobody: it asks the database nothing and offers no people.
NOBODY = Actor(user=None, organization=None, permissions=frozenset(), scope_path=NOWHERE)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
JSON = "application/json"
Fields = Mapping[str, forms.Field]


class Invalid(Refusal):
    """The contents are wrong; ``faults`` say where: (field, sentence)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(f"内容有{len(faults)}处不正确，没有保存。请按errors逐项更正后再提交。")
        self.faults = faults


class Unreadable(Refusal):
    """The body is no JSON object."""

    status = 400


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_day(value: Any) -> bool:
    if not (isinstance(value, str) and ISO.fullmatch(value)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of field looks like in JSON, and what is said when it does not."""

    schema: Mapping[str, Any]
    fits: Callable[[Any], bool]
    said: str


TEXTS = {"type": "array", "items": {"type": "string"}}
# The first that matches: number fields of forms descend from one another.
SHAPES: tuple[tuple[type[forms.Field], Shape], ...] = (
    (forms.BooleanField, Shape({"type": "boolean"}, lambda one: isinstance(one, bool), "应为true或false。")),
    (
        forms.MultipleChoiceField,
        Shape(TEXTS, lambda one: isinstance(one, list) and all(map(_is_text, one)), "应为字符串的数组。"),
    ),
    (forms.DateField, Shape({"type": "string", "format": "date"}, _is_day, "应为2021-09-28这样的日期。")),
    (forms.DecimalField, Shape({"type": "string"}, _is_text, '应为字符串写的数字，例如"12.50"。')),
    (forms.IntegerField, Shape({"type": "integer"}, lambda one: type(one) is int, "应为整数。")),
    (forms.Field, Shape({"type": "string"}, _is_text, "应为字符串。")),
)


def shape_of(field: forms.Field) -> Shape:
    return next(shape for kind, shape in SHAPES if isinstance(field, kind))


def open_fields(form_class: type[Any], instance: Any = None) -> Fields:
    """The fields a program may send: those of the form, and the questions it only asks when needed.

    A field of the model that the form takes away (a direction once registered) is not open.
    """
    form = form_class(actor=NOBODY, **({} if instance is None else {"instance": instance}))
    of_model = set(getattr(getattr(form, "_meta", None), "fields", None) or ())
    asked = {name: field for name, field in form_class.base_fields.items() if name not in of_model}
    return {
        name: field
        for name, field in {**asked, **form.fields}.items()
        if not isinstance(field, forms.FileField)
    }


def schema_of(fields: Fields, *, whole: bool) -> dict[str, Any]:
    """JSON schema of a body; ``whole`` says that what is required and has no beginning must be there."""
    found: dict[str, Any] = {
        "type": "object",
        "properties": {name: _property(field) for name, field in fields.items()},
        "additionalProperties": False,
    }
    if required := [name for name, field in fields.items() if whole and must_be_sent(field)]:
        found["required"] = required
    return found


def must_be_sent(field: forms.Field) -> bool:
    return field.required and field.initial in (None, "")


def _property(field: forms.Field) -> dict[str, Any]:
    shape = dict(shape_of(field).schema)
    longest = getattr(field, "max_length", None)
    if shape["type"] == "string" and longest:
        shape["maxLength"] = longest
    values = [str(value) for value, _ in flat_choices(field) if value != ""]
    if values and shape["type"] == "string":
        shape = {"enum": [*values, *([] if field.required else ["", None])]}
    elif values:
        shape["items"] = {"type": "string", "enum": values}
    if "type" in shape and not field.required:
        shape["type"] = [shape["type"], "null"]
    return {"title": str(field.label or ""), "description": str(field.help_text), **shape}


def flat_choices(field: forms.Field) -> Iterator[tuple[Any, str]]:
    """Values and labels, out of their groups."""
    for value, label in getattr(field, "choices", ()):
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, str(label)


def json_object(request: HttpRequest) -> dict[str, Any]:
    """The body; no body is an empty object."""
    try:
        body = json.loads(request.body or b"{}", parse_constant=_refuse)
        json.dumps(body, ensure_ascii=False).encode()  # half a character: no database takes it
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Unreadable("请求的内容不是JSON对象。请对照openapi.json检查。")
    return body


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def bind(
    form_class: type[Any], fields: Fields, body: Mapping[str, Any], *, actor: Actor, instance: Any = None
) -> Any:
    """The valid form, or `Invalid`; what is not sent stays as it is, or begins as the page would show it."""
    if faults := list(_misshapen(fields, body)):
        raise Invalid(faults)
    arguments: dict[str, Any] = (
        {"actor": actor} if instance is None else {"actor": actor, "instance": instance}
    )
    data = QueryDict(mutable=True)
    for name, value in {**_shown(form_class(**arguments)), **body}.items():
        data.setlist(name, _as_posted(value, fields.get(name)))
    form = form_class(data=data, **arguments)
    if not form.is_valid():
        errors = form.errors.items()
        raise Invalid([("" if name == "__all__" else name, one) for name, found in errors for one in found])
    return form


def _misshapen(fields: Fields, body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in body.items():
        if name not in fields:
            yield name[:60], "没有这一项，或者不能由接口填写。"
        elif value is not None and not (shape := shape_of(fields[name])).fits(value):
            yield name, shape.said
        elif value is None and fields[name].required:
            yield name, "必须填写，不能为null。"


def _shown(form: Any) -> dict[str, Any]:
    return {
        name: field.prepare_value(form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
    }


def _as_posted(value: Any, field: forms.Field | None) -> list[str]:
    """As a browser would send it: a box is ticked or absent, of many none is chosen, nothing is an empty text."""
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(field, forms.MultipleChoiceField):
        return [str(one) for one in value or ()]
    return ["" if value is None else str(value)]
