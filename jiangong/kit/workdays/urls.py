"""Address of the working calendar."""

from django.urls import path

from jiangong.kit.workdays import views

app_name = "workdays"
urlpatterns = [path("", views.WorkdayYear.as_view(), name="year")]
