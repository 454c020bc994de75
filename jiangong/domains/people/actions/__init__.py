"""Every write about people and committees."""

from jiangong.domains.people.actions.committees import edit_committee, register_committee, seat_members
from jiangong.domains.people.actions.merging import merge_people, tell_apart
from jiangong.domains.people.actions.privacy import copy_out_person, erase_person, reveal
from jiangong.domains.people.actions.registering import edit_person, move_person, register_person
from jiangong.domains.people.actions.transfers import decide_transfer, request_transfer

__all__ = [
    "copy_out_person",
    "decide_transfer",
    "edit_committee",
    "edit_person",
    "erase_person",
    "merge_people",
    "move_person",
    "register_committee",
    "register_person",
    "request_transfer",
    "reveal",
    "seat_members",
    "tell_apart",
]
