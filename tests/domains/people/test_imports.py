"""Importing people: the same readers as the form, duplicates found, loaded as the form would have saved."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiangong.domains.organizations.actions import answer_name_question
from jiangong.domains.organizations.models import NameQuestion
from jiangong.domains.people.actions import edit_person, register_person
from jiangong.domains.people.imports import PeopleChecker, PeopleImport
from jiangong.domains.people.models import ID_NUMBER, PHONE, Person
from jiangong.domains.people.rules import PersonFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing import staging
from jiangong.kit.importing.batches import check_batch, commit_batch
from jiangong.kit.importing.conversion import Converter
from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.importing.specs import Row
from jiangong.lib.workbooks.writing import write_xlsx
from tests.cast import Cast
from tests.factories.organizations import make_organization
from tests.factories.people import make_committee, make_id_number, make_person

SPEC = PeopleImport()
LABELS = [column.label for column in SPEC.columns]
ID = make_id_number(date(1985, 3, 4), sequence=7)


def line(**cells) -> list:
    """One written row; ``cells`` by column name."""
    return [cells.get(column.name) for column in SPEC.columns]


def checked(actor: Actor, *lines: list) -> list[Row]:
    rows = Converter(SPEC, LABELS).convert(list(enumerate(lines, 2)))
    PeopleChecker(actor).check(rows)
    return rows


def sentences(row: Row) -> list[tuple[str, str]]:
    return [(finding.column, finding.tone) for finding in row.findings]


def everybody():
    return Person.objects.ungated("test")


def loaded(actor: Actor, rows: list[Row]) -> list[int]:
    write = SPEC.load(iter([row.values for row in rows]), actor=actor, report=lambda done: None)
    return write()


def test_a_row_becomes_what_the_form_would_have_registered(cast):
    actor = cast.actor("district_officer")
    rows = checked(
        actor,
        line(
            name="张 三丰",
            id_number=ID,
            phone="138 1234 5678",
            organization=cast.union.name,
            skill_grade="高级工（三级）",
            is_migrant_worker="是",
        ),
    )
    assert rows[0].findings == []
    (pk,) = loaded(actor, rows)
    imported = everybody().get(pk=pk)
    facts = PersonFacts(
        name="张三丰",
        organization=cast.union,
        phone="13912345678",
        id_number=make_id_number(date(1985, 3, 4), sequence=9),
        skill_grade="senior",
        is_migrant_worker=True,
    )
    typed = everybody().get(pk=register_person(facts, actor=actor).pk)
    for field in (
        "name",
        "gender",
        "birth_on",
        "organization_id",
        "skill_grade",
        "is_migrant_worker",
        "title",
    ):
        assert getattr(imported, field) == getattr(typed, field), field
    assert (PHONE.of(imported), ID_NUMBER.of(imported)) == ("13812345678", ID)
    assert imported.phone_index == PHONE.index("13812345678")


def test_findings_stand_at_their_cells(cast):
    rows = checked(
        cast.actor("district_officer"),
        line(name="李", organization=cast.union.name),
        line(name="李四", organization="不知哪里的单位"),
        line(name="李四", organization=cast.union.name, id_number="12345"),
        line(name="李四", organization=cast.union.name, birth_on="1985-03-05", id_number=ID),
        line(name="李四", organization=cast.union.name, gender="不详"),
        line(organization=cast.union.name),
    )
    assert [sentences(row) for row in rows] == [
        [("name", "crit")],
        [("organization", "crit")],
        [("id_number", "crit")],
        [("birth_on", "crit")],
        [("gender", "crit")],
        [("name", "crit")],
    ]


def test_duplicates_inside_the_file_and_against_the_register(cast):
    elsewhere, here = make_id_number(sequence=101), make_id_number(sequence=103)
    make_person("王五", cast.neighbour_union, id_number=elsewhere)
    make_person("赵六", cast.union, id_number=here, phone="13812345678")
    rows = checked(
        cast.actor("district_officer"),
        line(name="张三", organization=cast.union.name, id_number=ID),
        line(name="张三", organization=cast.union.name, id_number=ID),
        line(name="王五", organization=cast.union.name, id_number=elsewhere),
        line(name="赵六", organization=cast.union.name, id_number=here),
        line(name="孙七", organization=cast.union.name, phone="13812345678"),
    )
    told = [finding.sentence for row in rows for finding in row.findings]
    assert told == [
        "与第2行的身份证号相同，同一个人只登记一次。",
        "这个身份证号已在别的单位登记。请先核对号码；确需调入的，请办理“申请调入”。",
        "这个身份证号已经登记过。请先按整号查找，在原来的记录上修改。",
        "这个手机号码已登记在别人名下，请核对；导入后可在“查重合并”中处理。",
    ]
    assert not rows[4].failed


def test_an_organization_out_of_reach_is_refused_without_naming_it(cast):
    rows = checked(cast.actor("district_officer"), line(name="张三", organization=cast.neighbour_union.name))
    assert rows[0].failed
    assert rows[0].values["organization"] is None


def test_an_unknown_organization_is_asked_about_once_and_found_by_the_second_check(cast):
    actor, row = cast.actor("district_officer"), line(name="张三", organization="老机床")
    for _ in range(2):
        [refused] = checked(actor, row, line(name="李四", organization="老机床"))[:1]
        [finding] = refused.findings
        assert finding.sentence.endswith(
            "已列入待认名称，确认后请重新检查；也可以改为您管理范围内组织的全称。"
        )
    question = NameQuestion.objects.ungated("test").get()
    assert (question.text, question.context, question.organization) == ("老机床", "导入人员", cast.district)
    answer_name_question(question, cast.union, actor=cast.actor("city_officer"))
    [found] = checked(actor, row)
    assert (found.values["organization"], found.findings) == (cast.union.pk, [])


def test_an_ambiguous_organization_is_asked_about_too(cast):
    twins = [make_organization("花园小学工会", "grassroots", cast.district) for _ in range(2)]
    [row] = checked(cast.actor("district_officer"), line(name="张三", organization=twins[0].name))
    assert row.failed
    assert NameQuestion.objects.ungated("test").get().text == "花园小学工会"


@pytest.mark.parametrize(("who", "shown"), [("city_officer", True), ("district_officer", False)])
def test_the_page_of_a_check_leads_those_who_may_to_the_names_to_settle(cast, who, shown):
    actor = cast.actor(who)
    batch = ImportBatch.objects.create(
        organization=actor.organization,
        user_id=actor.user_id,
        kind="people.person",
        file_name="职工.xlsx",
        digest="0" * 64,
        state=BatchState.CHECKED,
        fine=1,
        failed=1,
    )
    page = cast.client(who).get(batch.get_absolute_url()).content.decode()
    main = page[page.index("<main") :]
    assert (reverse("organizations:name_question_list") in main) is shown
    assert "重新检查" in main


def test_an_odd_check_digit_only_reminds(cast):
    odd = ID[:-1] + ("1" if ID[-1] != "1" else "2")
    rows = checked(
        cast.actor("district_officer"), line(name="张三", organization=cast.union.name, id_number=odd)
    )
    assert sentences(rows[0]) == [("id_number", "warn")]


def queries_for(cast: Cast, count: int) -> int:
    lines = [
        line(
            name="张三",
            organization=cast.union.name,
            phone=f"138{number:08d}",
            id_number=make_id_number(date(1990, 1, 1), sequence=number),
        )
        for number in range(count)
    ]
    actor = cast.actor("district_officer")
    checked(actor, lines[0])
    with CaptureQueriesContext(
        connection,
    ) as captured:
        checked(actor, *lines)
    return len(captured)


def test_checking_costs_the_same_queries_however_many_rows(cast):
    assert queries_for(cast, 2) == queries_for(cast, 200) <= 5


def test_commit_refuses_whom_somebody_registered_meanwhile(cast):
    actor = cast.actor("district_officer")
    rows = checked(actor, line(name="张三", organization=cast.union.name, id_number=ID))
    make_person("张三", cast.union, id_number=ID)
    with pytest.raises(Refusal, match="重新检查"):
        loaded(actor, rows)


def test_undo_takes_back_only_what_nobody_touched(cast):
    actor = cast.actor("district_officer")
    names = ("张三", "李四", "王五")
    keys = loaded(actor, checked(actor, *(line(name=name, organization=cast.union.name) for name in names)))
    fresh, edited, seated = (everybody().get(pk=pk) for pk in keys)
    edit_person(edited, PersonFacts(name="李四", organization=cast.union, title="班长"), 0, actor=actor)
    make_committee("东城委员会", cast.district, seated)
    assert SPEC.undo(keys, actor=actor) == 1
    assert set(everybody().values_list("pk", flat=True)) == {edited.pk, seated.pk}
    assert not everybody().filter(pk=fresh.pk).exists()


def test_a_workbook_goes_from_upload_to_register_and_leaves_no_plain_number_behind(cast, tmp_path: Path):
    actor = cast.actor("district_officer")
    path = tmp_path / "people.xlsx"
    lines = [line(name="张三", organization=cast.union.name, phone=13812345678, id_number=ID)]
    path.write_bytes(b"".join(write_xlsx("人员", [(label, 16) for label in LABELS], lines)))
    batch = ImportBatch.objects.create(
        organization=cast.district, kind=SPEC.key, file_name="people.xlsx", digest="x"
    )
    staging.keep_upload(batch.pk, [path.read_bytes()])
    check_batch(batch, actor=actor, report=lambda done: None)
    assert (batch.state, batch.fine, batch.failed) == (BatchState.CHECKED, 1, 0)
    staged = (staging.place_of(batch.pk) / staging.GOOD).read_bytes()
    assert ID.encode() not in staged
    ImportBatch.objects.ungated("test").filter(pk=batch.pk).update(state=BatchState.IMPORTING)
    batch.state = BatchState.IMPORTING
    commit_batch(batch, actor=actor, report=lambda done: None)
    assert PHONE.of(everybody().get()) == "13812345678"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored = repr(cursor.fetchall())
            assert ID not in stored, table
            assert "13812345678" not in stored, table
