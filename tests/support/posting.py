"""Sending a form as a browser does, with the key that makes it happen once."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client


def submit(client: Client, address: str, **fields: Any) -> HttpResponse:
    """POST ``fields`` with a fresh command key unless one is given."""
    return client.post(address, {"command_key": str(uuid.uuid4()), **fields})
