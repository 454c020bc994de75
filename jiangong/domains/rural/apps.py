"""Django app of the rural action."""

from django.apps import AppConfig


class RuralConfig(AppConfig):
    """What unions and their model workers do for villages."""

    name = "jiangong.domains.rural"
    label = "rural"
    verbose_name = "乡村振兴"

    def ready(self) -> None:
        from jiangong.domains.rural import permissions, receivers  # noqa: F401, PLC0415 — they register
