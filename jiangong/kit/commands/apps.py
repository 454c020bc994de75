"""Django app of the command kit."""

from django.apps import AppConfig


class CommandsConfig(AppConfig):
    """Receipts of commands already carried out."""

    name = "jiangong.kit.commands"
    label = "commands"
    verbose_name = "命令"
