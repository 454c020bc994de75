"""Addresses of indicators."""

from django.urls import path

from jiangong.domains.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.IndicatorList.as_view(), name="list"),
    path("new/", views.IndicatorCreate.as_view(), name="create"),
    path("<int:pk>/", views.IndicatorDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", views.IndicatorEdit.as_view(), name="edit"),
    path("<int:pk>/retire/", views.IndicatorRetire.as_view(), name="retire"),
    path("<int:pk>/restore/", views.IndicatorRestore.as_view(), name="restore"),
]
