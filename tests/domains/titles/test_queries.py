"""Who holds what: the source of leaders, masters and candidates."""

from datetime import date

from jiangong.domains.titles import actions, queries
from jiangong.domains.titles.choices import TitleFamily, TitleLevel
from jiangong.kit.access.actor import system_actor
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title


def test_holders_are_people_within_reach_with_a_title_that_stands(cast):
    actor = cast.actor("district_officer")
    craftsman = make_title("郑州大工匠", TitleFamily.CRAFTSMAN)
    here, gone = make_person("张三", cast.union), make_person("李四", cast.union)
    away, plain = make_person("王五", cast.neighbour_union), make_person("赵六", cast.union)
    make_award(craftsman, person=here)
    make_award(craftsman, person=away)
    make_award(make_title("市级先进个人", TitleFamily.INDIVIDUAL), person=plain)
    actions.revoke_award(make_award(craftsman, person=gone), "理由", date(2026, 1, 1), actor=system_actor())
    assert list(queries.holders(actor)) == [here]
    assert list(queries.holders(actor, levels=[TitleLevel.NATIONAL])) == []
    assert list(queries.holders(actor, families=[TitleFamily.INDIVIDUAL])) == [plain]
    assert list(queries.holders(system_actor(), within=cast.neighbour)) == [away]


def test_titles_of_a_person_stand_highest_first_and_without_voided_ones(cast):
    person = make_person("张三", cast.union)
    city = make_award(make_title(), person=person)
    nation = make_award(make_title("全国劳动模范", level=TitleLevel.NATIONAL), person=person)
    void = make_award(make_title("省劳动模范", level=TitleLevel.PROVINCE), person=person)
    actions.void_award(void, "录错", actor=system_actor())
    assert list(queries.titles_of(person)) == [nation, city]
    assert list(queries.titles_of(person, cast.actor("neighbour_officer"))) == []
    assert queries.highest_titles([person.pk]) == {person.pk: "全国劳动模范"}
    assert queries.held_families([person.pk]) == {person.pk: {"model"}}


def test_a_title_follows_its_bearer_to_another_unit(cast):
    person = make_person("张三", cast.neighbour_union)
    award = make_award(make_title(), person=person)
    person.organization = cast.union
    person.save()
    assert list(queries.titles_of(person, cast.actor("district_officer"))) == [award]
    assert list(queries.titles_of(person, cast.actor("neighbour_officer"))) == [award]
