"""Django app of assessments."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Rubrics."""

    name = "jiangong.domains.assessments"
    label = "assessments"
    verbose_name = "评分"

    def ready(self) -> None:
        from jiangong.domains.assessments import jobs, permissions, receivers  # noqa: F401, PLC0415 — they register
