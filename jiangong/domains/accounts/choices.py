"""Consoles, appointment states."""

from django.db.models import TextChoices


class Console(TextChoices):
    """The three administrators: one column, so that nobody can be two of them."""

    NONE = "", "业务用户"
    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDIT = "audit", "审计管理员"


class Scale(TextChoices):
    """Type size; everything grows with it (长辈版)."""

    STANDARD = "", "标准"
    LARGE = "large", "大"
    LARGER = "larger", "更大"
    HUGE = "huge", "特大"
