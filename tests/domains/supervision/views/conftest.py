"""Who sits at the desk and who goes."""

import pytest


@pytest.fixture
def desk(cast):
    return cast.client("city_officer")


@pytest.fixture
def going(cast, inspector):
    cast.users["inspector"] = inspector
    return cast.client("inspector")
