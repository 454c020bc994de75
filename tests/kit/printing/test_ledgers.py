"""A list as the ledger it stands for: headings, numbers, sums, places to sign; and every ledger has its sheet."""

import io
from datetime import datetime, time

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.tables import ActivityTable
from jiangong.domains.places.tables import PlaceTable
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing import Table
from jiangong.kit.printing import ledgers
from jiangong.kit.printing.ledgers import form_of, ledger_of, union_of, write_ledger
from jiangong.lib.dates import format_day
from tests.factories.activities import make_activity
from tests.factories.rural import make_funding, make_project

LISTS = (
    "mentorship:list",
    "studios:list",
    "titles:list",
    "competitions:enrolment_list",
    "rural:project_list",
    "rural:participation_list",
    "rural:collective_list",
    "rural:base_list",
    "rural:funding_list",
    "reform:task_list",
    "reform:policy_list",
    "reform:pilot_list",
    "activities:list",
    "places:list",
)


def sheet_at(client, name: str, **asked):
    answer = client.get(reverse(name), {**asked, "export": "ledger"})
    assert answer.status_code == 200, name
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


def cells(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_title_unit_day_headings_rows_sums_and_signatures_stand_as_on_paper(cast):
    actor, client = cast.actor("district_officer"), cast.client("district_officer")
    project = make_project(actor, name="=1+1")
    make_funding(actor, project, "12000.50")
    make_funding(actor, project, "0.25", source="social", giver="热心企业")
    sheet = sheet_at(client, "rural:funding_list", sort="-amount", columns="project")
    title, notes, groups, heads, first, second, sums, foot = cells(sheet)
    assert title[0] == "东城区总工会乡村振兴资金投入台账"
    assert notes[0] == "填报单位：东城区总工会"
    assert f"填报日期：{format_day(timezone.localdate())}" in notes
    assert groups[:3] == ["序号", "投入项目", "资金"]
    assert heads[2:5] == ["资金来源", "出资方", "金额（元）"]
    today = datetime.combine(timezone.localdate(), time())  # as openpyxl reads a day
    assert (sheet["F5"].is_date, sheet["F5"].number_format) == (True, r"yyyy\-mm\-dd")
    assert first == [1, "=1+1", "工会资金", None, 12000.5, today, "东城区", "有效"]
    assert second[:5] == [2, "=1+1", "社会资金", "热心企业", 0.25]
    assert sums[:5] == ["合计", "2项", None, None, 12000.75]
    assert [one for one in ("填报人：", "审核人：", "负责人：") if one not in foot[0]] == []
    assert (sheet["B5"].data_type, sheet["E7"].font.bold) == ("s", True)  # a formula stays text
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:H1", "A2:D2", "E2:H2", "C3:E3", "A3:A4", "A8:H8"} <= merged
    assert sheet.print_title_rows == "$3:$4"
    assert AuditEntry.objects.get(verb="rural.funding.export").changes == {"rows": 2, "layout": "ledger"}


def test_it_holds_what_is_filtered_and_says_by_what(cast):
    actor, client = cast.actor("district_officer"), cast.client("district_officer")
    make_activity(actor, title="甲")
    make_activity(actor, title="乙")
    found = cells(sheet_at(client, "activities:list", q="甲"))
    assert found[1][0] == "填报单位：东城区总工会　筛选条件：关键词：甲"
    assert [row[1] for row in found[4:-2]] == ["甲"]


def test_an_inner_department_reports_for_its_union(cast):
    assert union_of(cast.actor("city_officer")) == cast.federation.name
    assert cast.actor("city_officer").organization == cast.department


@pytest.mark.parametrize("name", LISTS)
def test_every_ledger_leaves_as_its_sheet(cast, name):
    found = cells(sheet_at(cast.client("city_officer"), name))
    assert found[0][0].startswith(cast.federation.name)
    assert found[-2][0] == "合计"
    assert "负责人：" in found[-1][0]


def every_form() -> list[type[Table]]:
    found = [one for one in Table.__subclasses__() if one.ledger_form is not None]
    assert len(found) == len(LISTS)
    return found


def test_forms_name_columns_their_tables_have_and_groups_stand_together(cast):
    for kind in every_form():
        table = kind(kind.model._base_manager.none(), {}, cast.actor("city_officer"))
        form, known = form_of(table), {one.name: one for one in table.columns}
        assert set(form.columns) <= set(known), kind
        assert set(form.totals) <= {name for name in form.columns if known[name].kind == "number"}, kind
        for label, names in form.groups:
            first = form.columns.index(names[0])
            assert form.columns[first : first + len(names)] == names, (kind, label)


def test_too_long_a_ledger_is_refused_before_anything_is_written(cast, monkeypatch):
    actor = cast.actor("district_officer")
    monkeypatch.setattr(ledgers, "MOST", 1)
    for n in range(2):
        make_activity(actor, title=f"{n}")
    table = ActivityTable(Activity.objects.visible_to(actor), {}, actor)
    with pytest.raises(Refusal, match="最多导出1行，现在有2行"):
        write_ledger(None, table)


def test_a_long_ledger_comes_from_another_process_as_the_same_sheet(cast, monkeypatch):
    actor, client = cast.actor("district_officer"), cast.client("district_officer")
    make_activity(actor, title="甲")
    here = cells(sheet_at(client, "activities:list"))
    monkeypatch.setattr(ledgers, "AT_ONCE", 0)
    asked = []
    monkeypatch.setattr(ledgers, "PiecesApart", lambda make, table: asked.append(make) or make(table))
    answer = client.get(reverse("activities:list"), {"export": "ledger"})
    there = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert (asked, cells(there)) == ([ledgers.pieces], here)


def test_a_table_without_a_form_cannot_leave_as_one(cast):
    actor = cast.actor("district_officer")
    table = ActivityTable(Activity.objects.visible_to(actor), {}, actor)
    assert ledger_of(table).title == "东城区总工会活动台账"
    table.ledger_form = None
    with pytest.raises(LookupError, match="ActivityTable"):
        ledger_of(table)
    assert PlaceTable.ledger_form is not None
