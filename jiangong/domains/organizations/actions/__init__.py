"""Every write to organizations beyond one form."""

from jiangong.domains.organizations.actions.changes import (
    apply_due_changes,
    cancel_change,
    close_organization,
    create_organization,
    create_organizations,
    merge_organizations,
    move_organization,
    rename_organization,
    split_organization,
)

__all__ = [
    "apply_due_changes",
    "cancel_change",
    "close_organization",
    "create_organization",
    "create_organizations",
    "merge_organizations",
    "move_organization",
    "rename_organization",
    "split_organization",
]
