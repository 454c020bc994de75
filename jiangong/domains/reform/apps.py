"""Django app of the reform of the industrial workforce."""

from django.apps import AppConfig


class ReformConfig(AppConfig):
    """Responsibility list, policies, demonstration points."""

    name = "jiangong.domains.reform"
    label = "reform"
    verbose_name = "产改"

    def ready(self) -> None:
        from jiangong.domains.reform import permissions, receivers  # noqa: F401, PLC0415 — they register
