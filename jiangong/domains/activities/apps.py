"""Django app of activities."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Lectures, trainings, job fairs and everything else that is held on a day."""

    name = "jiangong.domains.activities"
    label = "activities"
    verbose_name = "活动"

    def ready(self) -> None:
        from jiangong.domains.activities import measures, permissions, receivers  # noqa: F401, PLC0415 — they register
