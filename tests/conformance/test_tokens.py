"""A token is nobody: whatever is "one's own" must not turn into "nobody's", which is everybody's."""

import pytest
from django.apps import apps
from django.test import Client

from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.scoping import ScopedModel
from jiangong.portal.api import api
from tests.cast import CANARY, Cast
from tests.conformance.samples import SAMPLES
from tests.factories.organizations import make_organization
from tests.factories.tokens import program_at

SCOPED = [model for model in apps.get_models() if issubclass(model, ScopedModel)]
LISTS = [
    f"/api/v1{prefix}{path}"
    for prefix, router in api._routers
    for path in router.path_operations
    if prefix and "{" not in path and path != "/resolve"
]


@pytest.fixture
def place(cast: Cast) -> Organization:
    """A unit that has nothing, beside units that have a row of everything."""
    for make in SAMPLES.values():
        for other in (cast.district, cast.neighbour):
            make(cast, other)
    return make_organization("河州市纺织产业工会", "industry", cast.federation, position=9)


@pytest.fixture
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
