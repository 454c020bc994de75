"""Addresses of attachments."""

from django.urls import path

from jiangong.kit.attachments import views

app_name = "attachments"
urlpatterns = [
    path("<int:pk>/", views.Download.as_view(), name="download"),
    path("<int:pk>/preview/", views.Preview.as_view(), name="preview"),
    path("<int:pk>/remove/", views.Remove.as_view(), name="remove"),
    path("add/<str:label>/<int:pk>/<slug:slot>/", views.Upload.as_view(), name="upload"),
]
