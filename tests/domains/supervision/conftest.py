"""Who acts in supervision: the city, a unit, and a further inspector, so that another person can look again."""

import pytest

from tests.factories.accounts import appoint, make_user
from tests.factories.supervision import actor_of


@pytest.fixture
def city(cast):
    return cast.actor("city_officer")


@pytest.fixture
def unit(cast):
    return cast.actor("district_officer")


@pytest.fixture
def inspector(cast):
    """Works in the city's department with the right to inspect and to look again."""
    user = make_user("inspector", "何一舟")
    appoint(user, cast.department, "inspector")
    return user


@pytest.fixture
def rechecker(cast):
    user = make_user("rechecker", "高远")
    appoint(user, cast.department, "inspector")
    return actor_of(user)
