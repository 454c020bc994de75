"""Who keeps the agreements."""

import pytest


@pytest.fixture
def officer(cast):
    """Keeps the agreements of a grassroots union."""
    return cast.actor("union_officer")
