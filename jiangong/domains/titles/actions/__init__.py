"""Every write on titles."""

from jiangong.domains.titles.actions.awards import (
    link_document,
    register_award,
    register_awards,
    restore_award,
    revise_award,
    revoke_award,
    void_award,
    void_doubles,
)
from jiangong.domains.titles.actions.catalogue import (
    complete_catalogue,
    define_title,
    restore_title,
    retire_title,
    revise_title,
)
from jiangong.domains.titles.actions.counting import mark_counted

__all__ = [
    "complete_catalogue",
    "define_title",
    "link_document",
    "mark_counted",
    "register_award",
    "register_awards",
    "restore_award",
    "restore_title",
    "retire_title",
    "revise_award",
    "revise_title",
    "revoke_award",
    "void_award",
    "void_doubles",
]
