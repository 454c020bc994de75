"""Django app of supervision."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Inspections: drawn by lot, carried out on the spot, put right and checked again."""

    name = "jiangong.domains.supervision"
    label = "supervision"
    verbose_name = "督导"

    def ready(self) -> None:
        from jiangong.domains.supervision import permissions, receivers  # noqa: F401, PLC0415 — they register
