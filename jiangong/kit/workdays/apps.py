"""Django app of the working calendar."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """Public holidays and exchanged days."""

    name = "jiangong.kit.workdays"
    label = "workdays"
    verbose_name = "工作日历"
