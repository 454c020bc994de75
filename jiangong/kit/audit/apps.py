"""Django app of the audit kit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail's tables."""

    name = "jiangong.kit.audit"
    label = "audit"
    verbose_name = "审计"
