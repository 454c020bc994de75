"""Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """A person once, whatever roles they play; committees and leading groups."""

    name = "jiangong.domains.people"
    label = "people"
    verbose_name = "人员"

    def ready(self) -> None:
        from jiangong.domains.people import permissions, receivers  # noqa: F401, PLC0415 — they register
