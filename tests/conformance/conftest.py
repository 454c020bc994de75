"""One cast for all tests of a module: what a test writes is taken back, and what they share is made once."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.cast import Cast, assemble
from tests.conftest import places


@pytest.fixture(scope="module")
def lasting_cast(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Cast]:
    """The cast in places of its own; `own_places` of the module must leave them alone."""
    own = override_settings(**places(tmp_path_factory.mktemp("stage")))
    with own, django_db_blocker.unblock(), transaction.atomic():
        yield assemble()
        transaction.set_rollback(True)
