"""Every address of the product, walked from the URLconf."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One pattern with the view behind it."""

    name: str
    pattern: str
    view: Any
    arguments: dict[str, Any]

    @property
    def permission(self) -> str:
        return self.arguments.get("permission") or getattr(self.view, "permission", "")

    @property
    def is_object(self) -> bool:
        """Leads to one stored row and needs nothing else."""
        return "<int:pk>" in self.pattern and self.pattern.count("<") == 1

    @property
    def is_plain(self) -> bool:
        return "<" not in self.pattern

    @property
    def posts_only(self) -> bool:
        return tuple(self.view.http_method_names) == ("post",)

    def path(self, pk: object = "") -> str:
        return "/" + self.pattern.replace("<int:pk>", str(pk))


def walk(patterns: list[Any], prefix: str = "", namespace: str = "") -> Iterator[Address]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else namespace
            yield from walk(one.url_patterns, prefix + str(one.pattern), inner)
        elif isinstance(one, URLPattern):
            view = getattr(one.callback, "view_class", None)
            arguments = getattr(one.callback, "view_initkwargs", {})
            yield Address(f"{namespace}{one.name}", prefix + str(one.pattern), view, arguments)


def addresses() -> list[Address]:
    return list(walk(get_resolver().url_patterns))
