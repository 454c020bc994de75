"""Importing titles: bearers found, twins refused, loaded as the form would have saved."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.titles.actions import void_award
from jiangong.domains.titles.choices import TitleFamily
from jiangong.domains.titles.imports import AwardChecker, AwardImport
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.conversion import Converter
from jiangong.kit.importing.specs import Row
from tests.factories.documents import make_document
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_id_number, make_person
from tests.factories.titles import make_award, make_title

SPEC = AwardImport()
LABELS = [column.label for column in SPEC.columns]
USUAL = {"title": "市劳动模范", "year": "2025年", "given_on": "2025-04-28"}


def line(**cells) -> list:
    return [{**USUAL, **cells}.get(column.name) for column in SPEC.columns]


def checked(actor: Actor, *lines: list) -> list[Row]:
    rows = Converter(SPEC, LABELS).convert(list(enumerate(lines, 2)))
    AwardChecker(actor).check(rows)
    return rows


def told(row: Row) -> list[tuple[str, str]]:
    return [(finding.column, finding.sentence) for finding in row.findings]


def loaded(actor: Actor, rows: list[Row]) -> list[int]:
    return SPEC.load(iter([row.values for row in rows]), actor=actor, report=lambda done: None)()


def test_rows_become_what_the_form_would_have_registered(cast):
    actor = cast.actor("district_officer")
    make_title()
    make_title("市工人先锋号", TitleFamily.COLLECTIVE)
    document = make_document(actor, body=False, official_number="郑工〔2025〕3号")
    number = make_id_number(date(1980, 1, 1), sequence=7)
    by_name, by_number = make_person("张三", cast.union), make_person("李四", cast.union, id_number=number)
    firm = make_enterprise("东城纺织有限公司", cast.district)
    rows = checked(
        actor,
        line(name="张三", basis="郑工[2025]03号"),
        line(name="李四", id_number=number),
        line(title="市工人先锋号", unit=cast.union.name, team="一车间"),
        line(title="市工人先锋号", unit=firm.name),
    )
    assert [told(row) for row in rows] == [[], [], [], []]
    keys = loaded(actor, rows)
    made = [Award.objects.ungated("test").get(pk=key) for key in keys]
    assert [one.person for one in made] == [by_name, by_number, None, None]
    assert (made[0].document, made[0].basis, made[0].is_counted) == (document, "郑工〔2025〕3号", True)
    assert (made[2].unit, made[2].team, made[2].collective_key) == (
        cast.union,
        "一车间",
        f"o{cast.union.pk}:一车间",
    )
    assert (made[3].enterprise, made[3].organization) == (firm, cast.district)


def test_rows_that_cannot_be_understood_say_what_to_do(cast):
    actor = cast.actor("district_officer")
    make_title()
    make_title("市工人先锋号", TitleFamily.COLLECTIVE)
    make_person("张三", cast.union)
    make_person("张三", cast.union)
    rows = checked(
        actor,
        line(title="没有的称号", name="张三"),
        line(),
        line(name="王五"),
        line(name="张三"),
        line(title="市工人先锋号"),
        line(title="市工人先锋号", unit="不存在的工会"),
        line(name="张三", given_on="2024-01-01"),
        line(id_number=make_id_number(date(1970, 1, 1), sequence=3)),
    )
    assert told(rows[0]) == [("title", "称号目录里没有这个称号。请照目录填写，或先在目录里新增。")]
    assert told(rows[1]) == [("name", "“市劳动模范”授予个人，请填写姓名。")]
    assert told(rows[2]) == [("name", "您管理范围内没有登记“王五”。请核对姓名，或先登记人员。")]
    assert told(rows[3])[0][1].startswith("叫“张三”的有2人，请照下面的写法选一个：“张三#")
    assert told(rows[4]) == [("unit", "“市工人先锋号”授予集体，请填写单位。")]
    assert told(rows[5]) == [("unit", "您管理范围内没有“不存在的工会”。请填写单位全称，或先登记单位。")]
    assert "given_on" in dict(told(rows[6]))
    assert told(rows[7]) == [("id_number", "您管理范围内没有登记这个身份证号的人。请先登记人员。")]


def test_twins_in_the_file_and_in_the_register_are_refused(cast):
    actor = cast.actor("district_officer")
    title, person = make_title(), make_person("张三", cast.union)
    make_person("李四", cast.union)
    award = make_award(title, person=person)
    rows = checked(actor, line(name="张三"), line(name="李四"), line(name="李四"))
    assert [told(row) for row in rows] == [
        [("title", "这项称号已经登记过，这一行不必再导入。")],
        [],
        [("title", "与第3行相同，请只保留一行。")],
    ]
    void_award(award, "录错", actor=actor)
    assert told(checked(actor, line(name="张三"))[0]) == []


def test_a_neighbours_person_is_not_found(cast):
    make_title()
    number = make_id_number(date(1980, 1, 1), sequence=7)
    make_person("赵六", cast.neighbour_union, id_number=number)
    rows = checked(cast.actor("district_officer"), line(name="赵六"), line(id_number=number))
    assert all(row.failed for row in rows)


def test_checking_and_loading_do_not_ask_for_each_row(cast):
    actor = cast.actor("district_officer")
    make_title()

    def queries(count: int) -> int:
        names = [f"职工{'甲乙丙丁戊己庚辛壬癸'[n]}{'一二'[count > 4]}" for n in range(count)]
        for name in names:
            make_person(name, cast.union)
        with CaptureQueriesContext(connection) as asked:
            loaded(actor, checked(actor, *(line(name=name, basis="郑工〔2025〕3号") for name in names)))
        return len(asked)

    few = queries(3)
    assert queries(9) <= few


def test_undo_takes_back_what_nobody_touched(cast):
    actor = cast.actor("district_officer")
    make_title()
    make_person("张三", cast.union)
    make_person("李四", cast.union)
    keys = loaded(actor, checked(actor, line(name="张三"), line(name="李四")))
    void_award(Award.objects.ungated("test").get(pk=keys[0]), "录错", actor=actor)
    assert SPEC.undo(keys, actor=actor) == 1
    assert list(Award.objects.ungated("test").values_list("pk", flat=True)) == keys[:1]
