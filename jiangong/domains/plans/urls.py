"""Addresses of plans."""

from django.urls import path

from jiangong.domains.plans.views import (
    acting,
    cells,
    editing,
    editions,
    grid,
    naming,
    proposing,
    readings,
    reviewing,
    settling,
    standins,
    workbooks,
)

app_name = "plans"
urlpatterns = [
    # course (these lines stand in until that branch is merged)
    path("", standins.PlanList.as_view(), name="list"),
    path("<int:pk>/", grid.PlanGrid.as_view(), name="detail"),
    path("<int:pk>/submit/", standins.PlanSubmit.as_view(), name="submit"),
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
    # review
    path("new/", editing.PlanCreate.as_view(), name="create"),
    path("readings/new/", readings.ReadingCreate.as_view(), name="reading_create"),
    path("readings/<int:pk>/", readings.ReadingDetail.as_view(), name="reading_detail"),
    path("readings/<int:pk>/progress/", readings.ReadingProgress.as_view(), name="reading_progress"),
    path("readings/<int:pk>/retry/", readings.ReadingRetry.as_view(), name="reading_retry"),
    path("<int:pk>/review/", reviewing.PlanReview.as_view(), name="review"),
    path("<int:pk>/review/<str:tab>/", reviewing.PlanReviewTab.as_view(), name="review_tab"),
    path("<int:pk>/changes/", reviewing.PlanChanges.as_view(), name="changes"),
    path("<int:pk>/facts/", editing.PlanFacts.as_view(), name="facts"),
    path("<int:pk>/meaning/", naming.PlanMeaning.as_view(), name="meaning"),
    path("<int:pk>/rows/<str:part>/add/", editing.PartAdd.as_view(), name="part_add"),
    path("<int:pk>/rows/<str:part>/<int:row>/", editing.PartEdit.as_view(), name="part_edit"),
    path("<int:pk>/rows/<str:part>/<int:row>/remove/", acting.PartRemove.as_view(), name="part_remove"),
    path("<int:pk>/rows/<str:part>/<int:row>/move/", acting.PartMove.as_view(), name="part_move"),
    path("<int:pk>/rubrics/<int:program>/", acting.RubricAdd.as_view(), name="rubric_add"),
    path("<int:pk>/waive/", settling.PlanWaive.as_view(), name="waive"),
    path("<int:pk>/accept/", settling.PlanAccept.as_view(), name="accept"),
    path("<int:pk>/fill/<int:program>/", settling.PlanFill.as_view(), name="fill"),
    path("<int:pk>/register/", settling.PlanRegister.as_view(), name="register"),
]
