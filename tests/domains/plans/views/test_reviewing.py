"""The screens of reading and reviewing: what they show, what they refuse, whom they know."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.plans.actions import drafting
from jiangong.domains.plans.actions.adopting import adopt_reading
from jiangong.domains.plans.models import Plan, Reading, Waiver
from jiangong.domains.plans.queries.drafts import FACTS, PARTS, mark_of
from jiangong.domains.plans.queries.findings import findings_of
from jiangong.kit.jobs.running import run_due
from tests.cast import CANARY
from tests.factories.readings import RURAL, rural_notice, rural_units
from tests.support.posting import submit

HTMX = {"HX-Request": "true"}
REASON = "原文件即如此，已向主办部门核实。"


@pytest.fixture
def plan(cast):
    rural_units(cast.federation)
    actor = cast.actor("city_officer")
    return adopt_reading(rural_notice().reading(actor), actor=actor)


@pytest.fixture
def client(cast):
    return cast.client("city_officer")


def url(plan: Plan, rest: str) -> str:
    return f"/plans/{plan.pk}/{rest}"


def task(plan: Plan):
    return PARTS["tasks"].rows(plan).order_by("position")[0]


def edit_fields(row, **changes: str) -> dict[str, str]:
    part = next(one for one in PARTS.values() if one.model is type(row))
    return {"seen": mark_of(row, part.fields), **changes}


def test_upload_progress_review(cast, client):
    rural_units(cast.federation)
    page = client.get("/plans/readings/new/")
    assert "严禁上传涉及国家秘密" in page.content.decode()
    answer = submit(client, "/plans/readings/new/", file=SimpleUploadedFile("通知.txt", RURAL.encode()))
    assert answer.status_code == 302
    waiting = client.get(answer.url).content.decode()
    assert "正在识读" in waiting
    assert client.get(f"{answer.url}progress/", headers=HTMX).status_code == 200
    run_due()
    assert client.get(f"{answer.url}progress/", headers=HTMX)["HX-Refresh"] == "true"
    review = client.get(answer.url)
    assert review.status_code == 302
    assert review.url.endswith("/review/")


def test_a_file_that_failed_shows_why_and_two_ways_on(client):
    empty = SimpleUploadedFile("空白.txt", b" \n\n ")
    answer = submit(client, "/plans/readings/new/", file=empty)
    run_due()
    page = client.get(answer.url).content.decode()
    assert "没有识读成功" in page
    assert "再试一次" in page
    assert "换一份文件" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "请上传文件、粘贴全文，或选一份已登记的文件。"),
        ({"text": "通知", "file": SimpleUploadedFile("a.txt", "通知".encode())}, "三种方式请只用一种"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 99)}, "没有上传"),
    ],
    ids=["nothing", "both", "program"],
)
def test_a_wrong_upload_is_told_in_place(client, fields, sentence):
    answer = submit(client, "/plans/readings/new/", **fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Reading.objects.ungated("all").count() == 0


def test_the_same_file_twice_offers_to_read_it_again(cast, client):
    rural_units(cast.federation)
    submit(client, "/plans/readings/new/", text=RURAL)
    run_due()
    told = submit(client, "/plans/readings/new/", text=RURAL)
    assert told.status_code == 422
    page = told.content.decode()
    assert "已经上传识读过" in page
    assert 'type="checkbox" name="again"' in page
    assert "关于印发《河州市乡村振兴劳模出彩行动专案》的通知" in page
    again = submit(client, "/plans/readings/new/", text=RURAL, again="on")
    assert again.status_code == 302


def test_the_review_shows_both_sides_and_why_it_cannot_go_on(plan, client):
    page = client.get(url(plan, "review/")).content.decode()
    assert "河工劳经〔2024〕3号" in page
    assert "还有2处问题未处理，暂不能送核稿" in page
    assert "分解合计与文件总数不符" in page
    assert 'data-goto="goal-' in page
    assert "河州钢铁" in page


def test_the_review_asks_the_database_as_often_for_a_long_notice(cast, plan, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(plan, "review/")).status_code == 200
        return len(captured)

    few = queries()
    actor = cast.actor("city_officer")
    for number in range(20):
        values = {"program": plan.programs.get(), "text": f"第{number}件事", "duties": {"lead": ["东城区"]}}
        drafting.add_row(plan, PARTS["tasks"], values, actor=actor)
        drafting.add_row(plan, PARTS["steps"], {"program": plan.programs.get(), "text": "开会"}, actor=actor)
    assert queries() <= few


def test_a_row_opens_in_place_and_is_saved_with_what_it_changes_elsewhere(plan, client):
    row = task(plan)
    form = client.get(url(plan, f"rows/tasks/{row.pk}/"), headers=HTMX).content.decode()
    assert "<html" not in form
    assert f'id="row-task-{row.pk}"' in form
    fields = edit_fields(row, program=str(row.program_id), ref="1.", text="改过的任务", lead="东城区")
    saved = submit_htmx(client, url(plan, f"rows/tasks/{row.pk}/"), **fields)
    assert saved.status_code == 200
    page = saved.content.decode()
    assert "改过的任务" in page
    assert 'id="review-findings" hx-swap-oob="true"' in page
    plan.refresh_from_db()
    assert json.loads(saved["HX-Trigger"]) == {"plan-saved": {"version": plan.version}}


def submit_htmx(client, address: str, **fields):
    return client.post(address, {"command_key": str(uuid.uuid4()), **fields}, headers=HTMX)


def test_without_scripts_the_same_form_is_a_page(plan, client):
    row = task(plan)
    page = client.get(url(plan, f"rows/tasks/{row.pk}/")).content.decode()
    assert "<html" in page
    assert 'name="seen"' in page
    fields = edit_fields(row, program=str(row.program_id), text="改过的任务")
    saved = submit(client, url(plan, f"rows/tasks/{row.pk}/"), **fields)
    assert saved.status_code == 302
    assert saved.url == url(plan, "review/?tab=tasks")
    assert task(plan).text == "改过的任务"


def test_a_repeated_click_saves_once(plan, client):
    program = plan.programs.get()
    fields = {"command_key": str(uuid.uuid4()), "program": str(program.pk), "text": "只加一次"}
    for _ in range(2):
        assert client.post(url(plan, "rows/tasks/add/"), fields, headers=HTMX).status_code == 200
    assert PARTS["tasks"].rows(plan).filter(text="只加一次").count() == 1


def test_a_conflict_keeps_what_was_typed_and_shows_what_stands_there_now(cast, plan, client):
    row = task(plan)
    fields = edit_fields(row, program=str(row.program_id), text="我写的")
    drafting.revise_row(
        plan, PARTS["tasks"], row.pk, {"text": "别人写的"}, fields["seen"], actor=cast.actor("city_officer")
    )
    refused = submit_htmx(client, url(plan, f"rows/tasks/{row.pk}/"), **fields)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert refused["HX-Retarget"] == f"#row-task-{row.pk}"
    assert "别人刚改过这一处" in page
    assert "我写的" in page
    assert "别人写的" in page
    assert task(plan).text == "别人写的"
    # Having seen the latest, the clerk may insist.
    fields["seen"] = mark_of(task(plan), PARTS["tasks"].fields)
    assert fields["seen"] in page
    assert submit_htmx(client, url(plan, f"rows/tasks/{row.pk}/"), **fields).status_code == 200
    assert task(plan).text == "我写的"


@pytest.mark.parametrize(
    ("part", "fields", "sentence"),
    [
        ("tasks", {"text": ""}, "请填写任务内容。"),
        (
            "steps",
            {"text": "开会", "starts_on": "2024-05-02", "ends_on": "2024-05-01"},
            "截止日期不能早于开始日期",
        ),
        ("goals", {"indicator_name": "甲", "indicator_unit": "家", "total": "-1"}, "目标值不能是负数"),
        (
            "goals",
            {"indicator_name": "甲", "indicator_unit": "家", "operator": "between", "total": "1"},
            "同时填写下限和上限",
        ),
        ("goals", {"indicator_name": "", "indicator_unit": "家"}, "请填写指标名称。"),
        ("recipients", {"unit": "天外来客"}, "您管理范围内没有“天外来客”"),
        ("recipients", {"unit": "东城区"}, "不能重复添加"),
        ("programs", {"title": ""}, "请填写专案名称。"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_nothing_is_lost(plan, client, part, fields, sentence):
    base = {"program": str(plan.programs.get().pk), "operator": "=", "division": "divided"}
    answer = submit_htmx(client, url(plan, f"rows/{part}/add/"), **{**base, **fields})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_rows_are_deleted_and_moved(plan, client):
    first, second = PARTS["tasks"].rows(plan).order_by("position")
    assert submit_htmx(client, url(plan, f"rows/tasks/{second.pk}/move/"), direction="up").status_code == 200
    assert list(PARTS["tasks"].rows(plan).order_by("position")) == [second, first]
    stale = submit_htmx(client, url(plan, f"rows/tasks/{first.pk}/remove/"), seen="anything")
    assert stale.status_code == 409
    assert "您填写的内容还在" in json.loads(stale["HX-Trigger"])["toast"]["text"]
    gone = submit_htmx(client, url(plan, f"rows/tasks/{first.pk}/remove/"), **edit_fields(first))
    assert gone.status_code == 200
    assert PARTS["tasks"].rows(plan).count() == 1


def test_facts_are_corrected_in_place(plan, client):
    values = {"title": "新标题", "year": "2024", "official_number": "", "issuer_names": "", "addressees": ""}
    fields = {"seen": mark_of(plan, FACTS), "dated_on": "2024-04-10", **values}
    assert submit_htmx(client, url(plan, "facts/"), **fields).status_code == 200
    plan.refresh_from_db()
    assert plan.title == "新标题"
    wrong = submit_htmx(client, url(plan, "facts/"), **{**fields, "seen": mark_of(plan, FACTS), "year": "3"})
    assert wrong.status_code == 422
    assert "年度应在2000至2100之间" in wrong.content.decode()


def test_a_rubric_is_begun_and_filled_by_hand(cast, client):
    plan = drafting.create_plan({"title": "手拟计划", "year": 2024}, actor=cast.actor("city_officer"))
    program = plan.programs.get()
    assert submit_htmx(client, url(plan, f"rubrics/{program.pk}/")).status_code == 200
    group = PARTS["groups"].model.objects.get()
    answer = submit_htmx(
        client, url(plan, f"rows/items/add/?in={group.pk}"), text="有声有色", points="60", kind="regular"
    )
    assert answer.status_code == 200
    assert "评分大项“工作成效”标明100分，细项合计60分。" in answer.content.decode()
    stranger = submit_htmx(client, url(plan, f"rows/groups/add/?in={program.pk + 99}"), name="甲", points="1")
    assert stranger.status_code == 409


def test_a_plan_by_hand_opens_the_same_screen_without_a_source(client):
    made = submit(client, "/plans/new/", title="2024年安全生产专项", year="2024")
    page = client.get(made.url).content.decode()
    assert "已建立草稿" in page
    assert "review--bare" in page
    assert 'class="paper"' not in page


def test_naming_a_unit_in_the_dialog_settles_it(cast, plan, client):
    address = url(plan, "meaning/?written=河州钢铁")
    assert "通知里写的“河州钢铁”是哪个单位" in client.get(address, headers=HTMX).content.decode()
    nobody = submit_htmx(client, address, other="")
    assert (nobody.status_code, "请选择或填写单位。" in nobody.content.decode()) == (200, True)
    done = submit_htmx(client, address, other=cast.union.name)
    assert done["HX-Refresh"] == "true"
    assert plan.recipients.get(position=3).organization == cast.union


def test_a_waiver_by_name_from_the_screen(cast, plan, client):
    found = [one for one in findings_of(plan) if one.code == "gap"]
    query = "&".join(f"key={one.key}" for one in found)
    dialog = client.get(url(plan, f"waive/?{query}"), headers=HTMX).content.decode()
    assert all(one.sentence in dialog for one in found)
    assert cast.users["city_officer"].name in dialog
    posted = {"key": [one.key for one in found], "fingerprint": [one.fingerprint for one in found]}
    short = submit(client, url(plan, f"waive/?{query}"), reason="短", **posted)
    assert (short.status_code, "至少10个字" in short.content.decode()) == (422, True)
    done = submit(client, url(plan, f"waive/?{query}"), reason=REASON, **posted)
    assert done.status_code == 302
    assert Waiver.objects.count() == 2
    assert REASON in client.get(url(plan, "review/?tab=problems")).content.decode()


def test_a_remark_is_taken_note_of(plan, client):
    held = next(one for one in findings_of(plan) if one.code == "held")
    answer = submit_htmx(client, url(plan, "accept/"), key=held.key, fingerprint=held.fingerprint)
    assert answer.status_code == 200
    assert next(one for one in findings_of(plan) if one.code == "held").waiver is not None


def test_everybody_who_has_it_open_learns_who_changed_what(cast, plan, client):
    before = client.get(url(plan, "changes/")).json()
    assert before["version"] == plan.version
    values = {"program": plan.programs.get(), "text": "新任务"}
    drafting.add_row(plan, PARTS["tasks"], values, actor=cast.actor("city_officer"))
    now = cast.client("city_leader").get(url(plan, "changes/")).json()
    name = cast.users["city_officer"].name
    assert now["version"] == before["version"] + 1
    assert now["sentence"] == f"{name}刚新增了任务措施。"
    assert client.get(url(plan, "changes/")).json()["sentence"] == "您刚新增了任务措施。"


def test_a_leader_reads_the_review_and_changes_nothing(cast, plan):
    leader = cast.client("city_leader")
    page = leader.get(url(plan, "review/")).content.decode()
    assert "分解合计与文件总数不符" in page
    assert "新增任务" not in page
    assert leader.get(url(plan, "facts/")).status_code == 403


PAGES = (
    "review/",
    "review/tasks/",
    "changes/",
    "facts/",
    "meaning/?written=甲",
    "rows/tasks/add/",
    "waive/?key=a",
    "fill/1/",
)
ACTS = ("accept/", "register/", "rows/tasks/1/move/", "rows/tasks/1/remove/", "rubrics/1/")


@pytest.mark.parametrize("who", ["district_officer", "neighbour_officer"])
def test_strangers_find_nothing_here(cast, plan, who):
    stranger = cast.client(who)
    for page in PAGES:
        answer = stranger.get(url(plan, page))
        assert answer.status_code == 404, page
        assert CANARY not in answer.content.decode() or who == "neighbour_officer"
    for act in (*PAGES[3:], *ACTS):
        assert submit(stranger, url(plan, act)).status_code == 404, act


def test_another_plans_row_is_not_reached_through_ones_own(cast, plan, client):
    other = drafting.create_plan({"title": "另一份", "year": 2024}, actor=cast.actor("city_officer"))
    row = task(plan)
    assert client.get(url(other, f"rows/tasks/{row.pk}/")).status_code == 404
    refused = submit_htmx(client, url(other, f"rows/tasks/{row.pk}/remove/"), **edit_fields(row))
    assert refused.status_code == 409
    assert client.get(url(plan, "rows/secrets/add/")).status_code == 404
    assert client.get(url(plan, "review/nothing/")).status_code == 404
