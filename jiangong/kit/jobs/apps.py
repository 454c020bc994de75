"""Django app of the job kit."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs, their schedules and the workers that carry them out."""

    name = "jiangong.kit.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from jiangong.kit.jobs import permissions, retention  # noqa: F401, PLC0415 — they register
