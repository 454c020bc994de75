"""Every list of the product keeps views by itself, and none of them ever keeps a word about a person."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from jiangong.kit.listing.keeping import kept_parameters, searches_people
from jiangong.kit.listing.models import SavedView
from jiangong.kit.pages import ListPage
from jiangong.kit.pages.saved_views import table_of
from tests.conformance.addresses import addresses
from tests.conformance.declared import API
from tests.support.posting import submit

pytestmark = pytest.mark.django_db
LISTS = [
    one
    for one in addresses()
    if one.is_plain and not one.name.startswith(API) and one.view and issubclass(one.view, ListPage)
]
MEMBERS = ("city_officer", "district_officer", "system_admin", "security_admin", "audit_admin")
NUMBERS = ("13800138000", "410101199001011234")


def test_there_are_lists_to_look_at():
    assert len(LISTS) >= 15


def reader(cast, address):
    """Somebody who may open the list."""
    for name in MEMBERS:
        client = cast.client(name)
        if client.get(address.path()).status_code == 200:
            return client, cast.actor(name)
    raise AssertionError(f"nobody opens {address.name}")


@pytest.mark.parametrize("address", LISTS, ids=lambda a: a.name)
def test_a_list_keeps_views_by_itself(cast, address):
    client, actor = reader(cast, address)
    table = table_of(address.name, {}, actor)
    sortable = next((column.name for column in table.columns if column.sort), "")
    asked = {"sort": sortable} if sortable else {"columns": table.columns[0].name}
    answer = submit(client, f"/views/new/?{urlencode({**asked, 'list': address.name})}", name="存下")
    view = SavedView.objects.get()
    assert view.parameters == asked
    assert answer.url.startswith(reverse(address.name))
    assert "存下" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("address", LISTS, ids=lambda a: a.name)
def test_a_list_keeps_no_word_about_a_person(cast, address):
    _, actor = reader(cast, address)
    names = (
        [cast.users["district_officer"].name] if searches_people(address.view.table(None, {}, actor)) else []
    )
    for word in (*NUMBERS, *names):
        asked = {"q": word}
        for one in address.view.table.filters:
            asked |= dict.fromkeys(one.parameters, word)
        assert word not in kept_parameters(table_of(address.name, asked, actor)).values(), word
