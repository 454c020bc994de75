"""Addresses of indicators."""

from django.urls import path

from jiangong.domains.indicators.views import catalogue, sources

app_name = "indicators"
urlpatterns = [
    path("", catalogue.IndicatorList.as_view(), name="list"),
    path("new/", catalogue.IndicatorCreate.as_view(), name="create"),
    path("sources/", sources.SourceBoard.as_view(), name="sources"),
    path("<int:pk>/", catalogue.IndicatorDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", catalogue.IndicatorEdit.as_view(), name="edit"),
    path("<int:pk>/retire/", catalogue.IndicatorRetire.as_view(), name="retire"),
    path("<int:pk>/restore/", catalogue.IndicatorRestore.as_view(), name="restore"),
    path("<int:pk>/choose-source/", sources.SourceChoose.as_view(), name="choose_source"),
]
