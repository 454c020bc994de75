"""Objects of rows, without the work Django does for each that comes to nothing here."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init


class Maker:
    """Makes the objects of one model, as its ``from_db`` would; asks it wherever that does more than set the columns."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._columns = len(model._meta.concrete_fields)
        self._is_plain = (
            model.__init__ is Model.__init__
            and model.from_db.__func__ is Model.from_db.__func__
            and not pre_init.has_listeners(model)
            and not post_init.has_listeners(model)
        )

    def from_db(self, alias: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        if not self._is_plain or len(names) != self._columns:
            return self._model.from_db(alias, names, values)
        made = self._model.__new__(self._model)
        state = ModelState()
        state.adding, state.db = False, alias
        made.__dict__.update(zip(names, values, strict=True), _state=state)
        return made
