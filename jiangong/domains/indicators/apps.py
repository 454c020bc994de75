"""Django app of indicators."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IndicatorsConfig(AppConfig):
    """The catalogue of indicators."""

    name = "jiangong.domains.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        from jiangong.domains.indicators import permissions, receivers  # noqa: F401, PLC0415 — they register

        autodiscover_modules("measures")
