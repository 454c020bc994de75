"""Where statistics lead."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse_lazy

from jiangong.kit.pages.heads import Link

SECTION = "statistics"
BOARDS = Link("进度看板", reverse_lazy("statistics:list"))
CIRCULARS = Link("进度通报", reverse_lazy("statistics:circular_list"))


def address(base: str, parameters: Mapping[str, object]) -> str:
    """``base`` with whatever of the parameters says something."""
    said = {name: value for name, value in parameters.items() if value not in (None, "")}
    return f"{base}?{urlencode(said)}" if said else base
