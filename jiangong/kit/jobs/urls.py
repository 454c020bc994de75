"""Addresses of background jobs."""

from django.urls import path

from jiangong.kit.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.JobList.as_view(), name="list"),
    path("<int:pk>/", views.JobDetail.as_view(), name="detail"),
    path("<int:pk>/progress/", views.JobProgress.as_view(), name="progress"),
    path("<int:pk>/cancel/", views.JobCancel.as_view(), name="cancel"),
    path("<int:pk>/retry/", views.JobRetry.as_view(), name="retry"),
]
