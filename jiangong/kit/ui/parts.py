"""The pieces screens are described with: pages build these, component templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jiangong.kit.ui import phrases

TONE_ICONS = {
    "ok": "circle-check",
    "warn": "alert-triangle",
    "crit": "alert-circle",
    "info": "info-circle",
    "gold": "award",
    "mute": "circle-dashed",
    "line": "",
}


@dataclass(frozen=True)
class Mark:
    """A state: word, tone and icon together, because colour alone says nothing."""

    label: str
    tone: str = "mute"
    icon: str = ""

    @property
    def sign(self) -> str:
        """The icon beside the word: its own, or the usual one of its tone."""
        return self.icon or TONE_ICONS.get(self.tone, "")


@dataclass(frozen=True)
class Link:
    """A label that leads somewhere; also crumbs, tabs, saved views and menu rows."""

    label: str
    url: str = ""
    current: bool = False
    count: int | None = None
    icon: str = ""
    note: str = ""


@dataclass(frozen=True)
class Action:
    """Something the user can do now, or cannot yet: then ``why`` says what would unblock it.

    ``method`` is ``get`` (a link), ``dialog`` (a link opened in the dialog, a page without scripts)
    or ``post`` (a form of its own, with the idempotency key in ``command_key``).
    """

    label: str
    url: str = ""
    icon: str = ""
    method: str = "get"
    kind: str = ""
    why: str = ""
    name: str = ""
    value: str = ""
    command_key: str = ""


@dataclass(frozen=True)
class ActionBar:
    """The acts of one page: one primary, a few beside it, the rest in the menu."""

    primary: Action | None = None
    beside: Sequence[Action] = ()
    menu: Sequence[Action] = ()

    def __bool__(self) -> bool:
        return bool(self.primary or self.beside or self.menu)


@dataclass(frozen=True)
class PageHead:
    """Where am I, what state, what next."""

    title: str
    crumbs: Sequence[Link] = ()
    marks: Sequence[Mark] = ()
    meta: Sequence[str | Link] = ()
    actions: ActionBar = field(default_factory=ActionBar)


@dataclass(frozen=True)
class Banner:
    """News that concerns the whole page."""

    text: str
    tone: str = "info"
    icon: str = ""
    lead: str = ""
    action: Action | None = None

    @property
    def sign(self) -> str:
        """The icon at its left."""
        return self.icon or TONE_ICONS.get(self.tone, "info-circle")


@dataclass(frozen=True)
class Empty:
    """An empty place that says why it is empty and what to do next."""

    title: str = phrases.NOTHING_YET
    text: str = ""
    icon: str = "inbox"
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class Figure:
    """A number that opens the records it is made of."""

    label: str
    value: Any
    unit: str = ""
    total: Any = None
    elapsed: Any = None
    url: str = ""
    note: str = ""
    mark: Mark | None = None
    places: int | None = None


@dataclass(frozen=True)
class Fact:
    """One line of a key–value list; ``masked`` hides the middle until revealed at ``reveal_url``."""

    label: str
    value: Any = ""
    kind: str = "text"
    url: str = ""
    note: str = ""
    reveal_url: str = ""


@dataclass(frozen=True)
class Event:
    """One entry of a history."""

    title: str
    by: str = ""
    at: Any = None
    quote: str = ""
    state: str = ""
    note: str = ""


@dataclass(frozen=True)
class File:
    """One attachment as it is listed."""

    name: str
    url: str = ""
    preview_url: str = ""
    size: str = ""
    by: str = ""
    at: Any = None
    kind: str = ""
    note: str = ""
    remove: Action | None = None


@dataclass(frozen=True)
class Step:
    """One step of a process: done, current, stop or still to come."""

    label: str
    note: str = ""
    state: str = ""
    url: str = ""


@dataclass(frozen=True)
class Consequence:
    """What will happen after the button is pressed."""

    text: str
    icon: str = "arrow-right"


@dataclass(frozen=True)
class Task:
    """One row of the to-do inbox; the whole row leads to ``url``."""

    title: str
    url: str
    meta: Sequence[str] = ()
    why: str = ""
    due: str = ""
    due_note: str = ""
    urgent: bool = False
    act: str = ""
    tone: str = "mute"
    icon: str = "circle-dashed"


@dataclass(frozen=True)
class Node:
    """One line of a tree with what hangs below it; ``children_url`` loads them on demand."""

    label: str
    url: str = ""
    note: str = ""
    count: int | None = None
    mark: Mark | None = None
    current: bool = False
    open: bool = False
    children: Sequence["Node"] = ()
    children_url: str = ""


@dataclass(frozen=True)
class Section:
    """One card of a detail page: facts, or a template of its own with ``context``."""

    title: str
    note: str = ""
    facts: Sequence[Fact] = ()
    template: str = ""
    context: Any = None
    tools: Sequence[Action] = ()


@dataclass(frozen=True)
class Column:
    """The head of one table column; ``kind`` decides how its cells read."""

    key: str
    label: str
    kind: str = "text"
    sort_url: str = ""
    sorted: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Cell:
    """One value in a table; ``kind`` and ``label`` are those of its column."""

    value: Any
    kind: str = "text"
    label: str = ""
    url: str = ""
    note: str = ""
    tone: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Row:
    """One record in a table."""

    cells: Sequence[Cell]
    pk: Any = None
    label: str = ""
    selected: bool = False


@dataclass(frozen=True)
class Pill:
    """A filter in force, removable by itself."""

    label: str
    value: str
    remove_url: str


@dataclass(frozen=True)
class Filter:
    """One filter of a list: ``select``, ``date``, ``checkbox`` or ``text``; ``inline`` stands in the bar."""

    name: str
    label: str
    kind: str = "select"
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    inline: bool = False


@dataclass(frozen=True)
class ColumnChoice:
    """One line of the column chooser."""

    key: str
    label: str
    shown: bool = True


@dataclass(frozen=True)
class Pager:
    """Where this page of rows lies in the whole."""

    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""
    unit: str = "条"


@dataclass(frozen=True)
class Bulk:
    """What can be done with the selected rows."""

    url: str
    actions: Sequence[Action]
    unit: str = "条"
    total: int = 0
    command_key: str = ""


@dataclass(frozen=True)
class Table:
    """A list with everything around it: filters in force, columns, rows, pager, exports, bulk acts."""

    label: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    pager: Pager | None = None
    views: Sequence[Link] = ()
    search: Filter | None = None
    filters: Sequence[Filter] = ()
    pills: Sequence[Pill] = ()
    clear_url: str = ""
    choices: Sequence[ColumnChoice] = ()
    exports: Sequence[Action] = ()
    bulk: Bulk | None = None
    empty: Empty = field(default_factory=Empty)
    hidden: Sequence[tuple[str, str]] = ()
    url: str = ""


@dataclass(frozen=True)
class RowError:
    """One finding of an import's check: where, how bad, what to do."""

    row: int
    message: str
    column: str = ""
    value: str = ""
    tone: str = "crit"


@dataclass(frozen=True)
class Check:
    """The result of checking an imported file."""

    fine: int
    warned: int = 0
    failed: int = 0
    errors: Sequence[RowError] = ()
    errors_url: str = ""

    @property
    def total(self) -> int:
        """Rows that carry something."""
        return self.fine + self.warned + self.failed

    @property
    def before_failed(self) -> int:
        """Where the failed part of the bar begins."""
        return self.fine + self.warned


@dataclass(frozen=True)
class Progress:
    """How far a job is; ``url`` is asked again until ``finished``."""

    label: str
    done: int = 0
    total: int = 0
    unit: str = "行"
    url: str = ""
    finished: bool = False
    note: str = ""
    stop: Action | None = None


@dataclass(frozen=True)
class Grant:
    """One row of the permission matrix: which roles hold the permission."""

    label: str
    code: str
    held: Sequence[bool]
    group: str = ""


@dataclass(frozen=True)
class Slip:
    """A paper slip with a QR code: activation, sign-in point, certificate check."""

    title: str
    code_svg: str = ""
    facts: Sequence[Fact] = ()
    note: str = ""


@dataclass(frozen=True)
class Appointment:
    """One post the user holds; choosing it posts ``pk`` to the frame's ``appointment_url``."""

    label: str
    pk: Any
    note: str = ""
    current: bool = False


@dataclass(frozen=True)
class NavigationGroup:
    """A group of the left navigation; the line above it is drawn when it is not the first."""

    items: Sequence[Link]
    label: str = ""


@dataclass(frozen=True)
class Frame:
    """Everything around the page. Empty addresses hide what they would open."""

    federation_name: str = ""
    organization_name: str = ""
    year: int | None = None
    user_key: str = ""
    user_name: str = ""
    appointments: Sequence[Appointment] = ()
    unread: int = 0
    navigation: Sequence[NavigationGroup] = ()
    tabs: Sequence[Link] = ()
    account_links: Sequence[Link] = ()
    scale: str = ""
    request_id: str = ""
    secrecy_notice: str = phrases.SECRECY_NOTICE
    home_url: str = "/"
    search_url: str = ""
    messages_url: str = ""
    appointment_url: str = ""
    scale_url: str = ""
    sign_out_url: str = ""

    @property
    def user_initial(self) -> str:
        """The family name in the round sign."""
        return self.user_name[:1]
