"""Addresses of plans."""

from django.urls import path

from jiangong.domains.plans.views import editing, readings, reviewing, settling

app_name = "plans"
urlpatterns = [
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
    path("<int:pk>/meaning/", editing.PlanMeaning.as_view(), name="meaning"),
    path("<int:pk>/rows/<str:part>/add/", editing.PartAdd.as_view(), name="part_add"),
    path("<int:pk>/rows/<str:part>/<int:row>/", editing.PartEdit.as_view(), name="part_edit"),
    path("<int:pk>/rows/<str:part>/<int:row>/remove/", editing.PartRemove.as_view(), name="part_remove"),
    path("<int:pk>/rows/<str:part>/<int:row>/move/", editing.PartMove.as_view(), name="part_move"),
    path("<int:pk>/rubrics/<int:program>/", editing.RubricAdd.as_view(), name="rubric_add"),
    path("<int:pk>/waive/", settling.PlanWaive.as_view(), name="waive"),
    path("<int:pk>/accept/", settling.PlanAccept.as_view(), name="accept"),
    path("<int:pk>/fill/<int:program>/", settling.PlanFill.as_view(), name="fill"),
    path("<int:pk>/register/", settling.PlanRegister.as_view(), name="register"),
]
