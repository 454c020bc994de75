"""What of a list's address may be kept: never a word that may name somebody.

Filters with fixed choices and dates are kept, free text is not. A keyword is kept only where the list searches
nothing personal, and not if it looks like a number of somebody or is a name the searcher can see.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import is_personal
from jiangong.kit.listing.table import Table

KEPT_FILTERS = {"select", "dates"}
NUMBER = re.compile(
    r"\d(?:[\s-]*\d){6,}|@"
)  # seven digits in a row, however they are spaced, or a mail address
PersonalTest = Callable[[str, Actor], bool]
_tests: list[PersonalTest] = []


def register_personal_test(test: PersonalTest) -> PersonalTest:
    """Add what else is known to name a person: ``test(text, actor)``."""
    if test not in _tests:
        _tests.append(test)
    return test


def names_somebody(text: str, actor: Actor) -> bool:
    """Whether a word may be about a person."""
    return bool(NUMBER.search(text)) or any(test(text, actor) for test in _tests)


def searches_people(table: Table) -> bool:
    """Whether the list looks its keyword up in anything personal."""
    return any(_is_personal(table.model, path) for path in table.search)


def _is_personal(model: type[models.Model], path: str) -> bool:
    current: Any = model
    for part in path.split("__"):
        try:
            field = current._meta.get_field(part)
        except FieldDoesNotExist:
            return True  # what is not understood is not kept
        if field.related_model is None:
            return is_personal(current, field.name)
        current = field.related_model
    return True


def keyword_is_kept(table: Table) -> bool:
    """Whether the keyword of this list may be stored."""
    return (
        bool(table.search) and not searches_people(table) and not names_somebody(table.keyword, table.actor)
    )


def kept_parameters(table: Table) -> dict[str, str]:
    """The part of what is asked that a saved view stores: known names and valid values only."""
    asked = table.parameters
    kept = {"view": table.active_view, "sort": asked.get("sort", "") if table.is_sorted else ""}
    if asked.get("columns"):
        kept["columns"] = ",".join(column.name for column in table.shown_columns)
    for one in table.filters:
        if one.template in KEPT_FILTERS and one.described(asked, table.actor):
            kept |= {name: asked.get(name, "") for name in one.parameters}
    if table.keyword and keyword_is_kept(table):
        kept["q"] = table.keyword
    return {name: value for name, value in kept.items() if value}


def described(table: Table) -> list[str]:
    """The same in words."""
    kept = kept_parameters(table)
    found = [view.label for view in table.views if view.name == kept.get("view")]
    found += [
        f"{one.label}：{one.described(kept, table.actor)}"
        for one in table.filters
        if any(name in kept for name in one.parameters)
    ]
    if "q" in kept:
        found.append(f"关键词：{kept['q']}")
    if "sort" in kept:
        label = next(c.label for c in table.columns if c.name == kept["sort"].removeprefix("-"))
        found.append(f"按{label}{'从大到小' if kept['sort'].startswith('-') else '从小到大'}排列")
    if "columns" in kept:
        found.append(f"{len(table.shown_columns)}列")
    return found
