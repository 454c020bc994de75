"""Django app of the list kit."""

from django.apps import AppConfig


class ListingConfig(AppConfig):
    """Saved views of lists."""

    name = "jiangong.kit.listing"
    label = "listing"
    verbose_name = "列表"
