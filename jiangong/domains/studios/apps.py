"""Django app of studios."""

from django.apps import AppConfig


class StudiosConfig(AppConfig):
    """Innovation studios of workers, masters and model workers."""

    name = "jiangong.domains.studios"
    label = "studios"
    verbose_name = "创新工作室"

    def ready(self) -> None:
        from jiangong.domains.studios import measures, permissions, receivers  # noqa: F401, PLC0415 — they register
