"""The to-do inbox: every app says what waits for an actor; the home page only gathers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from jiangong.kit.access.actor import Actor

DECIDE = "待我决定"
ACT = "待我办理"
DUE = "到期"
RETURNED = "退回给我"
BEHIND = "滞后与原因"
GROUPS = (DECIDE, ACT, DUE, RETURNED, BEHIND)  # the order on the page; other names follow these


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits for somebody; the whole row leads to ``url``."""

    title: str
    url: str
    meta: tuple[str, ...] = ()
    due_on: date | None = None
    group: str = ACT
    why: str = ""
    act_label: str = "办理"
    icon: str = "circle-dashed"
    tone: str = "mute"


TodoSource = Callable[[Actor], Iterable[Todo]]
_sources: list[TodoSource] = []


def register_todos(source: TodoSource) -> TodoSource:
    """Add a source; it must use a constant number of queries and yield at most some dozens of rows."""
    if source not in _sources:
        _sources.append(source)
    return source


def todos_of(actor: Actor) -> list[Todo]:
    """Everything that waits for this actor, the most pressing first."""
    found = [todo for source in _sources for todo in source(actor)]
    return sorted(found, key=lambda todo: (todo.due_on or date.max, _rank(todo.group)))


def grouped(todos: Iterable[Todo]) -> list[tuple[str, list[Todo]]]:
    """The same by group, in the fixed order of groups."""
    groups: dict[str, list[Todo]] = {}
    for todo in todos:
        groups.setdefault(todo.group, []).append(todo)
    return sorted(groups.items(), key=lambda item: _rank(item[0]))


def _rank(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)
