"""Addresses of the rural ledgers."""

from django.urls import path

from jiangong.domains.rural.views import entries, projects, units
from jiangong.kit.pages.entries import entry_addresses

app_name = "rural"

urlpatterns = [
    path("", units.Overview.as_view(), name="overview"),
    path("units/<int:pk>/", units.UnitYear.as_view(), name="unit"),
    path("units/<int:pk>/print/", units.UnitYearPrint.as_view(), name="unit_print"),
    *entry_addresses("project", "projects/", projects, "Project"),
    path("projects/<int:pk>/start/", projects.ProjectStart.as_view(), name="project_start"),
    path("projects/<int:pk>/progress/", projects.ProjectProgress.as_view(), name="project_progress"),
    path("projects/<int:pk>/finish/", projects.ProjectFinish.as_view(), name="project_finish"),
    *entry_addresses("participation", "people/", entries, "Participation"),
    *entry_addresses("collective", "collectives/", entries, "Collective"),
    *entry_addresses("base", "bases/", entries, "Base"),
    *entry_addresses("funding", "fundings/", entries, "Funding"),
]
