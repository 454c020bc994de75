"""Django app of mentorship."""

from django.apps import AppConfig


class MentorshipConfig(AppConfig):
    """Agreements between masters and apprentices."""

    name = "jiangong.domains.mentorship"
    label = "mentorship"
    verbose_name = "师带徒"

    def ready(self) -> None:
        from jiangong.domains.mentorship import measures, permissions, receivers  # noqa: F401, PLC0415 — they register
