"""Who is reminded of a nomination that is not finished."""

import pytest

from jiangong.domains.honors.receivers.todos import nominating_todos
from tests.factories.honors import draft, make_open

pytestmark = pytest.mark.django_db


def test_a_draft_waits_for_the_unit_that_began_it_alone(cast):
    one = draft(make_open(cast.federation), cast.district)

    def told(name: str) -> list[str]:
        return [todo.url for todo in nominating_todos(cast.actor(name)) if todo.act_label == "补齐推荐"]

    assert told("district_officer") == [one.get_absolute_url()]
    assert told("city_officer") == told("neighbour_officer") == []
