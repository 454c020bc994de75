"""Django app of statistics."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Seeing how plans go."""

    name = "jiangong.domains.statistics"
    label = "statistics"
    verbose_name = "统计总结"

    def ready(self) -> None:
        from jiangong.domains.statistics import permissions, receivers  # noqa: F401, PLC0415 — they register
