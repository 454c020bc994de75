"""The matrix: every address × every member of the cast × their own rows and their neighbours'.

Who reaches whom is worked out here from the cast alone, not from the product's scoping.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client

from jiangong.domains.accounts.roles import CONSOLE_PERMISSIONS, ROLES
from jiangong.kit.access.permissions import PUBLIC, SIGNED_IN
from jiangong.kit.pages import Page, failures
from tests.cast import CANARY, Cast
from tests.conformance.addresses import Address, addresses
from tests.conformance.declared import API, DECLARED, OWN, SIGNED_IN_BECAUSE
from tests.conformance.samples import (
    CONSOLES_SEE,
    GIVEN_TO_JUDGES,
    HOLDS_BELOW,
    OWNER_ASKS,
    PERSONAL,
    SAMPLES,
    SHAPED,
    SHARED,
    SYSTEM_SEES,
)

pytestmark = pytest.mark.django_db
EVERY = [one for one in addresses() if not one.name.startswith(API)]
OBJECTS = [one for one in EVERY if one.is_object and one.view.model is not None]
PLAIN = [one for one in EVERY if one.is_plain]
DEVELOPERS = "developers"
ROLE_OF = {
    "city_officer": "city_officer",
    "city_leader": "city_leader",
    "district_officer": "unit_officer",
    "neighbour_officer": "unit_officer",
    "union_officer": "grassroots_officer",
    "worker": "worker",
    "judge": "judge",
    "partner_officer": "partner_officer",
}
CONSOLES = {"system_admin": "system", "security_admin": "security", "audit_admin": "audit"}
# One's own only, whatever one's reach.
ONES_OWN = {
    "accounts:delegate",
    "accounts:delegation_withdraw",
    "jobs:retry",
    "mentorship:own",
    "mentorship:own_print",
    "mentorship:sign",
}
EVERYONE = (*ROLE_OF, *CONSOLES, "outsider")
REACH = {
    "city_officer": {"district", "neighbour"},
    "city_leader": {"district", "neighbour"},
    "judge": {"district", "neighbour"},
    "district_officer": {"district"},
    "neighbour_officer": {"neighbour"},
}


SIDES = ("district", "neighbour")
BESIDE_THE_NEIGHBOUR = {"district_officer", "union_officer", "partner_officer", "worker"}


@dataclass
class Stage:
    """Everybody's browser, and the rows by model or by the address that needs a shape of its own."""

    clients: dict[str, Client]
    rows: dict[str, dict[str, Any]]

    def row(self, address: Address, place: str) -> Any:
        key = address.name if address.name in self.rows else address.view.model._meta.label_lower
        return self.rows[key][place]


def words_of(answer: Any) -> str:
    """What an answer says; a printed list is opened first."""
    if not answer.get("Content-Type", "").endswith("wordprocessingml.document"):
        return answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        return parts.read("word/document.xml").decode()


def holds(name: str, permission: str) -> bool:
    if permission == SIGNED_IN:
        return True
    if name in ROLE_OF:
        return permission in ROLES[ROLE_OF[name]].permissions
    return name in CONSOLES and permission in CONSOLE_PERMISSIONS[CONSOLES[name]]


def reaches(name: str, label: str, place: str) -> bool:
    if label in SHARED or (label in SYSTEM_SEES and name == "system_admin"):
        return True
    if label in OWNER_ASKS and not holds(name, OWNER_ASKS[label]):
        return False
    if label in GIVEN_TO_JUDGES and name == "judge":
        return False
    if label in PERSONAL:
        return name == f"{place}_officer"
    if label in HOLDS_BELOW and (name, place) == ("union_officer", "district"):
        return True
    if label in CONSOLES_SEE and name in {"system_admin", "security_admin"}:
        return True
    return place in REACH.get(name, set())


def test_every_address_is_declared_with_its_permission():
    assert {one.name: one.permission for one in EVERY} == DECLARED


@pytest.mark.parametrize("address", EVERY, ids=lambda a: a.name)
def test_every_view_is_a_page_with_a_permission(address: Address):
    assert issubclass(address.view, Page) or address.permission == DEVELOPERS
    assert address.permission


def test_pages_for_everybody_say_why():
    open_pages = {name for name, permission in DECLARED.items() if permission == SIGNED_IN}
    unexplained = {n for n in open_pages if n not in SIGNED_IN_BECAUSE and not n.startswith(OWN)}
    assert unexplained == set()


def test_every_object_page_has_a_sample():
    assert {one.view.model._meta.label_lower for one in OBJECTS} - set(SAMPLES) == set()


@pytest.fixture(scope="module")
def stage(lasting_cast: Cast) -> Stage:
    """The cast with one row of everything on both sides, set up once: only the clients change from test to test."""
    rows = {
        key: {place: make(lasting_cast, getattr(lasting_cast, place)) for place in SIDES}
        for key, make in {**SAMPLES, **SHAPED}.items()
    }
    return Stage({name: lasting_cast.client(name) for name in EVERYONE}, rows)


@pytest.fixture(autouse=True)
def own_places() -> None:
    """The stage has places for the whole module."""


@pytest.fixture(scope="module", autouse=True)
def refusals_drawn_once() -> Iterator[None]:
    """Most answers here are refusals, whose page tells of the address only where in the menu it is.

    One is drawn for everybody, every sentence and every part of the product; the rest look like it.
    """
    drawn: dict[tuple, str] = {}

    def draw(template: str, context: dict[str, Any], request: HttpRequest | None) -> str:
        if request is None:
            return render_to_string(template, context)
        somebody = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        kind = (somebody, request.path.split("/")[1], context["status"], context["sentence"])
        if kind not in drawn:
            drawn[kind] = render_to_string(template, context, request=request)
        return drawn[kind]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(failures, "render_to_string", draw)
        yield


@pytest.mark.parametrize("address", PLAIN, ids=lambda a: a.name)
def test_a_plain_page_opens_for_those_who_hold_its_permission_without_the_neighbours_words(
    stage: Stage, address: Address
):
    """The neighbour's rows are full of a word of their own, which nobody else's list or overview may show."""
    if address.permission in {PUBLIC, DEVELOPERS} or address.posts_only:
        return
    assert Client().get(address.path()).status_code == 302
    for name, client in stage.clients.items():
        answer = client.get(address.path())
        expected = {200, 302, 404} if holds(name, address.permission) else {403}
        assert answer.status_code in expected, f"{name}: {answer.status_code}"
        if name in BESIDE_THE_NEIGHBOUR:
            assert CANARY not in words_of(answer), name


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize("address", OBJECTS, ids=lambda a: a.name)
def test_an_object_is_there_for_its_reach_and_404_for_everybody_else(
    stage: Stage, address: Address, place: str
):
    label = address.view.model._meta.label_lower
    path = address.path(stage.row(address, place).pk)
    assert Client().get(path).status_code in {302, 405}
    for name, client in stage.clients.items():
        with transaction.atomic():
            answer = client.post(path) if address.posts_only else client.get(path)
            refused = answer.status_code == 404
            repeated = client.post(path) if refused else answer
            transaction.set_rollback(True)
        told = f"{name} at {place}: {answer.status_code}"
        own = address.name not in ONES_OWN or name == f"{place}_officer"
        if not holds(name, address.permission):
            assert answer.status_code == 403, told
        elif own and reaches(name, label, place):
            assert answer.status_code not in {404, 405, 500}, told
        else:
            assert answer.status_code == 404, told
            assert name.startswith("neighbour") or CANARY not in answer.content.decode(), told
            assert repeated.status_code in {404, 405}, told
