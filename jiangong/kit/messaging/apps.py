"""Django app of the messaging kit."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Messages to people."""

    name = "jiangong.kit.messaging"
    label = "messaging"
    verbose_name = "消息"

    def ready(self) -> None:
        from jiangong.kit.messaging import receivers  # noqa: F401, PLC0415 — connects it
