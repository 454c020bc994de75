"""Django app of the access kit."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    """Finds every app's permissions and workflows, so that the registers are whole before the first request."""

    name = "jiangong.kit.access"
    label = "access"
    verbose_name = "权限与范围"

    def ready(self) -> None:
        from jiangong.kit.access import checks  # noqa: F401, PLC0415 — models must be loaded first

        autodiscover_modules("permissions", "workflow")
