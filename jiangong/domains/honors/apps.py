"""Django app of selection and honours."""

from importlib import import_module

from django.apps import AppConfig


class HonorsConfig(AppConfig):
    """Programmes, nominations, lists, public notices, certificates."""

    name = "jiangong.domains.honors"
    label = "honors"
    verbose_name = "评选表彰"

    def ready(self) -> None:
        import_module("jiangong.domains.honors.receivers")
