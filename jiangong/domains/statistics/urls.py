"""Addresses of statistics."""

from django.urls import path

from jiangong.domains.statistics.views import (
    arranging,
    boards,
    circulars,
    exporting,
    leading,
    records,
    tables,
    years,
)

app_name = "statistics"
RECORDS = "records/<int:indicator>/<int:organization>/"
urlpatterns = [
    path("", boards.BoardList.as_view(), name="list"),
    path("leader/", leading.LeaderPage.as_view(), name="leader"),
    path("screen/", leading.WallScreen.as_view(), name="screen"),
    path("table/", tables.NodeTable.as_view(), name="table"),
    path("table/<int:pk>/export/", tables.TableExport.as_view(), name="table_export"),
    path("tiles/", arranging.TileArrangement.as_view(), name="arrange"),
    path(RECORDS, records.FigureRecords.as_view(), name="records"),
    path(f"{RECORDS}export/", records.RecordsExport.as_view(), name="records_export"),
    path("circulars/", circulars.CircularList.as_view(), name="circular_list"),
    path("circulars/new/", circulars.CircularCreate.as_view(), name="circular_create"),
    path("circulars/<int:pk>/", circulars.CircularDetail.as_view(), name="circular_detail"),
    path("circulars/<int:pk>/edit/", circulars.CircularEdit.as_view(), name="circular_edit"),
    path("circulars/<int:pk>/renew/", circulars.CircularRenew.as_view(), name="circular_renew"),
    path("circulars/<int:pk>/issue/", circulars.CircularIssue.as_view(), name="circular_issue"),
    path("circulars/<int:pk>/void/", circulars.CircularVoid.as_view(), name="circular_void"),
    path("circulars/<int:pk>/print/", circulars.CircularPrint.as_view(), name="circular_print"),
    path("<int:pk>/", boards.BoardDetail.as_view(), name="board"),
    path("<int:pk>/years/", years.BoardYears.as_view(), name="years"),
    path("<int:pk>/export/", exporting.BoardExport.as_view(), name="export"),
]
