"""Django app of organizations."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Organizations of the federation: an effective-dated tree, their names, codes and enterprises."""

    name = "jiangong.domains.organizations"
    label = "organizations"
    verbose_name = "组织"

    def ready(self) -> None:
        from jiangong.domains.organizations import permissions, receivers  # noqa: F401, PLC0415 — they register
