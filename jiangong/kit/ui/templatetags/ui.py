"""Tags and filters of the interface: icons, marks, figures, dates, bars, fields, cards."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django import forms, template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiangong.kit.ui import controls, figures, kept, marks, phrases
from jiangong.lib.amounts import shown

register = template.Library()

STAGE_ICONS = {"ok": "circle-check", "warn": "clock", "crit": "alert-triangle", "mute": "", "none": "minus"}

register.tag("kept", kept.kept)
register.simple_tag(marks.icon)


@register.simple_tag
def badge(mark: Any, tone: str = "", icon: str = "") -> SafeString:
    """A state in a page header: ``{% badge head.badge %}`` or ``{% badge "草稿" icon="pencil" %}``."""
    return marks.badge(marks.mark_of(mark, tone, icon))


@register.simple_tag
def state(mark: Any, tone: str = "", icon: str = "") -> SafeString:
    """A state in a dense place: table cells, lists."""
    return marks.state(marks.mark_of(mark, tone, icon))


register.simple_tag(marks.cell)
register.simple_tag(marks.rows, name="table_rows")


@register.simple_tag
def command_key() -> str:
    """A fresh idempotency key for one form; a repeated submission carries the same."""
    return str(uuid.uuid4())


@register.filter
def beside(left: Iterable[Any], right: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Walk two lists together: ``{% for heading, value in sheet.headings|beside:line %}``."""
    return list(zip(left, right, strict=False))


@register.simple_tag(takes_context=True)
def failure_heading(context: template.Context) -> str:
    """The one-line heading of an error page; why it is so stands in the sentence below."""
    return phrases.FAILURES.get(int(context.get("status") or 500), phrases.FAILURES[500])


@register.simple_tag(name="num")
def num_tag(value: object, unit: str = "", places: int | None = None) -> SafeString:
    """A number with separators and, when given, its smaller unit."""
    text = figures.number_text(value, places)
    return format_html("{}<small>{}</small>", text, unit) if unit else format_html("{}", text)


@register.filter
def num(value: object, places: int | None = None) -> str:
    """The same as a filter: ``{{ total|num }}``, ``{{ rate|num:1 }}``."""
    return figures.number_text(value, places)


@register.filter
def amount(value: Decimal | None, places: int = 0) -> str:
    """An exact figure: ``{{ target.value|amount }}`` without trailing zeros, ``{{ total|amount:2 }}`` with two; nothing is —."""
    return shown(value, places)


@register.filter
def day(value: date | datetime | None, style: str = "iso") -> str:
    """``{{ d|day }}`` in tables, ``{{ d|day:"prose" }}`` in sentences, ``{{ d|day:"short" }}`` nearby."""
    return figures.day_text(value, style)


@register.filter
def moment(value: datetime | None, style: str = "iso") -> str:
    """Like ``day``, with hour and minute."""
    return figures.moment_text(value, style)


register.simple_tag(figures.day_text, name="day")
register.simple_tag(figures.moment_text, name="moment")


@register.simple_tag
def bar(value: object, total: object, marker: object = None, tone: str = "", label: str = "") -> SafeString:
    """A progress bar; the thin line is the time that has passed (``marker``, in per cent)."""
    done = figures.percent(value, total)
    chosen = tone or figures.stage(value, total, marker)
    passed = figures.decimal(marker)
    context = {
        "tone": chosen,
        "label": label,
        "width": f"{min(max(done or 0, 0), 100):.1f}",
        "marker": None if passed is None else f"{min(max(passed, 0), 100):.1f}",
    }
    return SafeString(render_to_string("ui/components/bar.html", context))


@register.simple_tag
def stage(value: object, total: object, elapsed: object = None) -> marks.Mark:
    """The word for this progress: ``{% stage done total elapsed as mark %}{% state mark %}``."""
    name = figures.stage(value, total, elapsed)
    return marks.Mark(phrases.STAGES[name], "mute" if name == "none" else name, STAGE_ICONS[name])


@register.filter
def rate(value: object, total: object) -> str:
    """Completion as 79%, or — when nothing was asked for."""
    done = figures.percent(value, total)
    return phrases.NOTHING if done is None else f"{figures.number_text(done, 0)}%"


@register.simple_tag
def field(bound: BoundField, unit: str = "", hint: str = "", css: str = "") -> SafeString:
    """One form field with label, hint, unit and errors, whatever its widget."""
    context = controls.field_context(bound, unit, hint, css)
    return SafeString(render_to_string(context["template"], context))


@register.filter
def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of a form with the id of the control it belongs to, for the summary on top."""
    return controls.error_list(form)


@register.filter
def masked(value: object) -> str:
    """Keep the first three and last four characters: 138****5678."""
    text = str(value or "")
    if len(text) <= 7:
        return text[:1] + "*" * max(len(text) - 1, 0) if text else phrases.NOTHING
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


@register.simple_block_tag
def card(content: SafeString, title: str = "", note: str = "", css: str = "", anchor: str = "") -> SafeString:
    """``{% card "附件" note="3件" %}…{% endcard %}``: a white card with a heading."""
    context = {"content": content, "title": title, "note": note, "css": css, "anchor": anchor}
    return SafeString(render_to_string("ui/components/card.html", context))


@register.simple_tag(takes_context=True)
def include_panel(context: template.Context, panel: Any) -> SafeString:
    """A panel's own template with the page's context and the panel's on top."""
    with context.push(**panel.context):
        page = cast("template.Template", context.template)  # bound for as long as a page is drawn
        return page.engine.get_template(panel.template).render(context)


@register.simple_tag
def query_join(url: str, addition: str) -> str:
    """An address with one more parameter: ``{% query_join table.address "export=xlsx" %}``."""
    return f"{url}{'&' if '?' in url else '?'}{addition}".replace("?&", "?")
