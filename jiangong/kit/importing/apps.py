"""Django app of the importing kit."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ImportingConfig(AppConfig):
    """Finds every app's import specs."""

    name = "jiangong.kit.importing"
    label = "importing"
    verbose_name = "批量导入"

    def ready(self) -> None:
        autodiscover_modules("imports")
