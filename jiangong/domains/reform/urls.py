"""Addresses of the ledgers of the reform."""

from django.urls import path

from jiangong.domains.reform.views import entries, tasks
from jiangong.kit.pages.entries import entry_addresses

app_name = "reform"

urlpatterns = [
    *entry_addresses("task", "", tasks, "Task"),
    path("<int:pk>/progress/", tasks.TaskProgress.as_view(), name="task_progress"),
    path("<int:pk>/complete/", tasks.TaskComplete.as_view(), name="task_complete"),
    path("<int:pk>/reopen/", tasks.TaskReopen.as_view(), name="task_reopen"),
    *entry_addresses("policy", "policies/", entries, "Policy"),
    *entry_addresses("pilot", "pilots/", entries, "Pilot"),
]
