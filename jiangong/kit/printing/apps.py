"""Django app of the printing kit."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Where the printed page's template lives."""

    name = "jiangong.kit.printing"
    label = "printing"
    verbose_name = "打印"
