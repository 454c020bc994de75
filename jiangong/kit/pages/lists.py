"""List pages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from jiangong.kit.access.permissions import label_of
from jiangong.kit.audit.recording import record
from jiangong.kit.listing.export import FORMATS, export_table
from jiangong.kit.listing.table import Table
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Head
from jiangong.kit.pages.saved_views import PLAINLY, SavedViews, list_name_of


@dataclass(frozen=True, slots=True)
class FurtherExport:
    """A form beside .xlsx and .csv in which a list leaves: its name, its row of the menu, who writes and audits it."""

    name: str
    label: str
    icon: str
    write: Callable[["ListPage", Table], HttpResponseBase]


class ListPage(Page):
    """Filter, search, sort, page, choose columns and export one table; subclasses only declare."""

    table: type[Table]
    export_permission: str = ""
    further_exports: tuple[FurtherExport, ...] = ()
    template_name = "ui/list_page.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.GET and self.saved is not None and self.saved.opening:
            return redirect(self.saved.opening)
        if form := request.GET.get("export"):
            return self.export(form)
        template = "ui/list_table.html" if request.htmx and not request.htmx.boosted else self.template_name
        self.template_name = template
        return self.render()

    def make_table(self) -> Table:
        if not hasattr(self, "_table"):
            parameters = self.request.GET.dict()
            self._table = self.table(self.get_queryset(), parameters, self.actor, base=self.request.path)
            if self.list_name:  # a reader whose list opens with a view of their own must be able to leave it
                self._table.bare = f"{self.request.path}?{PLAINLY}"
        return self._table

    def context(self) -> dict[str, Any]:
        return {
            "table": self.make_table(),
            "can_export": self.may_export,
            "bulk_actions": self.bulk_actions(),
            "saved": self.saved,
            "further_exports": [
                (one, self.make_table().address(export=one.name)) for one in self.further_exports
            ],
        }

    @cached_property
    def list_name(self) -> str:
        """Under which name views of this list are kept; people keep some, and nobody for lists of one object."""
        return list_name_of(self.request.resolver_match) if self.actor.user is not None else ""

    @cached_property
    def saved(self) -> SavedViews | None:
        return SavedViews(self.list_name, self.make_table(), self.actor) if self.list_name else None

    @property
    def may_export(self) -> bool:
        return bool(self.export_permission) and self.actor.can(self.export_permission)

    def actions(self) -> tuple[Action, ...]:
        """Buttons in the page head."""
        return ()

    def bulk_actions(self) -> tuple[Action, ...]:
        """What may be done to the selected rows; each posts their keys as ``selected``."""
        return ()

    def head(self) -> Head:
        return Head(title=self.title, crumbs=self.crumbs, actions=self.actions())

    def export(self, form: str) -> HttpResponseBase:
        """Exactly what is filtered, audited."""
        if not self.may_export:
            wanted = f"“{label_of(self.export_permission)}”" if self.export_permission else "导出"
            raise PermissionDenied(f"您当前的任职没有{wanted}的权限。")
        table = self.make_table()
        further = next((one for one in self.further_exports if one.name == form), None)
        if further is not None:
            return further.write(self, table)
        with transaction.atomic():
            label = self.model._meta.label_lower
            record(self.actor, f"{label}.export", rows=table.total, columns=[c.name for c in table.bound])
        return export_table(table, form if form in FORMATS else FORMATS[0])
