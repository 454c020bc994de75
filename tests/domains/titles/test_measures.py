"""Which rows of the register count, for what."""

from datetime import date

from jiangong.domains.titles import actions
from jiangong.domains.titles.choices import TitleFamily, TitleLevel
from jiangong.domains.titles.measures import COLLECTIVES, CRAFTSMEN, MODEL_WORKERS
from jiangong.kit.access.actor import system_actor
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title


def test_craftsmen_are_those_who_hold_a_title_of_a_craftsman(cast):
    craftsman = make_title("郑州大工匠", TitleFamily.CRAFTSMAN)
    person, other = make_person("张三", cast.union), make_person("李四", cast.union)
    held = make_award(craftsman, person=person)
    unit = make_award(make_title("本单位工匠", TitleFamily.CRAFTSMAN, TitleLevel.UNIT), person=person)
    revoked = make_award(craftsman, person=other)
    actions.revoke_award(revoked, "理由", date(2026, 1, 1), actor=system_actor())
    make_award(make_title(), person=other)
    assert set(CRAFTSMEN.rows()) == {held, unit}
    assert set(CRAFTSMEN.rows().values_list("person", flat=True)) == {person.pk}


def test_model_workers_stand_once_until_revoked(cast):
    person = make_person("张三", cast.union)
    first = make_award(make_title(), person=person, given_on=date(2015, 4, 28))
    make_award(make_title("全国劳动模范"), person=person, given_on=date(2020, 11, 24))
    gone = make_award(make_title(), person=make_person("李四", cast.union))
    actions.revoke_award(gone, "理由", date(2026, 1, 1), actor=system_actor())
    void = make_award(make_title(), person=make_person("王五", cast.union))
    actions.void_award(void, "理由", actor=system_actor())
    rows = {row.pk: row.revoked_on for row in MODEL_WORKERS.rows()}
    assert rows == {first.pk: None, gone.pk: date(2026, 1, 1)}


def test_collectives_are_counted_by_unit_and_team(cast):
    title = make_title("市工人先锋号", TitleFamily.COLLECTIVE)
    first = make_award(title, unit=cast.union, team="一车间")
    again = make_award(make_title("市级先进集体", TitleFamily.COLLECTIVE), unit=cast.union, team="一 车间")
    make_award(make_title(), person=make_person("张三", cast.union))
    assert set(COLLECTIVES.rows()) == {first, again}
    assert len(set(COLLECTIVES.rows().values_list("collective_key", flat=True))) == 1
