"""Tokens as their holders have them."""

import json
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from jiangong.domains.documents.models import Document
from jiangong.kit.rest.tokens import issue_token

LATER = date(2099, 1, 1)
READING = ("documents.view", "organizations.view")
WRITING = (*READING, "documents.register", "documents.propose", "documents.void")


class Program:
    """Another system with a token."""

    def __init__(self, secret: str) -> None:
        self.secret, self.client = secret, Client(enforce_csrf_checks=True)

    def get(self, path: str, **parameters):
        headers = {"authorization": f"Bearer {self.secret}"}
        return self.client.get(f"/api/v1{path}", parameters, headers=headers)

    def send(self, method: str, path: str, body=None, *, key: str | None = None, seen: str = ""):
        """A write under a fresh key unless one is given; ``body`` goes as it is if it is bytes."""
        headers = {
            "authorization": f"Bearer {self.secret}",
            "idempotency-key": str(uuid.uuid4()) if key is None else key,
        }
        if seen:
            headers["if-match"] = seen
        raw = body if isinstance(body, bytes) else json.dumps({} if body is None else body)
        return self.client.generic(
            method, f"/api/v1{path}", raw, content_type="application/json", headers=headers
        )


@pytest.fixture
def program(cast) -> Callable[..., Program]:
    """``program("district_officer", scopes)``: a program reading in that person's organization."""

    def make(who: str = "district_officer", scopes: tuple[str, ...] = READING) -> Program:
        return Program(issue_token(name="同步", scopes=scopes, expires_on=LATER, actor=cast.actor(who))[1])

    return make


@pytest.fixture
def writer(program):
    return program(scopes=WRITING)


def assert_problem(response, status, *words):
    problem = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["request_id"]) == (status, response["X-Request-Id"])
    assert problem["title"]
    assert problem["detail"].endswith("。")
    assert all(word in problem["detail"] for word in words)


def stored() -> list[Document]:
    return list(Document.objects.ungated("what is there at all").order_by("pk"))


def faults(response) -> dict[str, str]:
    assert_problem(response, 422)
    return {one["field"]: one["detail"] for one in json.loads(response.content)["errors"]}
