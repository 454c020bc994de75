"""Tokens as their holders have them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from jiangong.kit.rest.tokens import issue_token

LATER = date(2099, 1, 1)
READING = ("documents.view", "organizations.view")


class Program:
    """Another system with a token."""

    def __init__(self, secret: str) -> None:
        self.secret, self.client = secret, Client()

    def get(self, path: str, **parameters):
        headers = {"authorization": f"Bearer {self.secret}"}
        return self.client.get(f"/api/v1{path}", parameters, headers=headers)


@pytest.fixture
def program(cast) -> Callable[..., Program]:
    """``program("district_officer", scopes)``: a program reading in that person's organization."""

    def make(who: str = "district_officer", scopes: tuple[str, ...] = READING) -> Program:
        return Program(issue_token(name="同步", scopes=scopes, expires_on=LATER, actor=cast.actor(who))[1])

    return make
