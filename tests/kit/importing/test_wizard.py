"""An import from template to undo, through its real pages."""

import io
import re
import uuid

import pytest
from openpyxl import load_workbook

from jiangong.domains.documents.models import Document
from jiangong.domains.people.models import Person
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.importing import staging
from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.importing.specs import ImportColumn, spec_of
from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.running import run_due
from jiangong.lib.dates import parse_date
from tests.kit.importing.conftest import HEADINGS, KEY, NoteImport, Wizard, workbook

GOOD = [["甲", 3, ""], ["乙", 4, ""]]


def titles():
    return sorted(Document.unscoped.values_list("title", flat=True))


def filled_template(content: bytes, rows: list[list]) -> bytes:
    """The template with rows typed in under its headings."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    header = next(row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith(("标题", "姓名")))
    for number, row in enumerate(rows, start=header + 1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def download(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_a_good_file_is_checked_confirmed_and_in(wizard, cast):
    batch = wizard.upload(workbook(GOOD))
    assert (batch.state, batch.fine, batch.failed, batch.organization) == ("checked", 2, 0, cast.district)
    assert titles() == []
    assert "导入2行" in wizard.page(batch)
    done = wizard.settle(batch, "confirm")
    assert (done.state, done.imported, titles()) == ("imported", 2, ["乙", "甲"])
    assert "已导入2行。" in wizard.page(done)
    verbs = set(AuditEntry.objects.filter(target_id=str(batch.pk)).values_list("verb", flat=True))
    assert verbs == {f"importing.importbatch.{act}" for act in ("upload", "confirm", "commit")}


def test_the_template_downloads_and_imports_again(wizard):
    template = download(wizard.client, f"/imports/new/{KEY}/template/")
    batch = wizard.upload(filled_template(template, [["模板里的", 7, "13800000000"]]))
    assert (batch.state, batch.fine, batch.failed) == ("checked", 1, 0)


def test_on_a_phone_the_dock_offers_cancel_then_upload(wizard):
    page = wizard.client.get(f"/imports/new/{KEY}/").content.decode()
    dock = page.split('<div class="dock no-print"')[1].split("</div>")[0]
    assert dock.index("取消") < dock.index("上传并检查")
    assert 'form="form"' in dock
    assert '<div class="acts only-desk">' in page


def test_an_empty_template_says_to_fill_it_in(wizard):
    batch = wizard.upload(download(wizard.client, f"/imports/new/{KEY}/template/"))
    assert batch.state == "refused"
    assert "表里没有数据行。请按模板填写后再上传。" in wizard.page(batch)


def test_other_headings_and_extra_columns_are_understood(wizard):
    batch = wizard.upload(workbook([["老李", "甲", 3]], header=["经办", " 文件 标题 *", "页数"]))
    assert (batch.state, batch.fine, batch.ignored) == ("checked", 1, ["经办"])
    assert "未导入的列：经办" in wizard.page(batch)
    wizard.settle(batch, "confirm")
    assert titles() == ["甲"]


def test_a_missing_required_column_is_named(wizard):
    batch = wizard.upload(workbook([[3]], header=["页数"]))
    assert batch.state == "refused"
    assert "表里没有找到这些列：“标题”。请下载模板" in wizard.page(batch)


def test_merged_cells_are_unfolded_and_blank_rows_skipped(wizard):
    rows = [["同一份", 1, ""], ["", 2, ""], ["", "", ""], ["丙", 3, ""]]
    batch = wizard.upload(workbook(rows, merges=("A2:A3",)))
    assert (batch.fine, batch.failed, batch.blank, batch.merged > 0) == (2, 1, 1, True)
    assert "合并单元格已展开" in wizard.page(batch)
    titled = wizard.upload(workbook([HEADINGS, ["乙", 1, ""]], header=["名单"], merges=("A1:C1",)))
    assert (titled.fine, titled.merged) == (1, 0)


def test_findings_name_row_column_and_cell_with_personal_values_masked(wizard):
    rows = [["甲", "三", "13812345678"], ["", 1, ""], ["甲", 9, ""], ["丁", 900, "13812345678"]]
    batch = wizard.upload(workbook(rows))
    assert (batch.fine, batch.warned, batch.failed) == (0, 1, 3)
    page = wizard.page(batch)
    for sentence in (
        "页数应为整数，例如：12。",
        "请填写标题。",
        "这个标题已经登记过。",
        "页数很多，请核对。",
    ):
        assert sentence in page
    assert "13812345678" not in page
    assert "导入1行" in page


def going_in(page: str) -> str:
    """The card that shows the first rows, if the page has it."""
    return page.partition("<h2>将导入的内容</h2>")[2].partition("</section>")[0]


def test_what_goes_in_is_shown_before_it_does_with_personal_values_masked(wizard):
    rows = [["甲", 3, "13812345678"], ["", 1, ""], ["丁", 900, ""]]
    batch = wizard.upload(workbook(rows))
    shown = going_in(wizard.page(batch))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", shown)
    assert cells == ["第2行", "甲", "3", "138****5678", "第4行", "丁", "900", "—"]
    assert '<span class="n">2行</span>' in shown
    assert going_in(wizard.page(wizard.settle(batch, "confirm"))) == ""


def test_of_a_long_file_the_first_rows_are_shown(wizard):
    shown = going_in(wizard.page(wizard.upload(workbook([[f"第{n}份", n, ""] for n in range(30)]))))
    assert shown.count('class="num corner"') == 20
    assert "前20行，共30行" in shown
    assert "联系电话" not in shown  # nobody filled that column


def test_a_day_is_shown_as_it_was_understood(wizard, monkeypatch):
    day = ImportColumn("day", "页数", read=lambda cell: parse_date(cell).isoformat())
    monkeypatch.setattr(NoteImport, "columns", (*NoteImport.columns[:1], day))
    shown = going_in(wizard.page(wizard.upload(workbook([["甲", "2026.2.27", ""]]))))
    assert '<td data-l="页数" class="nowrap">2026-02-27</td>' in shown


@pytest.mark.parametrize(("typed", "mark"), [("2026-13-45", "bad nowrap"), ("三十页左右，见附件", "bad")])
def test_a_day_or_number_is_not_broken_in_a_narrow_column(wizard, typed, mark):
    page = wizard.page(wizard.upload(workbook([["甲", typed, ""]])))
    assert f'class="{mark}">{typed}</td>' in page


def test_the_error_sheet_holds_the_failed_rows_and_imports_again_once_corrected(wizard):
    batch = wizard.upload(workbook([["甲", "三", "=1+1"], ["乙", 4, ""]]))
    done = wizard.settle(batch, "confirm")
    book = load_workbook(io.BytesIO(wizard.errors(done)))
    header, row = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
    assert header == ["标题*", "页数", "联系电话", "错误说明"]
    assert row == ["甲", "三", "=1+1", "页数：页数应为整数，例如：12。"]
    assert book.worksheets[0]["C2"].data_type == "s"
    book.worksheets[0]["B2"] = "3"
    held = io.BytesIO()
    book.save(held)
    again = wizard.settle(wizard.upload(held.getvalue()), "confirm")
    assert (again.imported, titles()) == (1, ["乙", "甲"])


def test_a_file_without_one_good_row_cannot_be_confirmed(wizard):
    batch = wizard.upload(workbook([["", 1, ""]]))
    assert "没有可以导入的行" in wizard.page(batch)
    response = wizard.client.post(
        f"/imports/{batch.pk}/confirm/", {"command_key": str(uuid.uuid4())}, follow=True
    )
    assert "没有可以导入的行。请下载错误行" in response.content.decode()


def test_the_same_file_again_is_doubted(wizard):
    content = workbook(GOOD)
    wizard.settle(wizard.upload(content), "confirm")
    assert "已经导入过一次" in wizard.page(wizard.upload(content))


def test_confirming_twice_imports_once(wizard):
    batch, key = wizard.upload(workbook(GOOD)), str(uuid.uuid4())
    first, second = wizard.press(batch, "confirm", key), wizard.press(batch, "confirm", key)
    assert first["Location"] == second["Location"]
    other = wizard.client.post(
        f"/imports/{batch.pk}/confirm/", {"command_key": str(uuid.uuid4())}, follow=True
    )
    assert "状态已经变化" in other.content.decode()
    run_due()
    assert (len(titles()), Job.objects.filter(name="importing.commit").count()) == (2, 1)


def test_sending_the_same_form_twice_makes_one_batch(wizard):
    key, content = str(uuid.uuid4()), workbook(GOOD)
    first, second = (wizard.send(content, command_key=key) for _ in range(2))
    assert (first["Location"], ImportBatch.unscoped.count()) == (second["Location"], 1)


def test_cancel_forgets_everything(wizard, settings, django_capture_on_commit_callbacks):
    batch = wizard.upload(workbook(GOOD))
    with django_capture_on_commit_callbacks(execute=True):
        wizard.press(batch, "cancel")
    assert (wizard.latest().state, list(settings.STAGING_DIR.iterdir())) == ("cancelled", [])


def test_recheck_sees_what_has_changed_meanwhile(wizard, cast):
    batch = wizard.upload(workbook(GOOD))
    Document.unscoped.create(organization=cast.district, title="甲", register_year=2026, register_serial=99)
    again = wizard.settle(batch, "recheck")
    assert (again.state, again.fine, again.failed) == ("checked", 1, 1)


def test_undo_takes_back_all_but_what_was_worked_on(wizard):
    done = wizard.settle(wizard.upload(workbook(GOOD)), "confirm")
    Document.unscoped.filter(title="甲").update(version=1)
    wizard.press(done, "undo")
    undone = wizard.latest()
    assert (undone.state, undone.kept, titles()) == ("undone", 1, ["甲"])
    page = wizard.page(undone)
    assert "1行因导入后改动过、被引用过或加了附件而保留" in page
    kept = Document.unscoped.get()
    assert f'<a href="{kept.get_absolute_url()}">{kept}</a></td><td data-l="保留的原因">导入后改动过' in page
    assert AuditEntry.objects.get(verb="importing.importbatch.undo").changes == {"rows": 1, "kept": 1}


def test_what_undoing_left_is_not_listed_once_it_is_forgotten(wizard):
    done = wizard.settle(wizard.upload(workbook(GOOD)), "confirm")
    Document.unscoped.filter(title="甲").update(version=1)
    wizard.press(done, "undo")
    staging.clear(done.pk)
    page = wizard.page(wizard.latest())
    assert "1行因导入后改动过" in page
    assert "撤销后保留的行" not in page


def test_undo_twice_is_refused(wizard):
    done = wizard.settle(wizard.upload(workbook(GOOD)), "confirm")
    wizard.press(done, "undo")
    response = wizard.client.post(
        f"/imports/{done.pk}/undo/", {"command_key": str(uuid.uuid4())}, follow=True
    )
    assert "状态已经变化" in response.content.decode()


@pytest.mark.parametrize("name", ["", "errors/", "progress/"])
def test_another_units_batch_does_not_exist(wizard, cast, name):
    batch = wizard.upload(workbook(GOOD))
    assert cast.client("neighbour_officer").get(f"/imports/{batch.pk}/{name}").status_code == 404


@pytest.mark.parametrize("act", ["confirm", "cancel", "recheck", "undo"])
def test_nobody_acts_on_another_units_batch(wizard, cast, act):
    batch = wizard.upload(workbook(GOOD))
    assert Wizard(cast.client("neighbour_officer")).press(batch, act).status_code == 404
    assert wizard.latest().state == BatchState.CHECKED


def test_without_the_specs_permission_nothing_opens(wizard, cast):
    batch = wizard.upload(workbook(GOOD))
    worker, leader = cast.client("worker"), cast.client("city_leader")
    for client in (worker, leader):
        for url in (f"/imports/new/{KEY}/", f"/imports/new/{KEY}/template/", f"/imports/{batch.pk}/"):
            assert client.get(url).status_code == 403


@pytest.mark.parametrize("key", ["nothing", "people", "'--", "%00"])
def test_an_unknown_kind_is_404(wizard, key):
    for url in (f"/imports/new/{key}/", f"/imports/new/{key}/template/"):
        assert wizard.client.get(url).status_code == 404
    assert wizard.client.post(f"/imports/new/{key}/", {"command_key": str(uuid.uuid4())}).status_code == 404


def test_no_file_is_said_so(wizard):
    response = wizard.client.post(f"/imports/new/{KEY}/", {"command_key": str(uuid.uuid4())})
    assert response.status_code == 422
    assert "请选择要导入的文件。" in response.content.decode()


def test_progress_is_shown_while_it_runs_and_ends_with_a_fresh_page(wizard):
    wizard.send(workbook(GOOD))
    batch = wizard.latest()
    part = wizard.client.get(f"/imports/{batch.pk}/progress/")
    assert "正在检查" in part.content.decode()
    run_due()
    assert wizard.client.get(f"/imports/{batch.pk}/progress/")["HX-Refresh"] == "true"


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_a_batch_whose_check_was_stopped_can_be_checked_again(wizard, state):
    wizard.send(workbook(GOOD))
    batch = wizard.latest()
    Job.objects.filter(pk=batch.job_id).update(state=state)
    page = wizard.page(batch)
    assert "重新检查" in page
    assert "没有导入数据" in page
    assert ("已停止" in page, "检查中" in page) == (True, False)
    assert wizard.settle(batch, "recheck").state == "checked"


def test_a_stopped_batch_can_be_cancelled_a_running_one_cannot(wizard):
    wizard.send(workbook(GOOD))
    batch = wizard.latest()
    wizard.press(batch, "cancel")
    assert wizard.latest().state == "checking"
    Job.objects.filter(pk=batch.job_id).update(state=JobState.FAILED)
    wizard.press(batch, "cancel")
    assert wizard.latest().state == "cancelled"


def test_the_list_of_imports_shows_ones_own(wizard, cast):
    wizard.upload(workbook(GOOD), "我的名单.xlsx")
    assert "我的名单.xlsx" in wizard.client.get("/imports/").content.decode()
    assert "我的名单.xlsx" not in cast.client("neighbour_officer").get("/imports/").content.decode()


def test_people_go_in_from_their_own_template_and_out_again(cast):
    wizard = Wizard(cast.client("district_officer"), "people.person")
    template = download(wizard.client, "/imports/new/people.person/template/")
    headings = [column.label for column in spec_of("people.person").columns]
    row = {
        "姓名": "张建国",
        "身份证号": "11010519491231002X",
        "手机号码": "13812345678",
        "所属组织": "东城机床厂工会",
    }
    bad = {**row, "姓名": "李四", "身份证号": "110105194912319876543", "手机号码": "13912345678"}
    rows = [[one.get(heading, "") for heading in headings] for one in (row, bad)]
    batch = wizard.upload(filled_template(template, rows))
    assert (batch.state, batch.failed, batch.importable) == ("checked", 1, 1), batch.refusal
    page = wizard.page(batch)
    assert "13912345678" not in page
    assert "110105194912319876543" not in page
    done = wizard.settle(batch, "confirm")
    person = Person.unscoped.get()
    assert (done.imported, person.name, person.organization) == (1, "张建国", cast.union)
    assert "13812345678" not in str(vars(person))
    wizard.press(done, "undo")
    assert Person.unscoped.count() == 0
