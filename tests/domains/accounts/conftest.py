"""What the tests of accounts share."""

import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client


@pytest.fixture
def post() -> Callable[..., HttpResponse]:
    """Submit a form as a browser does, with the key that makes a repetition harmless."""

    def submit(client: Client, url: str, **data) -> HttpResponse:
        return client.post(url, {"command_key": str(uuid.uuid4()), **data})

    return submit
