"""Names suggested to text boxes: of the sources asked for, within reach, and only what may be written."""

from datetime import date

from tests.factories.organizations import make_enterprise
from tests.factories.people import make_person


def suggested(cast, name: str, text: str, *of: str) -> list[str]:
    return cast.client(name).get("/search/names/", {"q": text, "of": of}).json()["names"]


def test_people_are_named_with_their_unit_and_only_those_within_reach(cast):
    make_person("张三", cast.union)
    make_person("张三丰", cast.neighbour)
    make_person("李四", cast.union)
    assert suggested(cast, "district_officer", "张", "people") == [f"张三（{cast.union}）"]
    assert suggested(cast, "city_officer", "张", "people") == [
        f"张三（{cast.union}）",
        f"张三丰（{cast.neighbour}）",
    ]
    assert suggested(cast, "city_officer", "", "people") == []


def test_units_are_offered_before_a_word_is_typed_but_not_those_that_are_closed(cast):
    offered = suggested(cast, "district_officer", "", "organizations")
    assert (cast.district.name in offered, cast.neighbour.name in offered) == (True, False)
    type(cast.union).objects.ungated("test").filter(pk=cast.union.pk).update(closed_on=date(2026, 1, 1))
    assert cast.union.name not in suggested(cast, "district_officer", "", "organizations")


def test_sources_are_asked_together_and_each_by_its_own_permission(cast):
    make_enterprise("东城纺织有限公司", cast.district)
    both = suggested(cast, "district_officer", "东城", "enterprises", "organizations")
    assert {"东城纺织有限公司", cast.union.name} <= set(both)
    assert suggested(cast, "worker", "张", "people", "enterprises") == []
    assert suggested(cast, "district_officer", "东城", "", "无此来源") == []
