"""Django app of organizations."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Organizations of the federation: an effective-dated tree, their names, codes and enterprises."""

    name = "jiangong.domains.organizations"
    label = "organizations"
    verbose_name = "组织"
