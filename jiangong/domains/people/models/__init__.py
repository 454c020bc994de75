"""People, the bodies they sit on, and requests to take a person over."""

from jiangong.domains.people.models.committees import Committee, CommitteeMember
from jiangong.domains.people.models.departures import Departure
from jiangong.domains.people.models.people import ERASED_NAME, STANDING, DistinctPair, NameField, Person
from jiangong.domains.people.models.sealed import ID_NUMBER, PHONE, SEALED, SealedColumn
from jiangong.domains.people.models.transfers import Transfer

__all__ = [
    "ERASED_NAME",
    "ID_NUMBER",
    "PHONE",
    "SEALED",
    "STANDING",
    "Committee",
    "CommitteeMember",
    "Departure",
    "DistinctPair",
    "NameField",
    "Person",
    "SealedColumn",
    "Transfer",
]
