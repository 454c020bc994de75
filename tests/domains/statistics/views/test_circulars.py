"""Circulars through the browser, from the board to a printed file."""

import io

import pytest
from docx import Document

from jiangong.domains.statistics.models import Circular
from tests.domains.statistics.conftest import put
from tests.support.posting import submit


@pytest.fixture
def circular(cast, plan, figures) -> Circular:
    answer = submit(
        cast.client("city_officer"),
        "/boards/circulars/new/",
        plan=plan.pk,
        as_of="2024-09-30",
        title="关于进展情况的通报",
        official_number="〔2024〕9号",
        problems="个别单位没有新增。",
    )
    assert answer.status_code == 302
    return Circular.objects.ungated("the new one").get()


def test_from_a_draft_to_paper(cast, circular):
    leader = cast.client("city_leader")
    page = leader.get(circular.get_absolute_url()).content.decode()
    assert "师带徒协议任务100份，完成67份，完成率67%，略滞后。" in page
    assert circular.title in leader.get("/").content.decode()  # waits for the leader at home
    submit(leader, f"{circular.get_absolute_url()}issue/")
    circular.refresh_from_db()
    assert circular.state == "issued"
    printed = cast.client("district_officer").get(f"{circular.get_absolute_url()}print/?as=docx")
    document = Document(io.BytesIO(printed.content))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "都不进位" in text
    assert "师带徒协议任务100份，完成67份，完成率67%，略滞后。" in text
    assert "个别单位没有新增。" in text
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert [cells[cells.index("东城区") + n] for n in range(1, 7)] == ["5", "4", "80%", "100", "60", "60%"]


def test_who_issues_hears_that_the_number_is_missing_and_may_go_on(cast, circular):
    leader, url = cast.client("city_leader"), circular.get_absolute_url()
    assert "还没有填写发文字号" not in leader.get(url).content.decode()
    Circular.objects.ungated("without").update(official_number="")
    dialogs = leader.get(url).content.decode().split("<dialog")[1:]
    [confirmation] = [one for one in dialogs if "数据就此固定" in one]
    assert "还没有填写发文字号，印发后不能再补" in confirmation
    submit(leader, f"{url}issue/")
    circular.refresh_from_db()
    assert circular.state == "issued"


def test_whoever_compiles_learns_who_issues(cast, circular):
    pages = [
        cast.client(who).get(circular.get_absolute_url()).content.decode()
        for who in ("city_officer", "city_leader")
    ]
    assert ["本级负责印发的同志的待办" in page for page in pages] == [True, False]


def test_a_stale_draft_names_what_changed(cast, goals, circular):
    put(goals[1].indicator, cast.union, circular.as_of, "5")
    page = cast.client("city_officer").get(circular.get_absolute_url()).content.decode()
    assert "编制以后有2个数变了，更新数据后才能印发。" in page
    assert "之后变了的数" in page
    submit(cast.client("city_leader"), f"{circular.get_absolute_url()}issue/")
    circular.refresh_from_db()
    assert circular.state == "draft"
    submit(cast.client("city_officer"), f"{circular.get_absolute_url()}renew/")
    assert "数变了" not in cast.client("city_officer").get(circular.get_absolute_url()).content.decode()


def test_what_was_issued_stays_and_the_board_of_its_day_says_what_was_corrected(cast, plan, goals, circular):
    leader, board = cast.client("city_leader"), f"/boards/{plan.pk}/?as_of={circular.as_of}"
    printed = f"{circular.get_absolute_url()}print/?as=docx"
    assert "印发过" not in leader.get(board).content.decode()
    submit(leader, f"{circular.get_absolute_url()}issue/")
    paper = leader.get(printed).content
    assert "这一天的数印发过进度通报（〔2024〕9号），与下面的数一致。" in leader.get(board).content.decode()
    put(goals[1].indicator, cast.union, circular.as_of, "5")
    assert "印发以后有2个已经更正，通报保持印发时的数。" in leader.get(board).content.decode()
    assert leader.get(printed).content == paper
    page = leader.get(circular.get_absolute_url()).content.decode()
    assert "完成67份" in page
    assert "印发以后，同一天的数有2个已经更正。" in page
    for address in (f"/boards/{plan.pk}/?as_of=2024-10-01", f"{board}&unit={cast.district.pk}"):
        assert "印发过" not in leader.get(address).content.decode()


def test_units_and_strangers_do_not_open_drafts(cast, circular):
    for name in ("district_officer", "union_officer"):
        assert cast.client(name).get(circular.get_absolute_url()).status_code == 404
        assert cast.client(name).get(f"{circular.get_absolute_url()}print/").status_code == 404


def test_words_change_while_it_is_a_draft(cast, circular):
    client = cast.client("city_officer")
    fields = {
        "title": "新标题",
        "official_number": "",
        "problems": "",
        "demands": "抓紧。",
        "version": circular.version,
    }
    submit(client, f"{circular.get_absolute_url()}edit/", **fields)
    circular.refresh_from_db()
    assert (circular.title, circular.demands) == ("新标题", "抓紧。")
    submit(cast.client("city_leader"), f"{circular.get_absolute_url()}issue/")
    refused = client.get(f"{circular.get_absolute_url()}edit/")
    assert "通报已印发，内容不再改动" in refused.content.decode()


def test_a_day_in_the_future_is_refused_with_what_was_typed(cast, plan):
    answer = submit(
        cast.client("city_officer"),
        "/boards/circulars/new/",
        plan=plan.pk,
        as_of="2999-01-01",
        title="写了很久的标题",
    )
    assert answer.status_code == 422
    assert "数据截至日期不能晚于今天。" in answer.content.decode()
    assert "写了很久的标题" in answer.content.decode()


def test_tampered_figures_are_told(cast, circular):
    kept = circular.figures
    kept["head"][3][1][1] = "100"
    Circular.objects.ungated("somebody at the database").filter(pk=circular.pk).update(figures=kept)
    page = cast.client("city_officer").get(circular.get_absolute_url()).content.decode()
    assert "保存的数据与印发时的摘要不符" in page
