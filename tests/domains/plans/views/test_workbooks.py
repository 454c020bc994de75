"""The division as a workbook: the notice's layout, blank is not zero, no formula, audited."""

import io

import openpyxl
import pytest

from jiangong.domains.plans.actions.editions import start_adjustment
from jiangong.domains.plans.models import Program
from jiangong.kit.audit.models import AuditEntry
from tests.cast import CANARY
from tests.factories.editions import give, make_issued
from tests.factories.plans import make_plan


def sheet(answer):
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


def rows(answer) -> list[tuple]:
    return list(sheet(answer).iter_rows(values_only=True))


@pytest.fixture
def plan(cast):
    made = make_plan(cast.actor("city_officer"), [cast.district, cast.union, cast.neighbour], total=16)
    give(made.editions.get(), 1, None)
    give(made.editions.get(), 2, 0)
    return made


def export(cast, plan, who="city_officer", query=""):
    return cast.client(who).get(f"/plans/{plan.pk}/grid/export/{query}")


def test_the_notice_s_layout_with_blank_and_zero_apart(cast, plan):
    goal = plan.programs.get().goals.get()
    assert rows(export(cast, plan)) == [
        ("2024年重点工作计划任务分解表", None, None),
        ("　第1版（草稿）", None, None),
        ("序号", "单位", "建功行动专案"),
        (None, None, f"{goal.indicator.name}（家）"),
        (1, "东城区", 5),
        (2, "东城机床厂工会", None),
        (3, f"西城区总工会{CANARY}", 0),
        (None, "全市目标", 16),
        (None, "已分解", 5),
        (None, "差额", -11),
    ]
    assert {str(one) for one in sheet(export(cast, plan)).merged_cells.ranges} >= {"A1:C1", "A3:A4", "B3:B4"}


def test_text_is_never_a_formula(cast, plan):
    Program.objects.filter(plan=plan).update(title="=HYPERLINK(1)")
    cell = sheet(export(cast, plan))["C3"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_it_is_audited_and_needs_the_permission(cast, plan):
    export(cast, plan)
    assert AuditEntry.objects.get(verb="plans.plan.export").changes == {"rows": 3}
    assert export(cast, plan, "union_officer").status_code == 403


def test_a_unit_exports_its_own_rows(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour])
    found = rows(export(cast, plan, "district_officer"))
    assert [row[1] for row in found[4:]] == ["东城区", "全市目标"]


def test_two_versions_side_by_side(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour])
    edition = start_adjustment(plan, "企业搬迁", actor=cast.actor("city_officer"))
    give(edition, 0, None)
    answer = cast.client("city_officer").get(f"/plans/{plan.pk}/editions/export/?from=1&to=2")
    found = rows(answer)
    assert found[1][0] == "企业搬迁"
    assert found[3:] == [
        (None, None, "第1版", "第2版", "增减"),
        (1, "东城区", 5, None, -5),
        (None, "合计", 10, 5, -5),
    ]
