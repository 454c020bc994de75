"""Addresses of rubrics."""

from django.urls import path

from jiangong.domains.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.RubricList.as_view(), name="list"),
    path("<int:pk>/", views.RubricDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", views.RubricEdit.as_view(), name="edit"),
]
