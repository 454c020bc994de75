"""Django app of the access kit."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the kit so that its system checks run."""

    name = "jiangong.kit.access"
    label = "access"
    verbose_name = "权限与范围"

    def ready(self) -> None:
        from jiangong.kit.access import checks  # noqa: F401, PLC0415 — registers the checks
