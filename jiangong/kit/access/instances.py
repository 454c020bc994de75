"""Objects of rows and for rows, without the work Django does for each that comes to nothing here."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

M = TypeVar("M", bound=Model)


def fresh(model: type[M], /, **values: Any) -> M:
    """A new object, as ``model(**values)`` makes it."""
    return cast("M", _starter(model).fresh(values))


class Maker:
    """Makes the objects of one model, as its ``from_db`` would; asks it wherever that does more than set the columns."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._columns = len(model._meta.concrete_fields)
        self._is_plain = _is_plain(model) and model.from_db.__func__ is Model.from_db.__func__

    def from_db(self, alias: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        if not self._is_plain or len(names) != self._columns:
            return self._model.from_db(alias, names, values)
        made = self._model.__new__(self._model)
        state = ModelState()
        state.adding, state.db = False, alias
        made.__dict__.update(zip(names, values, strict=True), _state=state)
        return made


class _Starter:
    """Makes new objects of one model: by the names of fields or columns, the others with their defaults."""

    def __init__(self, model: type[Model]) -> None:
        fields = model._meta.concrete_fields
        self._model = model
        self._is_plain = _is_plain(model) and all(
            isinstance(getattr(model, one.attname), DeferredAttribute) for one in fields
        )
        self._columns = {one.attname: one.attname for one in fields} | {"pk": model._meta.pk.attname}
        self._related = {one.name: one for one in fields if one.is_relation}
        self._known = self._columns.keys() | self._related
        self._defaults = {one.attname: one.get_default() for one in fields}
        self._made_anew = {one.attname: one.get_default for one in fields if callable(one.default)}

    def fresh(self, values: Mapping[str, Any]) -> Any:
        if not (self._is_plain and self._known.issuperset(values)):
            return self._model(**values)
        made, state, columns = self._model.__new__(self._model), ModelState(), dict(self._defaults)
        for name, default in self._made_anew.items():
            if name not in values:
                columns[name] = default()
        for name, value in values.items():
            if (field := self._related.get(name)) is None:
                columns[self._columns[name]] = value
            else:
                columns[field.attname] = None if value is None else getattr(value, field.target_field.attname)
                state.fields_cache[name] = value
        made.__dict__.update(columns, _state=state)
        return made


@cache
def _starter(model: type[Model]) -> _Starter:
    return _Starter(model)


def _is_plain(model: type[Model]) -> bool:
    return (
        model.__init__ is Model.__init__
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
    )
