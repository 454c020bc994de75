"""What stands at the top of a page and on its cards: where am I, which state, what next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address."""

    label: str
    url: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A state: word, tone (ok, warn, crit, info, gold, line, plain) and icon."""

    label: str
    tone: str = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reader may do. ``blocked`` says why not, beside the button."""

    label: str
    url: str | Promise
    icon: str = ""
    method: str = "get"
    primary: bool = False
    danger: bool = False
    blocked: str = ""
    needs_reason: bool = False
    consequences: tuple[str, ...] = ()
    name: str = ""

    @property
    def needs_dialog(self) -> bool:
        """A POST that asks for a reason or spells out consequences opens a dialog first."""
        return self.method == "post" and (self.needs_reason or bool(self.consequences))


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a page; the first primary action is the one red button."""

    title: str
    crumbs: tuple[Link, ...] = ()
    meta: tuple[str, ...] = ()
    badge: Badge | None = None
    actions: tuple[Action, ...] = ()
    prints: tuple[Action, ...] = ()  # the formats in which the page's object can be printed

    @property
    def primary(self) -> Action | None:
        return next((action for action in self.actions if action.primary and not action.blocked), None)

    @property
    def blocked(self) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action.blocked)

    @property
    def others(self) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action is not self.primary and not action.blocked)


@dataclass(frozen=True, slots=True)
class Panel:
    """A card on a detail page: a template with its context; ``side`` puts it into the side column."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    side: bool = False
    count: int | None = None
    actions: tuple[Action, ...] = ()
