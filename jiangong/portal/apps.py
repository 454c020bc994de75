"""Django app of the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Where domains meet: home, search, navigation, the running product."""

    name = "jiangong.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from jiangong.portal import receivers  # noqa: F401, PLC0415 — models must be loaded first
