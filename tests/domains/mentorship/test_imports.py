"""Importing signed paper agreements: people found, contradictions told, states by their days."""

import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiangong.domains.mentorship import actions
from jiangong.domains.mentorship.choices import AgreementState
from jiangong.domains.mentorship.imports.agreements import AgreementImport
from jiangong.domains.mentorship.imports.checking import AgreementChecker
from jiangong.domains.mentorship.models import Agreement, Review
from jiangong.domains.people.models import Person
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.conversion import Converter
from jiangong.kit.importing.specs import Row
from tests.factories.mentorship import days_ago, make_apprentice, make_master, make_valid
from tests.factories.people import make_id_number

pytestmark = pytest.mark.django_db
SPEC = AgreementImport()
LABELS = [column.label for column in SPEC.columns]


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


@pytest.fixture
def line(cast):
    """One written row; cells by column name."""

    def write(**cells) -> list:
        usual = {
            "organization": cast.union.name,
            "master": "周师傅",
            "apprentice": "吴徒弟",
            "occupation": "车工",
            "to_grade": "中级工",
            "skills": "数控车床编程",
            "starts_on": days_ago(100).isoformat(),
            "ends_on": (days_ago(100) + timedelta(days=365)).isoformat(),
            "signed_on": days_ago(100).isoformat(),
            **cells,
        }
        return [usual.get(column.name) for column in SPEC.columns]

    return write


def checked(actor, *lines: list) -> list[Row]:
    rows = Converter(SPEC, LABELS).convert(list(enumerate(lines, 2)))
    AgreementChecker(actor).check(rows)
    return rows


def told(row: Row) -> list[tuple[str, str]]:
    return [(finding.column, finding.sentence) for finding in row.findings]


def loaded(actor, rows: list[Row]) -> list[Agreement]:
    write = SPEC.load(iter([row.values for row in rows]), actor=actor, report=lambda done: None)
    keys = write()
    known = Agreement.objects.ungated("test").in_bulk(keys)
    return [known[key] for key in keys]


def test_a_row_becomes_a_valid_agreement_with_a_number_of_its_year(cast, officer, line):
    master, apprentice = make_master(cast.union), make_apprentice(cast.union)
    rows = checked(officer, line(paper_number="机工师徒001"))
    assert told(rows[0]) == []
    (one,) = loaded(officer, rows)
    assert (one.master, one.apprentice, one.organization) == (master, apprentice, cast.union)
    assert (one.state, one.effective_on, one.paper_number) == ("valid", days_ago(100), "机工师徒001")
    assert one.number == f"师徒〔{days_ago(100).year}〕1号"
    assert (one.master_grade, one.from_grade, one.master_channel) == ("technician", "junior", "paper")
    assert one.lapses_on == one.ends_on + timedelta(days=1)


def test_findings_stand_at_their_cells(cast, officer, line):
    make_master(cast.union)
    make_apprentice(cast.union)
    cases = {
        "organization": line(organization="没听说过的单位"),
        "master": line(master="没这人"),
        "apprentice": line(apprentice="周师傅"),
        "to_grade": line(to_grade="学徒工"),
        "master_grade": line(master_grade="初级工"),
        "ends_on": line(ends_on="2000-01-01"),
        "signed_on": line(signed_on=(timezone.localdate() + timedelta(days=3)).isoformat()),
        "closed_on": line(state="出师"),
        "closing_reason": line(state="终止", closed_on=days_ago(5).isoformat()),
        "grade_reached": line(state="合格", closed_on=days_ago(5).isoformat()),
        "state": line(state="不知道"),
    }
    for column, cells in cases.items():
        (row,) = checked(officer, cells)
        assert column in {one for one, _ in told(row)}, (column, told(row))
        assert row.failed


def test_namesakes_need_a_unit_or_a_number_and_strangers_a_number(cast, officer, line):
    number = make_id_number(date(1980, 1, 1))
    make_master(cast.union)
    wanted = make_master(cast.union, id_number=number)
    make_apprentice(cast.union)
    (row,) = checked(officer, line())
    assert "叫“周师傅”的有2人" in told(row)[0][1]
    (row,) = checked(officer, line(master_number=number))
    assert row.values["master_id"] == wanted.pk
    stranger = make_master(cast.neighbour_union, "郑师傅", id_number=make_id_number(date(1981, 1, 1)))
    (row,) = checked(officer, line(master="郑师傅"))
    assert "您管理范围内没有登记“郑师傅”" in told(row)[0][1]
    assert stranger.name == "郑师傅"


def test_overlaps_are_found_in_the_ledger_and_in_the_file(cast, officer, line):
    running = make_valid(cast.actor("union_officer"))
    make_master(cast.union, "郑师傅")
    make_apprentice(cast.union, "孙徒弟")
    rows = checked(
        officer,
        line(master="郑师傅"),
        line(apprentice="孙徒弟"),
        line(master="郑师傅", apprentice="孙徒弟"),
    )
    assert told(rows[0]) == [
        (
            "apprentice",
            f"徒弟同期已有协议：{running.number}（师傅周师傅）。期限不能重叠，请核对，或先终止那份协议。",
        )
    ]
    assert told(rows[1]) == []
    assert "本表第3行" in told(rows[2])[0][1]


def test_a_masters_apprentices_are_counted_over_ledger_and_file(cast, officer, line, settings):
    settings.MOST_APPRENTICES = 2
    make_valid(cast.actor("union_officer"))
    for name in ("甲徒弟", "乙徒弟"):
        make_apprentice(cast.union, name)
    rows = checked(officer, line(apprentice="甲徒弟"), line(apprentice="乙徒弟"))
    assert told(rows[0]) == []
    assert told(rows[1]) == [("master", "师傅同期已带2名徒弟，上限为2名。请核对。")]


def test_closed_agreements_come_with_their_outcome(cast, officer, line):
    make_master(cast.union)
    names = ("甲徒弟", "乙徒弟", "丙徒弟", "丁徒弟")
    for name in names:
        make_apprentice(cast.union, name)
    old = {"starts_on": "2020-03-01", "ends_on": "2021-02-28", "signed_on": "2020-03-01"}
    rows = checked(
        officer,
        line(apprentice="甲徒弟", state="出师", closed_on="2021-02-20", grade_reached="中级工", **old),
        line(apprentice="乙徒弟", state="不合格", closed_on="2021-03-02", **old),
        line(apprentice="丙徒弟", state="终止", closed_on="2020-09-01", closing_reason="徒弟离职。", **old),
        line(apprentice="丁徒弟", **old),
    )
    assert [row.failed for row in rows] == [False] * 4
    made = loaded(officer, rows)
    assert [one.state for one in made] == ["passed", "failed", "terminated", "expired"]
    assert [one.lapses_on.isoformat() for one in made] == [
        "2021-02-21",
        "2021-03-01",
        "2020-09-02",
        "2021-03-01",
    ]
    assert [one.number_serial for one in made] == [1, 2, 3, 4]
    assert list(Review.objects.order_by("pk").values_list("result", flat=True)) == ["passed", "failed"]


def test_who_signed_meanwhile_stops_the_import(cast, officer, line):
    master, apprentice = make_master(cast.union), make_apprentice(cast.union)
    rows = checked(officer, line())
    other = make_master(cast.union, "郑师傅")
    make_valid(cast.actor("union_officer"), master=other, apprentice=apprentice)
    with pytest.raises(Refusal, match="另外签了期限重叠的协议"):
        loaded(officer, rows)
    assert not Agreement.objects.ungated("test").filter(master=master).exists()


def test_undo_takes_back_what_nobody_worked_on(cast, officer, line):
    make_master(cast.union)
    for name in ("甲徒弟", "乙徒弟"):
        make_apprentice(cast.union, name)
    made = loaded(officer, checked(officer, line(apprentice="甲徒弟"), line(apprentice="乙徒弟")))
    actions.write_note(made[0], days_ago(1), "已开始培养。", actor=cast.actor("union_officer"))
    assert SPEC.undo([one.pk for one in made], actor=officer) == 1
    assert [one.pk for one in Agreement.objects.ungated("test")] == [made[0].pk]


def test_two_thousand_rows_are_quick_and_ask_a_constant_number_of_queries(cast, officer, line):
    units = [make_master(cast.union, f"师傅{chr(0x4E00 + n)}") for n in range(400)]
    apprentices = [
        Person(name=f"徒弟{chr(0x4E00 + n)}", organization=cast.union, skill_grade="junior")
        for n in range(2_000)
    ]
    Person.objects.bulk_create(apprentices)
    lines = [line(master=units[n // 5].name, apprentice=one.name) for n, one in enumerate(apprentices)]
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        rows = checked(officer, *lines)
    assert len(queries) < 15
    assert not any(row.failed for row in rows)
    assert len(loaded(officer, rows)) == 2_000
    assert time.perf_counter() - started < 20
    assert Agreement.objects.ungated("test").filter(state=AgreementState.VALID).count() == 2_000
