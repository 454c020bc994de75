"""Django app of the API kit."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """API tokens."""

    name = "jiangong.kit.rest"
    label = "rest"
    verbose_name = "开放接口"
