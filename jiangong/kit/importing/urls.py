"""Addresses of imports."""

from django.urls import path

from jiangong.kit.importing import views

app_name = "importing"
urlpatterns = [
    path("", views.BatchList.as_view(), name="list"),
    path("new/<str:key>/", views.ImportStart.as_view(), name="start"),
    path("new/<str:key>/template/", views.ImportTemplate.as_view(), name="template"),
    path("<int:pk>/", views.BatchDetail.as_view(), name="detail"),
    path("<int:pk>/progress/", views.BatchProgress.as_view(), name="progress"),
    path("<int:pk>/errors/", views.BatchErrors.as_view(), name="errors"),
    path("<int:pk>/confirm/", views.BatchConfirm.as_view(), name="confirm"),
    path("<int:pk>/recheck/", views.BatchRecheck.as_view(), name="recheck"),
    path("<int:pk>/cancel/", views.BatchCancel.as_view(), name="cancel"),
    path("<int:pk>/undo/", views.BatchUndo.as_view(), name="undo"),
]
