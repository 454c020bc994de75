"""Importing studios: how far a row has come is said by its days."""

from datetime import date

from django.utils import timezone

from jiangong.domains.studios import actions
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.imports.checking import StudioChecker
from jiangong.domains.studios.imports.studios import StudioImport
from jiangong.domains.studios.models import Leadership, Naming, Studio, Topic
from jiangong.kit.access.actor import Actor, system_actor
from jiangong.kit.importing.conversion import Converter
from jiangong.kit.importing.specs import Row
from tests.factories.documents import make_document
from tests.factories.people import make_id_number, make_person
from tests.factories.studios import make_studio

SPEC = StudioImport()
LABELS = [column.label for column in SPEC.columns]


def line(union, **cells) -> list:
    return [{"organization": union.name, **cells}.get(column.name) for column in SPEC.columns]


def checked(actor: Actor, *lines: list) -> list[Row]:
    rows = Converter(SPEC, LABELS).convert(list(enumerate(lines, 2)))
    StudioChecker(actor).check(rows)
    return rows


def told(row: Row) -> list[tuple[str, str]]:
    return [(finding.column, finding.sentence) for finding in row.findings]


def loaded(actor: Actor, rows: list[Row]) -> list[Studio]:
    keys = SPEC.load(iter([row.values for row in rows]), actor=actor, report=lambda done: None)()
    return [Studio.objects.ungated("test").get(pk=key) for key in keys]


def test_days_say_how_far_a_studio_has_come(cast):
    actor, union = cast.actor("district_officer"), cast.union
    year = timezone.localdate().year
    actions.set_deadlines([cast.district], year, date(year, 6, 30), actor=system_actor())
    document = make_document(actor, body=False, official_number="东工〔2024〕8号")
    number = make_id_number(date(1980, 1, 1), sequence=7)
    leader, other = make_person("张三", union), make_person("李四", union, id_number=number)
    rows = checked(
        actor,
        line(union, name="建设中的", leader="张三", kind="职工创新工作室"),
        line(union, name="登记过的", id_number=number, founded_on="2023-01-01", registered_on="2023-06-01"),
        line(
            union, name="命名过的", leader="张三", level="县区", named_on="2024-05-01", basis="东工[2024]08号"
        ),
    )
    assert [told(row) for row in rows] == [[], [], []]
    building, registered, named = loaded(actor, rows)
    assert (building.state, building.due_on, building.missing_count, building.leader) == (
        StudioState.BUILDING,
        date(year, 6, 30),
        7,
        leader,
    )
    assert (registered.state, registered.effective_on, registered.leader) == (
        StudioState.REGISTERED,
        date(2023, 6, 1),
        other,
    )
    assert (named.state, named.level, named.effective_on) == (StudioState.NAMED, "district", date(2024, 5, 1))
    naming = Naming.objects.get()
    assert (naming.studio, naming.basis, naming.document) == (named, "东工〔2024〕8号", document)
    starts = Leadership.objects.order_by("studio_id").values_list("starts_on", flat=True)
    assert list(starts) == [timezone.localdate(), date(2023, 1, 1), date(2024, 5, 1)]


def test_what_cannot_stand_says_what_to_do(cast):
    actor, union = cast.actor("district_officer"), cast.union
    make_studio(union, name="有了的")
    year = timezone.localdate().year
    rows = checked(
        actor,
        line(union, name="有了的"),
        line(union, name="市级的", level="市级", named_on="2024-05-01"),
        line(union, name="倒着的", founded_on="2024-05-01", registered_on="2023-05-01"),
        line(union, name="今年的", registered_on=f"{year}-01-01"),
        line(union, name="没人的", leader="王五"),
        line(union, name="两次的"),
        line(union, name="两次的"),
        line(cast.neighbour_union, name="邻区的"),
    )
    assert told(rows[0]) == [("name", "这个工会已登记过同名的工作室，这一行不必再导入。")]
    assert ("level", "市级工作室由上一级工会办理，请报上一级工会。") in told(rows[1])
    assert ("registered_on", "登记日期不能早于创建日期，请核对。") in told(rows[2])
    assert ("registered_on", "今年登记的请把登记日期留空，导入后补齐登记要素再确认登记。") in told(rows[3])
    assert told(rows[4]) == [("leader", "您管理范围内没有登记“王五”。请核对姓名，或先登记人员。")]
    assert [row.failed for row in rows[5:7]] == [False, True]
    assert rows[7].failed


def test_a_grass_roots_union_brings_in_what_is_being_built_only(cast):
    rows = checked(
        cast.actor("union_officer"),
        line(cast.union, name="甲", named_on="2024-05-01"),
        line(cast.union, name="乙", registered_on="2024-05-01"),
        line(cast.union, name="丙"),
    )
    assert [row.failed for row in rows] == [True, True, False]


def test_undo_leaves_what_was_worked_on(cast):
    actor = cast.actor("district_officer")
    first, second = loaded(actor, checked(actor, line(cast.union, name="甲"), line(cast.union, name="乙")))
    actions.add_part(first, Topic(title="课题", started_on=date(2025, 1, 1)), actor=actor)
    assert SPEC.undo([first.pk, second.pk], actor=actor) == 1
    assert list(Studio.objects.ungated("test").values_list("pk", flat=True)) == [first.pk]
