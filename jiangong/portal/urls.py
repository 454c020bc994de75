"""Addresses of the portal."""

from django.urls import path

from jiangong.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("search/", views.Search.as_view(), name="search"),
    path("search/names/", views.Names.as_view(), name="names"),
    path("offline/", views.Offline.as_view(), name="offline"),
    path("offline-worker.js", views.OfflineWorker.as_view(), name="offline_worker"),
    path("healthz", views.Health.as_view(), name="health"),
]
