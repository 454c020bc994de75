"""Registration of the interface kit."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Gives the templates and static files of the interface a home Django can find."""

    name = "jiangong.kit.ui"
    label = "ui"
    verbose_name = "界面"
