"""What people tell the rest of the product."""

from datetime import date

from jiangong.domains.organizations.queries.consequences import consequences_of
from jiangong.domains.people.receivers import people_inside
from tests.cast import Cast
from tests.factories.people import make_person

DAY = date(2024, 1, 1)


def test_people_below_an_organization_are_counted_in_one_query(cast: Cast, django_assert_num_queries) -> None:
    kept = make_person("杜长河", cast.union)
    make_person("韩志强", cast.district)
    make_person("杜长河", cast.union, merged_into=kept)
    make_person("何邻", cast.neighbour_union)
    with django_assert_num_queries(1):
        assert people_inside(cast.district.path, DAY) == "2名人员"
    assert people_inside(cast.partner.path, DAY) == ""


def test_a_change_of_the_tree_says_whom_it_takes_along(cast: Cast) -> None:
    make_person("杜长河", cast.union)
    told = consequences_of([cast.district], DAY, DAY)[0]
    assert told == "“东城区”涉及1个下级组织、3个账号、1名人员。"
