"""Django app of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The register of incoming and outgoing documents."""

    name = "jiangong.domains.documents"
    label = "documents"
    verbose_name = "文件"

    def ready(self) -> None:
        from jiangong.domains.documents import permissions, receivers  # noqa: F401, PLC0415 — they register
