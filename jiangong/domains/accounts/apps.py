"""Django app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may sign in, which appointments they hold and what these allow."""

    name = "jiangong.domains.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from jiangong.domains.accounts import jobs, permissions, receivers  # noqa: F401, PLC0415 — they register
