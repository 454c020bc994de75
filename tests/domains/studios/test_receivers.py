"""What waits for whom on the home page."""

from datetime import date, datetime, timedelta

import time_machine
from django.utils import timezone

from jiangong.domains.studios import actions
from jiangong.domains.studios.models import Review
from jiangong.domains.studios.receivers import building_todos, review_todos
from tests.factories.studios import make_named, make_studio


def on(*day: int) -> time_machine.travel:
    return time_machine.travel(datetime(*day, 12, tzinfo=timezone.get_current_timezone()))


def test_what_is_due_stands_on_the_builders_page_and_as_one_row_for_the_city(cast):
    city, today = cast.actor("city_officer"), timezone.localdate()
    make_studio(cast.union, name="迟了的工作室")
    make_studio(cast.neighbour_union)
    day = max(date(today.year, 1, 1), today - timedelta(days=5))
    actions.set_deadlines([cast.district, cast.neighbour], today.year, day, actor=city)
    [own] = building_todos(cast.actor("union_officer"))
    assert (own.title, own.due_on, own.meta[1]) == ("迟了的工作室", day, "缺9项登记要素")
    [whole] = building_todos(city)
    assert whole.title == "2个创新工作室逾期没有登记"
    assert list(building_todos(cast.actor("worker"))) == []


def test_what_has_no_date_or_a_far_one_is_no_todo(cast):
    make_studio(cast.union)
    assert list(building_todos(cast.actor("union_officer"))) == []


def test_confirmations_are_asked_for_in_the_last_quarter(cast):
    studio = make_named(cast.union)
    actor = cast.actor("district_officer")
    with on(2026, 9, 30):
        assert list(review_todos(actor)) == []
    with on(2026, 10, 1):
        [todo] = review_todos(actor)
        assert todo.title == "2026年度复核：1个创新工作室还没有结论"
        assert list(review_todos(cast.actor("union_officer"))) == []
    with on(2026, 11, 1):
        review = Review(year=2026, result="pass", reviewed_on=date(2026, 11, 1))
        actions.review_studio(studio, review, actor=actor)
        assert list(review_todos(actor)) == []
