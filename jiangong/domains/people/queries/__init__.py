"""Reads about people that need thought."""

from jiangong.domains.people.queries.duplicates import DUPLICATE_KINDS, Twins, twins
from jiangong.domains.people.queries.finding import (
    committees_of,
    find_by_number,
    holders_of,
    known_indexes,
    names_from,
    number_token,
    standing_people,
    token_condition,
)
from jiangong.domains.people.queries.meaning import people_meant, person_meant, person_spelled
from jiangong.domains.people.queries.registered import registered_facts
from jiangong.domains.people.queries.roles import PersonRole, register_role_source, roles_of
from jiangong.domains.people.queries.seating import seats_as_text, seats_from_text

__all__ = [
    "DUPLICATE_KINDS",
    "PersonRole",
    "Twins",
    "committees_of",
    "find_by_number",
    "holders_of",
    "known_indexes",
    "names_from",
    "number_token",
    "people_meant",
    "person_meant",
    "person_spelled",
    "register_role_source",
    "registered_facts",
    "roles_of",
    "seats_as_text",
    "seats_from_text",
    "standing_people",
    "token_condition",
    "twins",
]
