"""The one person somebody names."""

from datetime import date

import pytest

from jiangong.domains.people.queries import name_with_year, people_named, which_person
from tests.factories.people import make_person


def test_a_year_settles_a_tie(cast):
    first = make_person("王敏", cast.district, birth_on=date(1975, 1, 1))
    second = make_person("王敏", cast.union, birth_on=date(1982, 1, 1))
    with pytest.raises(ValueError, match="2人同名。他们的出生年份是1975、1982"):
        which_person("王敏", "", [first, second])
    assert which_person("王敏", "1982", [first, second]) == second
    assert name_with_year(first) == "王敏（1975）"


def test_many_names_are_looked_up_in_one_query(cast, django_assert_num_queries):
    make_person("甲", cast.union)
    make_person("乙", cast.district)
    actor = cast.actor("district_officer")
    with django_assert_num_queries(1):
        found = people_named({"甲", "乙", "丙"}, actor, cast.union.path)
    assert {name: len(people) for name, people in found.items()} == {"甲": 1, "乙": 0, "丙": 0}
    assert which_person("丙", "", found["丙"]) is None
