"""Programmes as those see them who run them, and those who only nominate."""

from jiangong.domains.honors.actions import lists, programmes
from jiangong.domains.honors.models import (
    StructureRule,
)
from jiangong.domains.honors.queries.programmes import forget
from jiangong.kit.access.actor import system_actor
from tests.factories.honors import (
    make_open,
    make_programme,
    nominated,
)
from tests.support.honors_pages import page


def test_whoever_only_nominates_sees_nothing_of_the_review(cast):
    programme = make_open(cast.federation)
    nominated(programme, cast.union, "自己人")
    nominated(programme, cast.neighbour_union, "邻区人", rank=2)
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    text = page(cast, "district_officer", f"/honors/{programme.pk}/")
    assert "自己人" in text
    assert "邻区人" not in text
    client = cast.client("district_officer")
    for address in ("editions/", "copies/", "print/", "letters/", "advance/", "decide/", "consult/"):
        assert client.get(f"/honors/{programme.pk}/{address}").status_code == 403, address
    assert client.get("/honors/nominations/").content.decode().count("自己人") >= 1


def test_a_draft_is_nobodys_below(cast):
    programme = make_programme(cast.federation)
    assert cast.client("district_officer").get(f"/honors/{programme.pk}/").status_code == 404


def test_the_list_of_programmes_reads_a_constant_number_of_rows(cast, django_assert_max_num_queries):
    for _ in range(4):
        make_open(cast.federation)
    client = cast.client("city_officer")
    with django_assert_max_num_queries(32):
        assert client.get("/honors/").status_code == 200


def test_a_long_list_costs_no_more_queries_than_a_short_one(cast, django_assert_max_num_queries):
    programme = make_open(cast.federation, places=30)
    for rank in range(12):
        nominated(programme, cast.union, rank=rank + 1, traits=["industrial"])
    programmes.set_rule(programme, StructureRule(trait="woman", share=20, source="x"), actor=system_actor())
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    client = cast.client("city_officer")
    with django_assert_max_num_queries(60):
        assert client.get(f"/honors/{programme.pk}/").status_code == 200


def test_programmes_are_found(cast):
    make_open(cast.federation, name="十面红旗单位评选")
    assert "十面红旗单位评选" in page(cast, "district_officer", "/search/?q=十面红旗")
