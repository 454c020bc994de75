"""Pages of ledgers that are kept alike: list, detail, entering, correcting, voiding of plain rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import URLPattern, path, reverse

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.entries import EntryBook
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage
from jiangong.kit.pages.heads import Action, Link
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.ui.parts import Banner, Place


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The ledgers of one app: how they are called, in the order of their tabs, and how their rows are written.

    ``ledger`` of a page is a key of ``titles``; its addresses are ``<app>:<ledger>_list`` and so on.
    """

    app: str
    home: Link
    titles: Mapping[str, str]
    book: EntryBook
    void: Callable[..., Any]
    rows: Mapping[str, str] = field(default_factory=dict)  # what one row is called, where not like its ledger
    imports: Mapping[str, str] = field(default_factory=dict)  # the key of what brings rows in
    openings: Mapping[str, str] = field(default_factory=dict)  # the query a ledger opens with
    overview: Link | None = None  # a tab before the ledgers

    @property
    def edit_permission(self) -> str:
        return self.book.permission

    def address(self, ledger: str, page: str, *keys: int) -> str:
        return reverse(f"{self.app}:{ledger}_{page}", args=keys)

    def list_link(self, ledger: str) -> Link:
        return Link(self.titles[ledger], f"{self.address(ledger, 'list')}{self.openings.get(ledger, '')}")

    def tabs(self, current: str) -> list[Place]:
        """The way from one ledger to the others."""
        links = [(name, self.list_link(name)) for name in self.titles]
        found = [Place(one.label, str(one.url), name == current) for name, one in links]
        if self.overview is None:
            return found
        return [Place(self.overview.label, str(self.overview.url), not current), *found]

    def adding(self, ledger: str, actor: Actor) -> tuple[Action, ...]:
        """How rows come into a ledger: by hand, or many at once."""
        if not actor.can(self.edit_permission):
            return ()
        row = self.rows.get(ledger, self.titles[ledger])
        by_hand = Action(f"登记{row}", self.address(ledger, "create"), "plus", primary=True)
        if ledger not in self.imports or not actor.can("importing.use"):
            return (by_hand,)
        return (
            Action("批量导入", reverse("importing:start", args=[self.imports[ledger]]), "upload"),
            by_hand,
        )


def entry_addresses(name: str, prefix: str, screens: Any, stem: str) -> list[URLPattern]:
    """The five addresses of a ledger whose pages are ``<stem>List`` and so on."""
    return [
        path(prefix, getattr(screens, f"{stem}List").as_view(), name=f"{name}_list"),
        path(f"{prefix}new/", getattr(screens, f"{stem}Create").as_view(), name=f"{name}_create"),
        path(f"{prefix}<int:pk>/", getattr(screens, f"{stem}Detail").as_view(), name=f"{name}_detail"),
        path(f"{prefix}<int:pk>/edit/", getattr(screens, f"{stem}Edit").as_view(), name=f"{name}_edit"),
        path(f"{prefix}<int:pk>/void/", getattr(screens, f"{stem}Void").as_view(), name=f"{name}_void"),
    ]


class EntryPage:
    """Which of the ledgers a page belongs to."""

    ledgers: Ledgers
    ledger: str

    def trail(self) -> tuple[Link, ...]:
        """Home and the list, or home alone where it is the list."""
        list_link = self.ledgers.list_link(self.ledger)
        home = self.ledgers.home
        return (home,) if str(list_link.url) == str(home.url) else (home, list_link)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return self.trail()


class EntryList(EntryPage, ListPage):
    """One ledger, with the way to the others."""

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return self.trail()[:-1]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "ledgers": self.ledgers.tabs(self.ledger)}

    def actions(self) -> tuple[Action, ...]:
        return self.ledgers.adding(self.ledger, self.actor)


class EntryDetail(EntryPage, DetailPage):
    """One row, with why it counts no longer where it does not."""

    @property
    def url_prefix(self) -> str:
        return f"{self.ledger}_"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    def actions(self) -> tuple[Action, ...]:
        row = self.get_object()
        found = [replace(one, danger=one.name == "void") for one in super().actions()]
        if not self.ledgers.book.revising_refusal(row, self.actor):
            found.insert(0, Action("修改", self.ledgers.address(self.ledger, "edit", row.pk), "pencil"))
        return tuple(found)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "banners": self.banners()}

    def banners(self) -> list[Banner]:
        row = self.get_object()
        return [Banner(row.reason, lead="已作废：")] if row.state == "void" and row.reason else []


class EntryCreate(EntryPage, CreatePage):
    """Enter a row."""

    submit_label = "登记"
    done = "已登记。"

    def perform(self, form: Any) -> Any:
        return self.ledgers.book.enter_form(form, self.actor)


class EntryFormPage(EntryPage, EditPage):
    """A form on one row, under a rule of its own."""

    @property
    def crumbs(self) -> tuple[Link, ...]:
        row: Any = self.get_object()
        return (*self.trail(), Link(str(row), row.get_absolute_url()))


class EntryEdit(EntryFormPage):
    """Correct a row that holds."""

    def refusal(self) -> str:
        return self.ledgers.book.revising_refusal(self.get_object(), self.actor)

    def perform(self, form: Any) -> Any:
        return self.ledgers.book.revise_form(form, self.posted_version(), self.actor)


class EntryVoid(EntryPage, ActionPage):
    """It counts no longer."""

    done = "已作废。"

    def run(self, instance: Any, note: str) -> None:
        self.ledgers.void(instance, note, actor=self.actor)
