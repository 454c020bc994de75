"""Counting: exact when small, remembered for a moment when large."""

import pytest

from jiangong.domains.documents.models import Document
from jiangong.kit.listing import counting
from jiangong.kit.listing.counting import count_rows
from tests.kit.listing.test_table import make_rows


def visible(cast, name="district_officer"):
    return Document.objects.visible_to(cast.actor(name))


def test_a_small_count_is_always_exact(cast):
    make_rows(cast.district, 2)
    assert count_rows(visible(cast)) == 2
    make_rows(cast.district, 1)
    assert count_rows(visible(cast)) == 3


def test_a_large_count_is_remembered_for_the_same_question_only(cast, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(counting, "LARGE", 2)
    make_rows(cast.district, 2)
    make_rows(cast.neighbour, 3)
    mine, theirs = visible(cast), visible(cast, "neighbour_officer")
    assert count_rows(mine) == 2
    make_rows(cast.district, 1)
    with django_assert_num_queries(0):
        assert count_rows(mine.order_by("title")) == 2
    assert count_rows(theirs) == 3
    assert count_rows(mine.filter(title="文件000")) == 1


def test_a_condition_that_can_match_nothing_counts_without_a_query(cast, django_assert_num_queries):
    nothing = visible(cast).filter(pk__in=[])
    with django_assert_num_queries(0):
        assert count_rows(nothing) == 0


@pytest.mark.parametrize("name", ["outsider", "system_admin"])
def test_strangers_count_nothing(cast, name):
    make_rows(cast.district, 2)
    assert count_rows(visible(cast, name)) == 0
