"""A list as a declaration, and what one request makes of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlencode

from django.db import models
from django.db.models.expressions import OrderBy
from django.urls import reverse

from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.columns import BoundColumn, Column
from jiangong.kit.listing.counting import count_rows
from jiangong.kit.listing.filters import Filter
from jiangong.kit.listing.forms import LedgerForm
from jiangong.kit.listing.shown import Header, Pill, Row, View
from jiangong.kit.listing.streaming import Columns, columns_in_batches
from jiangong.kit.ui.phrases import NOTHING_YET

PAGE_SIZE = 50
EXPORT_BATCH = 2000


class Table:
    """Subclasses declare; one instance serves one request."""

    model: type[models.Model]
    columns: tuple[Column, ...] = ()
    filters: tuple[Filter, ...] = ()
    views: tuple[View, ...] = ()
    search: tuple[str, ...] = ()
    search_hint = "搜索"
    ordering: tuple[str | OrderBy, ...] = ("-pk",)
    empty_title = NOTHING_YET  # said while there is nothing at all
    empty_text = ""
    export_name = "列表"
    bare = "?"  # where this list is without any condition
    ledger_form: LedgerForm | None = None  # the sheet as which the list may leave
    url_name = ""  # name of the detail page's URL; empty means rows are no links

    def __init__(
        self, queryset: models.QuerySet, parameters: Mapping[str, str], actor: Actor, base: str = ""
    ) -> None:
        self.queryset, self.parameters, self.actor, self.base = queryset, parameters, actor, base
        self.bare = base or "?"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as what was asked, not as what was found: a queryset of its own would read all its rows."""
        return _asked_again, (type(self), self.queryset.query, dict(self.parameters), self.actor, self.base)

    # ── what is asked

    @cached_property
    def shown_columns(self) -> list[Column]:
        wanted = [name for name in self.parameters.get("columns", "").split(",") if name]
        chosen = [c for c in self.columns if c.name in wanted]
        return chosen or [c for c in self.columns if not c.hidden]

    def with_columns(self, names: Sequence[str]) -> Self:
        """The same rows in the same order with these columns in this one."""
        asked = type(self)(self.queryset, self.parameters, self.actor, base=self.base)
        known = {column.name: column for column in asked.columns}
        asked.shown_columns = [known[name] for name in names]
        return asked

    @cached_property
    def bound(self) -> list[BoundColumn]:
        bound, offset = [], 1
        for column in self.shown_columns:
            bound.append(BoundColumn(column, self.model, offset))
            offset += len(column.paths)
        return bound

    @cached_property
    def keyword(self) -> str:
        return self.parameters.get("q", "").replace("\x00", "").strip()[:100]

    @cached_property
    def active_view(self) -> str:
        wanted = self.parameters.get("view", "")
        return wanted if wanted in {view.name for view in self.views} else ""

    def search_condition(self, keyword: str) -> models.Q:
        """Where a keyword is looked for; override for anything smarter than "contains"."""
        found = models.Q()
        for field in self.search:
            found |= models.Q(**{f"{field}__icontains": keyword})
        return found

    # ── rows

    @cached_property
    def filtered(self) -> models.QuerySet:
        rows = self.unviewed
        for view in self.views:
            if view.name == self.active_view:
                rows = rows.filter(view.condition)
        return rows

    @cached_property
    def unviewed(self) -> models.QuerySet:
        rows = self.queryset
        for one in self.filters:
            if (condition := one.condition(self.parameters, self.actor)) is not None:
                rows = rows.filter(condition)
        return rows.filter(self.search_condition(self.keyword)) if self.keyword and self.search else rows

    @property
    def is_sorted(self) -> bool:
        """Whether a known order was asked for."""
        return self.order is not self.ordering

    @cached_property
    def order(self) -> tuple[str | OrderBy, ...]:
        wanted = self.parameters.get("sort", "")
        for column in self.columns:
            if column.sort and wanted.removeprefix("-") == column.name:
                return tuple(f"-{path}" if wanted.startswith("-") else path for path in column.sort)
        return self.ordering

    @cached_property
    def total(self) -> int:
        return count_rows(self.filtered)

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @cached_property
    def page(self) -> int:
        wanted = self.parameters.get("page", "1")
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
        return min(max(number, 1), self.pages)

    @cached_property
    def rows(self) -> list[Row]:
        """One page: keys first from the index, then the values of those rows only."""
        start = (self.page - 1) * PAGE_SIZE
        ordered = self.filtered.order_by(*self._total_order())
        keys = list(ordered.values_list("pk", flat=True)[start : start + PAGE_SIZE])
        self.prepare(keys)
        fields = self._paths()
        found = self.model._base_manager.filter(pk__in=keys).values_list(*fields)
        by_key = {values[0]: values for values in found}
        return [self._row(by_key[key]) for key in keys if key in by_key]

    def prepare(self, keys: Sequence[Any]) -> None:
        """Read what columns show beyond their paths, for these rows in a constant number of queries."""

    def _row(self, values: tuple[Any, ...]) -> Row:
        return Row(values[0], self.row_url(values[0]), tuple(column.cell(values) for column in self.bound))

    def row_url(self, pk: Any) -> str:
        """Where a row leads; built by text replacement because reversing 50 times costs more than the page."""
        return self._url_pattern.replace("/0/", f"/{pk}/") if self.url_name else ""

    @cached_property
    def _url_pattern(self) -> str:
        return reverse(self.url_name, args=[0])

    def _paths(self) -> list[str]:
        return ["pk", *(path for column in self.shown_columns for path in column.paths)]

    def _total_order(self) -> tuple[str | OrderBy, ...]:
        last = str(self.order[0]) if self.order else ""
        return (*self.order, "-pk" if last.startswith("-") else "pk")

    def exported_columns(self) -> Iterator[Columns]:
        """Every filtered row for a spreadsheet, streamed in batches, each of them column by column."""
        found = self.filtered.order_by(*self._total_order()).values_list(*self._paths())
        for read in columns_in_batches(found, EXPORT_BATCH):
            self.prepare(read[0])
            yield [column.exported_many(read) for column in self.bound]

    # ── what the template shows

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * PAGE_SIZE, self.total)

    def address(self, **changes: str | None) -> str:
        """This list with some parameters changed (``None`` removes); paging starts over."""
        kept = {
            name: value for name, value in self.parameters.items() if value and name not in {"page", "export"}
        }
        for name, value in changes.items():
            kept.pop(name, None)
            if value is not None:
                kept[name] = value
        return f"{self.base}?{urlencode(kept)}" if kept else self.bare

    @cached_property
    def headers(self) -> list[Header]:
        current = self.parameters.get("sort", "")
        headers = []
        for column in self.bound:
            if not column.column.sort:
                headers.append(Header(column, "", ""))
                continue
            direction = {column.name: "ascending", f"-{column.name}": "descending"}.get(current, "")
            following = f"-{column.name}" if direction == "ascending" else column.name
            headers.append(Header(column, direction, self.address(sort=following)))
        return headers

    @cached_property
    def pills(self) -> list[Pill]:
        found = [
            Pill(one.label, said, self.address(**dict.fromkeys(one.parameters)))
            for one in self.filters
            if (said := one.described(self.parameters, self.actor))
        ]
        if self.keyword:
            found.append(Pill("关键词", self.keyword, self.address(q=None)))
        return found

    @property
    def emptiness(self) -> tuple[str, str]:
        """Why no row is here: a title and what to do."""
        if self.pills or self.active_view:
            return "没有符合条件的记录", "请减少筛选条件，或换一个关键词、一个视图。"
        return self.empty_title, self.empty_text

    @cached_property
    def filter_fields(self) -> list[dict[str, Any]]:
        """Each filter with its options and current values, for the filter bar."""
        return [
            {
                "filter": one,
                "options": one.options(self.actor),
                "value": self.parameters.get(one.name, ""),
                "values": [(name, self.parameters.get(name, "")) for name in one.parameters],
            }
            for one in self.filters
        ]

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        """The views as tabs with their counts, "全部" first."""
        if not self.views:
            return []
        counts = self.unviewed.order_by().aggregate(
            **{f"n_{view.name}": models.Count("pk", filter=view.condition) for view in self.views},
            n_=models.Count("pk"),
        )
        tabs = [
            {
                "label": "全部",
                "url": self._view_url(None),
                "current": not self.active_view,
                "count": counts["n_"],
            }
        ]
        tabs += [
            {
                "label": view.label,
                "url": self._view_url(view.name),
                "current": view.name == self.active_view,
                "count": counts[f"n_{view.name}"],
            }
            for view in self.views
        ]
        return tabs

    def _view_url(self, name: str | None) -> str:
        """A view keeps the filters in force; from a saved view, whose filters are its own, it begins anew."""
        if not self.parameters.get("saved"):
            return self.address(view=name)
        return f"{self.base}?view={name}" if name else self.bare

    @property
    def previous_url(self) -> str:
        return self._page_url(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self._page_url(self.page + 1) if self.page < self.pages else ""

    def _page_url(self, number: int) -> str:
        joiner = "&" if "?" in self.address() else "?"
        return f"{self.address()}{joiner}page={number}"


def _asked_again(kind: type[Table], query: Any, *asked: Any) -> Table:
    """A table as it was before it went to another process; its query has passed the gate."""
    rows = kind.model._base_manager.all()
    rows.query = query
    return kind(rows, *asked)
