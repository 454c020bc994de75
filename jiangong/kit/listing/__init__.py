"""Lists: declared columns, filters, search, sorting, paging and export from one description."""

from jiangong.kit.listing.columns import Cell, Column
from jiangong.kit.listing.filters import (
    ChoiceFilter,
    DateRangeFilter,
    Filter,
    OrganizationFilter,
    YearFilter,
    YesNoFilter,
)
from jiangong.kit.listing.forms import LedgerForm
from jiangong.kit.listing.table import Table, View

__all__ = [
    "Cell",
    "ChoiceFilter",
    "Column",
    "DateRangeFilter",
    "Filter",
    "LedgerForm",
    "OrganizationFilter",
    "Table",
    "View",
    "YearFilter",
    "YesNoFilter",
]
