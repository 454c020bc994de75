"""Addresses of saved views."""

from django.urls import path

from jiangong.kit.pages import saved_views

app_name = "saved"
urlpatterns = [
    path("new/", saved_views.SavedViewCreate.as_view(), name="create"),
    path("<int:pk>/edit/", saved_views.SavedViewEdit.as_view(), name="edit"),
    path("<int:pk>/update/", saved_views.SavedViewUpdate.as_view(), name="update"),
    path("<int:pk>/default/", saved_views.SavedViewDefault.as_view(), name="default"),
    path("<int:pk>/plain/", saved_views.SavedViewPlain.as_view(), name="plain"),
    path("<int:pk>/delete/", saved_views.SavedViewDelete.as_view(), name="delete"),
]
