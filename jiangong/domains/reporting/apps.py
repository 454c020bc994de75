"""Django app of reports."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Confirmed and typed figures, window by window."""

    name = "jiangong.domains.reporting"
    label = "reporting"
    verbose_name = "填报"

    def ready(self) -> None:
        from jiangong.domains.reporting import permissions, receivers  # noqa: F401, PLC0415 — they register
