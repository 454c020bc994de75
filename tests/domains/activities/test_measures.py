"""What activities count for."""

import pytest
from django.db.models import Sum

from jiangong.domains.activities.actions import cancel_activity, void_activity
from jiangong.domains.indicators.measures import find_measure
from tests.factories.activities import make_activity

KINDS = {"lecture": 100, "training": 20, "job_fair": 300, "checkup": 40, "recuperation": 5, "salon": 6}


@pytest.fixture
def held(cast):
    officer = cast.actor("district_officer")
    for kind, people in KINDS.items():
        make_activity(officer, kind=kind, title=kind, people_count=people)
    make_activity(officer, title="产业链宣讲", chain="软件", people_count=50)
    make_activity(officer, title="还没办", chain="软件")
    cancel_activity(make_activity(officer, title="不办了"), "暴雨", actor=officer)
    void_activity(make_activity(officer, title="登错", people_count=999), "登错", actor=officer)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("activities.held", 7),
        ("activities.participants", 521),
        ("activities.lectures", 2),
        ("activities.chain_lectures", 1),
        ("activities.trainings", 1),
        ("activities.job_fairs", 1),
        ("activities.checkups", 40),
        ("activities.recuperation", 5),
    ],
)
def test_only_what_was_held_counts(held, key, expected):
    measure = find_measure(key)
    assert measure is not None
    rows = measure.rows()
    found = rows.aggregate(total=Sum(measure.value))["total"] if measure.value else rows.count()
    assert found == expected
    assert measure.date == "starts_on"
