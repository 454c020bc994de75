"""Every write on studios."""

from jiangong.domains.studios.actions.course import (
    name_studio,
    register_studio,
    reopen_studio,
    review_studio,
    revoke_studio,
    void_studio,
)
from jiangong.domains.studios.actions.deadlines import revise_deadline, set_deadlines
from jiangong.domains.studios.actions.files import open_studio, recount, revise_studio
from jiangong.domains.studios.actions.parts import add_part, revise_part, void_part
from jiangong.domains.studios.actions.publishing import forget_consent, publish_studio
from jiangong.domains.studios.actions.team import change_leader, seat_members

__all__ = [
    "add_part",
    "change_leader",
    "forget_consent",
    "name_studio",
    "open_studio",
    "publish_studio",
    "recount",
    "register_studio",
    "reopen_studio",
    "review_studio",
    "revise_deadline",
    "revise_part",
    "revise_studio",
    "revoke_studio",
    "seat_members",
    "set_deadlines",
    "void_part",
    "void_studio",
]
