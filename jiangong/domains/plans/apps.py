"""Django app of plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """From a notice to issued targets."""

    name = "jiangong.domains.plans"
    label = "plans"
    verbose_name = "计划"

    def ready(self) -> None:
        from jiangong.domains.plans import permissions, receivers  # noqa: F401, PLC0415 — they register
