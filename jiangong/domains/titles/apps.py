"""Django app of titles."""

from django.apps import AppConfig


class TitlesConfig(AppConfig):
    """Titles held by people and collectives."""

    name = "jiangong.domains.titles"
    label = "titles"
    verbose_name = "荣誉称号"

    def ready(self) -> None:
        from jiangong.domains.titles import measures, permissions, receivers  # noqa: F401, PLC0415 — they register
