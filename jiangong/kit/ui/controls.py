"""How a form field becomes a control: which class, which type, which messages belong to it."""

from typing import Any

from django import forms
from django.forms import BoundField

GROUPS = (forms.CheckboxSelectMultiple, forms.RadioSelect)
SHORT = 8  # so many characters stand in half the width of a phone


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.SelectMultiple):
        return "select select--multiple"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.FileInput):
        return "input input--file"
    if isinstance(widget, forms.NumberInput):
        return "input num"
    return "input"


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    return "file" if isinstance(widget, forms.FileInput) else "plain"


def _use_native_pickers(widget: forms.Widget) -> None:
    """Browsers bring a good calendar; it wants ISO values."""
    if isinstance(widget, forms.DateTimeInput):
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif isinstance(widget, forms.TimeInput):
        widget.input_type, widget.format = "time", "%H:%M"


def field_context(bound: BoundField, unit: str, hint: str, css: str) -> dict[str, Any]:
    """What ``ui/components/field.html`` draws."""
    widget = bound.field.widget
    if bound.is_hidden:
        return {"template": "ui/components/field_hidden.html", "field": bound, "control": str(bound)}
    _use_native_pickers(widget)
    kind, control_id = _kind(widget), bound.id_for_label or bound.auto_id
    text = hint or bound.help_text
    described = " ".join(
        part
        for part in (
            f"{bound.auto_id}-error" if bound.errors else "",
            f"{bound.auto_id}-hint" if text else "",
        )
        if part
    )
    attrs: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if kind not in {"group", "check"}:
        attrs["class"] = f"{widget.attrs.get('class', '')} {_css(widget)}".strip()
    return {
        "template": "ui/components/field.html",
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        **_options(bound, kind),
        "kind": kind,
        "control_id": control_id,
        "described": described,
        "unit": unit or getattr(bound.field, "unit", ""),
        "hint": text,
        "css": css,
        "warning": getattr(bound.field, "warning", ""),
    }


def _options(bound: BoundField, kind: str) -> dict[str, Any]:
    """The boxes of a group. A field may name those ``asked`` for: the others, unless ticked, fold away."""
    options: list[Any] = list(bound) if kind == "group" else []
    asked = getattr(bound.field, "asked", None)
    hidden = [
        one
        for one in options
        if asked is not None and one.data["value"] not in asked and not one.data["selected"]
    ]
    return {
        "options": [one for one in options if one not in hidden],
        "folded": hidden,
        "short": all(len(str(one.choice_label)) <= SHORT for one in options),
    }


def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """Errors in the order of the fields; those of the whole form come first."""
    found = [{"label": "", "target": "", "text": str(text)} for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else (bound.id_for_label or f"{bound.auto_id}-field")
        found += [{"label": str(bound.label), "target": target, "text": str(text)} for text in bound.errors]
    return found
