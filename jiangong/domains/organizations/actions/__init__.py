"""Every write to organizations beyond one form."""

from jiangong.domains.organizations.actions.changes import (
    apply_due_changes,
    cancel_change,
    close_organization,
    merge_organizations,
    move_organization,
    rename_organization,
    split_organization,
)
from jiangong.domains.organizations.actions.dictionaries import replace_entries
from jiangong.domains.organizations.actions.names import (
    UNSETTLED,
    add_alias,
    add_aliases,
    answer_name_question,
    dismiss_name_question,
    remove_alias,
    settle_names,
)
from jiangong.domains.organizations.actions.opening import (
    create_organization,
    create_organizations,
    discard_organizations,
)
from jiangong.domains.organizations.actions.spellings import Spellings

__all__ = [
    "UNSETTLED",
    "Spellings",
    "add_alias",
    "add_aliases",
    "answer_name_question",
    "apply_due_changes",
    "cancel_change",
    "close_organization",
    "create_organization",
    "create_organizations",
    "discard_organizations",
    "dismiss_name_question",
    "merge_organizations",
    "move_organization",
    "remove_alias",
    "rename_organization",
    "replace_entries",
    "settle_names",
    "split_organization",
]
