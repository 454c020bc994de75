"""Django app of places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Libraries, stations, rooms and bases that unions keep open."""

    name = "jiangong.domains.places"
    label = "places"
    verbose_name = "阵地"

    def ready(self) -> None:
        from jiangong.domains.places import measures, permissions, receivers  # noqa: F401, PLC0415 — they register
