"""Materialised paths: ``/1/5/17/`` — a subtree is one indexed range."""

from typing import Any

from django.db import models


class PathField(models.CharField):
    """A path compared byte by byte, whatever the database's locale, so that a prefix is a range."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 255)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        parameters["collation"] = "C" if connection.vendor == "postgresql" else None
        return parameters


def below(path: str, field: str = "path") -> models.Q:
    """Rows at or under ``path``: ``/1/5/`` ≤ field < ``/1/50`` ("0" follows "/")."""
    return models.Q(**{f"{field}__gte": path, f"{field}__lt": path[:-1] + "0"})


def child_path(parent_path: str, pk: int) -> str:
    return f"{parent_path}{pk}/"


def ancestor_ids(path: str) -> list[int]:
    """Primary keys from the root down to the row itself."""
    return [int(part) for part in path.strip("/").split("/") if part]
