"""Django app of competitions."""

from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    """Labour competitions of a year and who takes part in them."""

    name = "jiangong.domains.competitions"
    label = "competitions"
    verbose_name = "竞赛"

    def ready(self) -> None:
        from jiangong.domains.competitions import permissions, receivers  # noqa: F401, PLC0415 — they register
