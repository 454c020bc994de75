"""Roles are code: name, description and permissions in one place; an appointment names one."""

from jiangong.domains.accounts.roles.bundles import READING, UNIT_WORK
from jiangong.domains.accounts.roles.consoles import CONSOLE_PERMISSIONS, CONSOLE_ROLES
from jiangong.domains.accounts.roles.everyday import ROLES, Role

__all__ = [
    "CONSOLE_PERMISSIONS",
    "CONSOLE_ROLES",
    "READING",
    "ROLES",
    "ROLE_CHOICES",
    "UNIT_WORK",
    "Role",
    "role_label",
]


def role_label(key: str) -> str:
    """The Chinese name of a role; one that the code no longer knows shows its key."""
    return ROLES[key].label if key in ROLES else key


ROLE_CHOICES = tuple((role.key, role.label) for role in ROLES.values())
