"""Addresses of the ledgers of the reform."""

from typing import Any

from django.urls import URLPattern, path

from jiangong.domains.reform.views import entries, tasks

app_name = "reform"


def ledger(name: str, plural: str, screens: Any, prefix: str) -> list[URLPattern]:
    """The five addresses every ledger has."""
    return [
        path(plural, getattr(screens, f"{prefix}List").as_view(), name=f"{name}_list"),
        path(f"{plural}new/", getattr(screens, f"{prefix}Create").as_view(), name=f"{name}_create"),
        path(f"{plural}<int:pk>/", getattr(screens, f"{prefix}Detail").as_view(), name=f"{name}_detail"),
        path(f"{plural}<int:pk>/edit/", getattr(screens, f"{prefix}Edit").as_view(), name=f"{name}_edit"),
        path(f"{plural}<int:pk>/void/", getattr(screens, f"{prefix}Void").as_view(), name=f"{name}_void"),
    ]


urlpatterns = [
    *ledger("task", "", tasks, "Task"),
    path("<int:pk>/progress/", tasks.TaskProgress.as_view(), name="task_progress"),
    path("<int:pk>/complete/", tasks.TaskComplete.as_view(), name="task_complete"),
    path("<int:pk>/reopen/", tasks.TaskReopen.as_view(), name="task_reopen"),
    path("lists/<int:pk>/print/", tasks.ListPrint.as_view(), name="list_print"),
    *ledger("policy", "policies/", entries, "Policy"),
    *ledger("pilot", "pilots/", entries, "Pilot"),
]
