"""Calls of the open API as a program makes them."""

import json
import uuid
from datetime import date
from typing import Any

from django.test import Client

from jiangong.kit.rest.tokens import issue_token
from tests.cast import Cast


def call(secret: str, method: str, path: str, body: dict | None = None, seen: int | None = None) -> Any:
    """One request under a key of its own; ``seen`` is the version the program has read."""
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": str(uuid.uuid4())}
    if seen is not None:
        headers["if-match"] = f'"{seen}"'
    sent = json.dumps(body or {})
    return Client().generic(method, f"/api/v1{path}", sent, content_type="application/json", headers=headers)


def headers(cast: Cast, *scopes: str, **further: str) -> dict[str, str]:
    """What a program of the district sends along, with a new token of these scopes."""
    actor = cast.actor("district_officer")
    secret = issue_token(name="同步", scopes=scopes, expires_on=date(2099, 1, 1), actor=actor)[1]
    return {"authorization": f"Bearer {secret}", **further}
