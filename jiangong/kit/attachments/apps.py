"""Django app of the attachment kit."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files that belong to records."""

    name = "jiangong.kit.attachments"
    label = "attachments"
    verbose_name = "附件"

    def ready(self) -> None:
        from jiangong.kit.attachments import upkeep, verbs  # noqa: F401, PLC0415 — they register
