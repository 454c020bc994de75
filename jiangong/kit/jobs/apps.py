"""Django app of the job kit."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Jobs, their schedules and the workers that carry them out."""

    name = "jiangong.kit.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Every app's ``jobs.py`` declares its jobs."""
        autodiscover_modules("jobs", "retention")
