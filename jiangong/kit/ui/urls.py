"""Addresses of the interface kit itself."""

from django.urls import path

from jiangong.kit.ui.views import ComponentGallery

app_name = "ui"
urlpatterns = [path("gallery/", ComponentGallery.as_view(), name="gallery")]
