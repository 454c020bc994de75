"""Addresses of the rural ledgers."""

from typing import Any

from django.urls import URLPattern, path

from jiangong.domains.rural.views import entries, projects, units

app_name = "rural"


def ledger(name: str, plural: str, screens: Any, prefix: str) -> list[URLPattern]:
    """The five addresses every ledger has."""
    return [
        path(f"{plural}/", getattr(screens, f"{prefix}List").as_view(), name=f"{name}_list"),
        path(f"{plural}/new/", getattr(screens, f"{prefix}Create").as_view(), name=f"{name}_create"),
        path(f"{plural}/<int:pk>/", getattr(screens, f"{prefix}Detail").as_view(), name=f"{name}_detail"),
        path(f"{plural}/<int:pk>/edit/", getattr(screens, f"{prefix}Edit").as_view(), name=f"{name}_edit"),
        path(f"{plural}/<int:pk>/void/", getattr(screens, f"{prefix}Void").as_view(), name=f"{name}_void"),
    ]


urlpatterns = [
    path("", units.Overview.as_view(), name="overview"),
    path("units/<int:pk>/", units.UnitYear.as_view(), name="unit"),
    path("units/<int:pk>/print/", units.UnitYearPrint.as_view(), name="unit_print"),
    *ledger("project", "projects", projects, "Project"),
    path("projects/<int:pk>/start/", projects.ProjectStart.as_view(), name="project_start"),
    path("projects/<int:pk>/progress/", projects.ProjectProgress.as_view(), name="project_progress"),
    path("projects/<int:pk>/finish/", projects.ProjectFinish.as_view(), name="project_finish"),
    *ledger("participation", "people", entries, "Participation"),
    *ledger("collective", "collectives", entries, "Collective"),
    *ledger("base", "bases", entries, "Base"),
    *ledger("funding", "fundings", entries, "Funding"),
]
