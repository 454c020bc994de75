"""A described document as plain data and back: what was issued prints as it did, however words are made by then."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jiangong.lib.officialdoc.writing import description
from jiangong.lib.officialdoc.writing.description import OfficialDocument, Percent

PARTS: dict[str, Any] = {name: one for name, one in vars(description).items() if is_dataclass(one)}
MARK = "is"  # names the kind of what is not a plain value
VALUES: Mapping[str, Any] = {
    "percent": Percent,
    "number": Decimal,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
}


def kept(document: OfficialDocument) -> dict[str, Any]:
    """Ready for JSON; nothing is rounded, nothing is drawn yet."""
    return _kept(document)


def restored(data: Mapping[str, Any]) -> OfficialDocument:
    """The document that was kept."""
    found = _restored(data)
    if not isinstance(found, OfficialDocument):
        raise TypeError("no document was kept here")
    return found


def _kept(part: Any) -> Any:
    if is_dataclass(part):
        said = {one.name: getattr(part, one.name) for one in fields(part)}
        told = {one.name: _kept(said[one.name]) for one in fields(part) if said[one.name] != _usual(one)}
        return {MARK: type(part).__name__, **told}
    if isinstance(part, tuple):
        return [_kept(one) for one in part]
    if isinstance(part, Mapping):
        return {MARK: "by number", "pairs": [[key, value] for key, value in part.items()]}
    if isinstance(part, Decimal):
        return {MARK: "percent" if isinstance(part, Percent) else "number", "value": str(part)}
    if isinstance(part, date):
        return {MARK: "moment" if isinstance(part, datetime) else "day", "value": part.isoformat()}
    return part


def _usual(one: Any) -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return one.default


def _restored(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_restored(one) for one in data)
    if not isinstance(data, dict):
        return data
    kind = data[MARK]
    if kind in VALUES:
        return VALUES[kind](data["value"])
    if kind == "by number":
        return dict(data["pairs"])
    return PARTS[kind](**{name: _restored(value) for name, value in data.items() if name != MARK})
