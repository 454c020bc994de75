"""Addresses of reports."""

from django.urls import path

from jiangong.domains.reporting.views import reports

app_name = "reporting"
urlpatterns = [path("<int:pk>/", reports.ReportDetail.as_view(), name="detail")]
