"""Addresses of plans."""

from django.urls import path

from jiangong.domains.plans.views import cells, editions, grid, proposing, standins, workbooks

app_name = "plans"
urlpatterns = [
    # course (both lines stand in until that branch is merged)
    path("", standins.PlanList.as_view(), name="list"),
    path("<int:pk>/", grid.PlanGrid.as_view(), name="detail"),
    # grid
    path("<int:pk>/grid/", grid.PlanGrid.as_view(), name="grid"),
    path("<int:pk>/grid/cells/", cells.PlanCells.as_view(), name="cells"),
    path("<int:pk>/grid/gaps/", grid.PlanGaps.as_view(), name="gaps"),
    path("<int:pk>/grid/propose/", proposing.SharesPropose.as_view(), name="propose"),
    path("<int:pk>/grid/export/", workbooks.GridExport.as_view(), name="grid_export"),
    path("<int:pk>/editions/", editions.EditionList.as_view(), name="edition_list"),
    path("<int:pk>/editions/compare/", editions.EditionCompare.as_view(), name="edition_compare"),
    path("<int:pk>/editions/export/", workbooks.EditionExport.as_view(), name="edition_export"),
    path("<int:pk>/editions/new/", editions.EditionCreate.as_view(), name="edition_create"),
    path("editions/<int:pk>/submit/", editions.EditionSubmit.as_view(), name="edition_submit"),
    path("editions/<int:pk>/approve/", editions.EditionApprove.as_view(), name="edition_approve"),
    path("editions/<int:pk>/send-back/", editions.EditionSendBack.as_view(), name="edition_send_back"),
    path("editions/<int:pk>/drop/", editions.EditionDrop.as_view(), name="edition_drop"),
]
