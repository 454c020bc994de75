"""What the components draw, beside the heads and tables of pages: one small frozen class each.

``Any`` under ``action`` is a ``kit.pages.heads.Action``; templates only look at attribute names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jiangong.kit.ui import phrases

SHORT = 20  # characters that a narrow column still holds on one line


@dataclass(frozen=True)
class Place:
    """A label that leads somewhere: a row of the navigation, a tab, a menu row, a search result."""

    label: str
    url: str = ""
    current: bool = False
    count: int | None = None
    icon: str = ""
    note: str = ""


@dataclass(frozen=True)
class Banner:
    """News that concerns the whole page."""

    text: str
    tone: str = "info"
    icon: str = ""
    lead: str = ""
    action: Any = None


@dataclass(frozen=True)
class Empty:
    """An empty place that says why it is empty and what to do next."""

    title: str = phrases.NOTHING_YET
    text: str = ""
    icon: str = "inbox"
    actions: Sequence[Any] = ()


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
    mark: Any = None
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
    remove: Any = None


@dataclass(frozen=True)
class Step:
    """One step of a process: done, current, stop or still to come."""

    label: str
    note: str = ""
    state: str = ""
    url: str = ""


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
    mark: Any = None
    current: bool = False
    open: bool = False
    children: Sequence["Node"] = ()
    children_url: str = ""


@dataclass(frozen=True)
class RowError:
    """One finding of an import's check: where, how bad, what to do."""

    row: int
    message: str
    column: str = ""
    value: str = ""
    tone: str = "crit"

    @property
    def is_short(self) -> bool:
        """Whether the value stays on one line."""
        return _is_read_as_one(self.value)


@dataclass(frozen=True)
class SampleCell:
    """One value of a row that is about to be imported, under its heading."""

    label: str
    value: str

    @property
    def is_short(self) -> bool:
        """Whether the value stays on one line."""
        return _is_read_as_one(self.value)


def _is_read_as_one(value: str) -> bool:
    """A day, a number, a code."""
    return len(value) <= SHORT and value.isascii()


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
    stop: Any = None


@dataclass(frozen=True)
class Grant:
    """One row of the permission matrix: which roles hold the permission."""

    label: str
    code: str
    held: Sequence[bool]
    group: str = ""


@dataclass(frozen=True)
class Slip:
    """A paper slip with a QR code (``segno`` with ``svg_inline(border=0, omitsize=True)``, marked safe)."""

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

    items: tuple[Place, ...]
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
    navigation: tuple[NavigationGroup, ...] = ()
    tabs: tuple[Place, ...] = ()
    account_links: tuple[Place, ...] = ()
    scale: str = ""
    request_id: str = ""
    secrecy_notice: str = phrases.SECRECY_NOTICE
    home_url: str = "/"
    search_url: str = ""
    names_url: str = ""
    messages_url: str = ""
    appointment_url: str = ""
    scale_url: str = ""
    sign_out_url: str = ""

    @property
    def user_initial(self) -> str:
        """The family name in the round sign."""
        return self.user_name[:1]
