"""Django app of the API kit."""

from django.apps import AppConfig

from jiangong.kit.access.permissions import all_permissions


class RestConfig(AppConfig):
    """API tokens."""

    name = "jiangong.kit.rest"
    label = "rest"
    verbose_name = "开放接口"

    def ready(self) -> None:
        """Every app has declared its permissions by now; models are there to be described."""
        from jiangong.kit.audit.presenting import describe_codes  # noqa: PLC0415 — models must be loaded first

        describe_codes("rest.apitoken", "scopes", {one.code: one.label for one in all_permissions().values()})
