"""What every sample is made with: where it stands, who works there, the word nobody else may read."""

from collections.abc import Callable
from itertools import count
from typing import Any

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.models import Organization
from tests.cast import CANARY, Cast

Make = Callable[[Cast, Organization], Any]
_numbers = count(1)


def serial() -> int:
    """For what may be there once only."""
    return next(_numbers)


def word(place: Organization) -> str:
    """The neighbour's rows carry the word nobody else may read."""
    return CANARY if CANARY in place.name else "本区"


def officer(cast: Cast, place: Organization) -> User:
    """Who works at the place the sample stands in."""
    return cast.users["district_officer" if place == cast.district else "neighbour_officer"]


def acting(cast: Cast, place: Organization) -> Any:
    return cast.actor("district_officer" if place == cast.district else "neighbour_officer")
