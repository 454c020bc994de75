"""A token is nobody: whatever is "one's own" must not turn into "nobody's", which is everybody's.

And a token writes only what its scopes say, in its own organization, once for each key.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.rest.tokens import issue_token, offered_scopes
from jiangong.portal.api import api
from tests.cast import CANARY, Cast
from tests.conformance.samples import SAMPLES
from tests.factories.organizations import make_organization
from tests.factories.tokens import program_at

pytestmark = pytest.mark.django_db
SCOPED = [model for model in apps.get_models() if issubclass(model, ScopedModel)]
LISTS = [
    f"/api/v1{prefix}{path}"
    for prefix, router in api._routers
    for path in router.path_operations
    if prefix and "{" not in path and path != "/resolve"
]


@dataclass(frozen=True)
class Write:
    """One unsafe operation of the API."""

    method: str
    path: str
    permission: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


WRITES = [
    Write(method, f"/api/v1{prefix}{path}", operation.view_func.permission)
    for prefix, router in api._routers
    for path, view in router.path_operations.items()
    for operation in view.operations
    for method in operation.methods
    if method not in {"GET", "HEAD"}
]
# Said a second time by hand: an operation nobody declared, or one under another permission, fails the build.
DECLARED_WRITES = {
    "POST /api/v1/documents": "documents.register",
    "PATCH /api/v1/documents/{pk}": "documents.register",
    "POST /api/v1/documents/{pk}/propose": "documents.propose",
    "POST /api/v1/documents/{pk}/withdraw": "documents.propose",
    "POST /api/v1/documents/{pk}/void": "documents.void",
    "POST /api/v1/plans/{pk}/sign": "plans.receive",
    "POST /api/v1/studios": "studios.edit",
    "PATCH /api/v1/studios/{pk}": "studios.edit",
    "POST /api/v1/studios/{pk}/register": "studios.register",
    "POST /api/v1/studios/{pk}/name": "studios.name",
    "POST /api/v1/studios/{pk}/review": "studios.review",
    "POST /api/v1/studios/{pk}/revoke": "studios.revoke",
    "POST /api/v1/studios/{pk}/reopen": "studios.register",
    "POST /api/v1/studios/{pk}/void": "studios.edit",
    "POST /api/v1/titles": "titles.edit",
    "PATCH /api/v1/titles/{pk}": "titles.edit",
    "POST /api/v1/titles/{pk}/revoke": "titles.revoke",
    "POST /api/v1/titles/{pk}/restore": "titles.revoke",
    "POST /api/v1/titles/{pk}/void": "titles.edit",
    "POST /api/v1/mentorship": "mentorship.edit",
    "PATCH /api/v1/mentorship/{pk}": "mentorship.edit",
    "POST /api/v1/mentorship/{pk}/submit": "mentorship.edit",
    "POST /api/v1/mentorship/{pk}/withdraw": "mentorship.edit",
    "POST /api/v1/mentorship/{pk}/check_midterm": "mentorship.edit",
    "POST /api/v1/mentorship/{pk}/graduate": "mentorship.edit",
    "POST /api/v1/mentorship/{pk}/extend": "mentorship.edit",
    "POST /api/v1/mentorship/{pk}/terminate": "mentorship.edit",
    "POST /api/v1/mentorship/{pk}/void": "mentorship.void",
    "POST /api/v1/enrolments": "competitions.enrol",
    "PATCH /api/v1/enrolments/{pk}": "competitions.enrol",
    "POST /api/v1/enrolments/{pk}/submit": "competitions.enrol",
    "POST /api/v1/enrolments/{pk}/withdraw": "competitions.enrol",
    "POST /api/v1/enrolments/{pk}/quit": "competitions.enrol",
    "POST /api/v1/enrolments/{pk}/void": "competitions.enrol",
    "POST /api/v1/reform/tasks": "reform.edit",
    "PATCH /api/v1/reform/tasks/{pk}": "reform.edit",
    "POST /api/v1/reform/tasks/{pk}/complete": "reform.edit",
    "POST /api/v1/reform/tasks/{pk}/void": "reform.edit",
    "POST /api/v1/reform/policies": "reform.edit",
    "PATCH /api/v1/reform/policies/{pk}": "reform.edit",
    "POST /api/v1/reform/policies/{pk}/void": "reform.edit",
    "POST /api/v1/reform/pilots": "reform.edit",
    "PATCH /api/v1/reform/pilots/{pk}": "reform.edit",
    "POST /api/v1/reform/pilots/{pk}/void": "reform.edit",
    "POST /api/v1/rural/projects": "rural.edit",
    "PATCH /api/v1/rural/projects/{pk}": "rural.edit",
    "POST /api/v1/rural/projects/{pk}/start": "rural.edit",
    "POST /api/v1/rural/projects/{pk}/finish": "rural.edit",
    "POST /api/v1/rural/projects/{pk}/void": "rural.edit",
    "POST /api/v1/rural/people": "rural.edit",
    "PATCH /api/v1/rural/people/{pk}": "rural.edit",
    "POST /api/v1/rural/people/{pk}/void": "rural.edit",
    "POST /api/v1/rural/collectives": "rural.edit",
    "PATCH /api/v1/rural/collectives/{pk}": "rural.edit",
    "POST /api/v1/rural/collectives/{pk}/void": "rural.edit",
    "POST /api/v1/rural/bases": "rural.edit",
    "PATCH /api/v1/rural/bases/{pk}": "rural.edit",
    "POST /api/v1/rural/bases/{pk}/void": "rural.edit",
    "POST /api/v1/rural/fundings": "rural.edit",
    "PATCH /api/v1/rural/fundings/{pk}": "rural.edit",
    "POST /api/v1/rural/fundings/{pk}/void": "rural.edit",
    "POST /api/v1/places": "places.edit",
    "PATCH /api/v1/places/{pk}": "places.edit",
    "POST /api/v1/places/{pk}/suspend": "places.edit",
    "POST /api/v1/places/{pk}/resume": "places.edit",
    "POST /api/v1/places/{pk}/close": "places.edit",
    "POST /api/v1/activities": "activities.edit",
    "PATCH /api/v1/activities/{pk}": "activities.edit",
    "POST /api/v1/activities/{pk}/hold": "activities.edit",
    "POST /api/v1/activities/{pk}/cancel": "activities.edit",
    "POST /api/v1/honors/programmes": "honors.organize",
    "PATCH /api/v1/honors/programmes/{pk}": "honors.organize",
    "POST /api/v1/honors/programmes/{pk}/open": "honors.organize",
    "POST /api/v1/honors/programmes/{pk}/compile": "honors.review",
    "POST /api/v1/honors/programmes/{pk}/cancel": "honors.organize",
    "POST /api/v1/honors/nominations": "honors.nominate",
    "PATCH /api/v1/honors/nominations/{pk}": "honors.nominate",
    "POST /api/v1/honors/nominations/{pk}/submit": "honors.nominate",
    "POST /api/v1/honors/nominations/{pk}/send_back": "honors.review",
    "POST /api/v1/honors/nominations/{pk}/withdraw": "honors.nominate",
    "POST /api/v1/reports/{pk}/submit": "reporting.fill",
    "POST /api/v1/inspection-plans": "supervision.plan",
    "PATCH /api/v1/inspection-plans/{pk}": "supervision.plan",
    "POST /api/v1/findings/{pk}/answer": "supervision.rectify",
    "POST /api/v1/rounds": "assessments.organize",
    "PATCH /api/v1/rounds/{pk}": "assessments.organize",
}
# Whose rows the operations of a path write.
WRITTEN = {
    "/api/v1/documents": "documents.document",
    "/api/v1/plans": "plans.plan",
    "/api/v1/studios": "studios.studio",
    "/api/v1/titles": "titles.award",
    "/api/v1/mentorship": "mentorship.agreement",
    "/api/v1/enrolments": "competitions.enrolment",
    "/api/v1/reform/tasks": "reform.reformtask",
    "/api/v1/reform/policies": "reform.policy",
    "/api/v1/reform/pilots": "reform.pilot",
    "/api/v1/rural/projects": "rural.project",
    "/api/v1/rural/people": "rural.participation",
    "/api/v1/rural/collectives": "rural.collective",
    "/api/v1/rural/bases": "rural.base",
    "/api/v1/rural/fundings": "rural.funding",
    "/api/v1/places": "places.place",
    "/api/v1/activities": "activities.activity",
    "/api/v1/reports": "reporting.report",
    "/api/v1/inspection-plans": "supervision.inspectionplan",
    "/api/v1/findings": "supervision.finding",
    "/api/v1/honors/programmes": "honors.programme",
    "/api/v1/honors/nominations": "honors.nomination",
    "/api/v1/rounds": "assessments.round",
}


@pytest.fixture(scope="module")
def cast(lasting_cast: Cast) -> Cast:
    return lasting_cast


@pytest.fixture(autouse=True)
def own_places() -> None:
    """The cast has places for the whole module."""


def write(secret: str, one: Write, pk: object, *, key: str | None = None, body: object = None, seen: int = 0):
    headers = {"authorization": f"Bearer {secret}", "if-match": f'"{seen}"'}
    if key != "":
        headers["idempotency-key"] = key or str(uuid.uuid4())
    path, raw = one.path.replace("{pk}", str(pk)), json.dumps(body or {})
    return Client(enforce_csrf_checks=True).generic(
        one.method, path, raw, content_type="application/json", headers=headers
    )


def rows(cast: Cast, one: Write):
    """A row of the district and one of the neighbour, with how they look before anything is tried."""
    label = next(label for path, label in WRITTEN.items() if one.path.startswith(path))
    made = [SAMPLES[label](cast, place) for place in (cast.district, cast.neighbour)]
    return made, lambda: list(
        type(made[0]).objects.ungated("what a write would change").order_by("pk").values()
    )


def secret_with(cast: Cast, *scopes: str) -> str:
    actor = cast.actor("district_officer")
    return issue_token(name="写入", scopes=scopes, expires_on=date(2099, 1, 1), actor=actor)[1]


def test_every_write_is_declared_with_its_permission() -> None:
    assert {str(one): one.permission for one in WRITES} == DECLARED_WRITES


@pytest.mark.parametrize("one", WRITES, ids=str)
def test_a_token_without_the_scope_is_refused_and_changes_nothing(cast: Cast, one: Write) -> None:
    (own, _), look = rows(cast, one)
    before = look()
    others = {code for code, _ in [*offered_scopes(cast.actor("district_officer"))]}
    others |= {other.permission for other in WRITES} - {one.permission}
    answer = write(secret_with(cast, *others), one, own.pk)
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert look() == before


@pytest.mark.parametrize("one", [one for one in WRITES if "{pk}" in one.path], ids=str)
def test_a_strangers_row_is_404_and_stays_as_it_was(cast: Cast, one: Write) -> None:
    (_, theirs), look = rows(cast, one)
    before = look()
    answer = write(secret_with(cast, one.permission), one, theirs.pk)
    assert answer.status_code == 404
    assert CANARY not in answer.content.decode()
    assert look() == before


@pytest.mark.parametrize("one", WRITES, ids=str)
def test_a_write_without_a_key_or_with_more_than_the_form_asks_changes_nothing(
    cast: Cast, one: Write
) -> None:
    (own, _), look = rows(cast, one)
    before, secret = look(), secret_with(cast, one.permission)
    assert write(secret, one, own.pk, key="").status_code == 422
    extra = {
        "organization": cast.neighbour.pk,
        "organization_id": cast.neighbour.pk,
        "state": "void",
        "version": 9,
    }
    answer = write(secret, one, own.pk, body=extra, seen=own.version)
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["errors"]} == set(extra)
    assert look() == before


@pytest.mark.parametrize("one", WRITES, ids=str)
@pytest.mark.parametrize("secret", ["", "jg_aaaaaaaaaaaa_b"])
def test_nobody_writes_without_a_token(cast: Cast, one: Write, secret: str) -> None:
    (own, _), look = rows(cast, one)
    before = look()
    assert write(secret, one, own.pk).status_code == 401
    assert look() == before


@pytest.fixture(scope="module")
def place(cast: Cast) -> Organization:
    """A unit that has nothing, beside units that have a row of everything."""
    for make in SAMPLES.values():
        for other in (cast.district, cast.neighbour):
            make(cast, other)
    return make_organization("河州市纺织产业工会", "industry", cast.federation, position=9)


@pytest.fixture(scope="module")
def token(cast: Cast, place: Organization) -> tuple[str, Actor]:
    return program_at(place, cast.actor("city_officer"))


def test_every_list_of_the_api_is_known() -> None:
    assert len(LISTS) >= 5
    assert "/api/v1/people" in LISTS


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_a_token_without_rows_sees_none(token: tuple[str, Actor], place: Organization, model) -> None:
    seen = {row.organization_id for row in model.objects.visible_to(token[1])}
    assert seen <= {place.pk}
    if model._meta.label_lower in SAMPLES:
        assert model.objects.ungated("there was something to leak").exclude(pk__in=[place.pk]).exists()


@pytest.mark.parametrize("address", LISTS)
def test_a_list_read_by_that_token_is_empty(token: tuple[str, Actor], place: Organization, address) -> None:
    answer = Client().get(address, headers={"authorization": f"Bearer {token[0]}"})
    expected = [str(place.pk)] if address.endswith("/organizations") else []
    assert [item["id"] for item in answer.json()["items"]] == expected
    assert CANARY not in answer.content.decode()
