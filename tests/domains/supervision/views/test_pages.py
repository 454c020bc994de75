"""Screens of supervision: from a plan to a closed finding, and a neighbour at the door."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx
from PIL import Image

from jiangong.domains.supervision.choices import VisitState
from jiangong.domains.supervision.models import Draw, Finding, InspectionPlan, Visit
from jiangong.kit.attachments.queries import attachments_of
from tests.factories.editions import make_issued
from tests.factories.people import make_person
from tests.factories.supervision import (
    SEED,
    actor_of,
    begun,
    late,
    make_done,
    make_draw,
    make_drawn,
    make_finding,
    make_inspection_plan,
    make_visit,
)
from tests.support.posting import submit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def desk(cast):
    return cast.client("city_officer")


@pytest.fixture
def going(cast, inspector):
    cast.users["inspector"] = inspector
    return cast.client("inspector")


def at(name: str, *keys: int) -> str:
    return reverse(f"supervision:{name}", args=keys)


def text(client, address: str, **asked) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()


def typed(**changes) -> dict[str, str]:
    return {
        "title": "四季度督导",
        "year": str(TODAY.year),
        "purpose": "核实数据",
        "basis": "会议纪要",
        "starts_on": f"{TODAY.year}-01-01",
        "ends_on": f"{TODAY.year}-12-31",
        "own_items": "协议是否签字",
        "pool": "cross",
        "unit_count": "1",
        "team_size": "1",
        "most_visits": "2",
        "weight_never": "4",
        "weight_long": "2",
        "long_months": "24",
        "avoid_years": "3",
        **changes,
    }


def test_a_plan_is_drawn_up_started_announced_and_drawn(cast, desk):
    assert submit(desk, at("create"), **typed()).status_code == 302
    plan = InspectionPlan.objects.ungated("test").get()
    assert plan.organization == cast.federation
    submit(desk, at("start", plan.pk))
    page = text(desk, at("detail", plan.pk))
    assert "2家单位可以抽取，抽1家" in page
    assert "权重4，从未检查" in page
    seed = {"seed_kind": "sealed", "seed_source": "监督人员封存", "seed_on": TODAY.isoformat()}
    short = submit(desk, at("announce", plan.pk), **seed, secret="太短")
    assert short.status_code == 422
    assert "至少12个字符" in short.content.decode()
    answer = submit(desk, at("announce", plan.pk), **seed, secret=SEED)
    draw = Draw.objects.ungated("test").get()
    assert answer["Location"] == draw.get_absolute_url()
    page = text(desk, at("detail", plan.pk))
    assert (at("draw_draw", draw.pk) in page, at("close", plan.pk) in page) == (True, False)
    submit(desk, at("close", plan.pk))
    assert "还没有安排检查，不用结束" in text(desk, at("detail", plan.pk))
    assert InspectionPlan.objects.ungated("test").get().is_running
    assert draw.seed_digest in text(desk, draw.get_absolute_url())
    wrong = submit(desk, at("draw_draw", draw.pk), seed="别的文字", version="0")
    assert "与公布的摘要不符" in wrong.content.decode()
    submit(desk, at("draw_draw", draw.pk), seed=SEED, version="0")
    page = text(desk, draw.get_absolute_url())
    assert "抽取结果" in page
    assert SEED in page
    assert Visit.objects.ungated("test").get().draw == draw


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"own_items": ""}, "检查表由它们生成"),
        ({"ends_on": f"{TODAY.year - 1}-12-31"}, "检查结束不能早于检查开始"),
        ({"ends_on": f"{TODAY.year + 1}-01-31"}, "跨年的请分开拟定"),
        ({"unit_count": "0"}, "至少填1"),
        ({"document": "没有的文号"}, "文件登记簿里没有"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_at_its_field(cast, desk, changes, said):
    answer = submit(desk, at("create"), **typed(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not InspectionPlan.objects.ungated("test").exists()


def test_a_plan_with_a_draw_is_not_revised(city, desk):
    plan = make_draw(city).plan
    answer = submit(desk, at("edit", plan.pk), **typed(), version="1")
    assert "已经公布名单或安排检查" in answer.content.decode()


def test_all_that_is_wrong_with_a_seed_is_told_at_once(city, desk):
    plan = make_inspection_plan(city)
    said = {"seed_kind": "sealed", "seed_source": "封存", "seed_on": "2020-01-01", "secret": "短"}
    answer = submit(desk, at("announce", plan.pk), **said).content.decode()
    assert all(words in answer for words in ("种子产生日期不能早于今天", "种子文字至少12个字符"))
    assert "选择（共" in answer  # the long pool of inspectors is folded
    assert not Draw.objects.ungated("test").exists()


def test_a_second_draw_asks_why_and_shows_both(city, desk):
    draw = make_drawn(city)
    assert "重抽理由" in text(desk, at("announce", draw.plan.pk))
    facts = {
        "seed_kind": "sealed",
        "seed_source": "封存",
        "seed_on": TODAY.isoformat(),
        "secret": f"{SEED}二",
    }
    assert "重抽须写明理由" in submit(desk, at("announce", draw.plan.pk), **facts).content.decode()
    submit(desk, at("announce", draw.plan.pk), **facts, reason="漏了一家")
    page = text(desk, at("detail", draw.plan.pk))
    assert "第1次抽取" in page
    assert "第2次抽取" in page
    assert "已作废重抽" in text(desk, draw.get_absolute_url())


def test_the_record_of_a_draw_is_printed_with_all_it_takes_and_room_to_sign(city, desk):
    draw = make_drawn(city)
    answer = desk.get(at("draw_print", draw.pk), {"as": "docx"})
    document = Docx(io.BytesIO(answer.content))
    paragraphs = "\n".join(one.text for one in document.paragraphs)
    for part in (draw.inputs_digest, draw.seed_digest, SEED, "SHA-256", "主席办公会纪要第9号"):
        assert part in paragraphs
    drawn, units, signing = document.tables
    assert [cell.text for cell in drawn.rows[1].cells][1] == draw.unit_names[draw.result["teams"][0]["unit"]]
    assert [cell.text for cell in units.rows[1].cells][2:4] == ["4", "从未检查"]
    assert [cell.text for cell in signing.rows[0].cells] == [
        "抽取人（签字）",
        "监督人（签字）",
        "记录人（签字）",
    ]
    pdf = desk.get(at("draw_print", draw.pk), {"as": "pdf"})
    assert pdf.content.startswith(b"%PDF")


def test_a_unit_sees_a_visit_once_it_has_begun(cast, city, inspector):
    visit = make_visit(city, cast.district, inspector)
    unit, stranger = cast.client("district_officer"), cast.client("neighbour_officer")
    assert unit.get(visit.get_absolute_url()).status_code == 404
    begun(visit, actor_of(inspector))
    assert unit.get(visit.get_absolute_url()).status_code == 200
    assert stranger.get(visit.get_absolute_url()).status_code == 404
    told = make_visit(city, cast.neighbour, inspector, make_inspection_plan(city, is_announced=True))
    assert stranger.get(told.get_absolute_url()).status_code == 200


def test_an_inspector_of_another_district_sees_what_they_were_drawn_for(cast, city):
    visit = make_visit(city, cast.district, cast.users["neighbour_officer"])
    client = cast.client("neighbour_officer")
    page = text(client, visit.get_absolute_url())
    assert "开始检查" in page
    assert visit.plan.get_absolute_url() not in page
    assert client.get(visit.plan.get_absolute_url()).status_code == 404


def photo() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    picture = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (34.0, 45.0, 0.0)}
    picture.save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile("现场.jpg", drawn.getvalue(), "image/jpeg")


def test_a_sheet_is_filled_in_on_the_spot_with_a_photo_that_tells_no_place(cast, city, inspector, going):
    counted = make_issued(city, [cast.district], year=TODAY.year)
    visit = make_visit(city, cast.district, inspector, make_inspection_plan(city, plan=counted))
    answer = submit(going, at("visit_start", visit.pk))
    address = at("visit_submit", visit.pk)
    assert answer["Location"] == address
    page = going.get(address)
    assert page.headers["X-Offline"] == "keep"
    [first, second], [figure] = visit.lines.all(), visit.figures.all()
    assert first.text in page.content.decode()
    said = {
        "visited_on": TODAY.isoformat(),
        f"verdict-{first.pk}": "fails",
        f"verdict-{second.pk}": "conforms",
        f"verified-{figure.pk}": "3",
        "further": "档案混放\n\n门锁坏",
        "version": "1",
    }
    wrong = submit(going, address, **said).content.decode()
    for part in (
        "第1项不符合，请写明问题",
        f"上报0{figure.indicator.unit}，与核实数不同，请说明差异",
        "发现了问题，请填写整改期限",
    ):
        assert part in wrong
    said |= {
        f"remark-{first.pk}": "缺两份",
        f"explanation-{figure.pk}": "漏报",
        "due_on": (TODAY + timedelta(days=9)).isoformat(),
        "photos": photo(),
    }
    assert submit(going, address, **said)["Location"] == visit.get_absolute_url()
    visit.refresh_from_db()
    assert (visit.state, visit.finding_count) == (VisitState.DONE, 3)
    page = text(going, visit.get_absolute_url())
    for part in ("缺两份", "漏报", "档案混放", "已去除拍摄信息"):
        assert part in page
    assert attachments_of(visit).get().cleaned


def test_the_queue_hears_in_one_sentence_that_the_sheet_is_shut(cast, city, inspector, going):
    visit = make_done(city, cast.district, inspector)
    headers = {"X-Offline": "queue", "X-Offline-User": str(inspector.pk)}
    answer = going.post(
        at("visit_submit", visit.pk),
        {"command_key": "0b6f7e8e-3f0f-4a53-9a0c-1d2e3f4a5b6c", "visited_on": TODAY.isoformat()},
        headers=headers,
    )
    assert answer.status_code == 409
    assert "现在是“已检查”" in answer.json()["sentence"]


def test_an_answer_that_was_lost_is_given_again_to_the_queue(cast, city, inspector, going):
    visit = begun(make_visit(city, cast.district, inspector), actor_of(inspector))
    said = {f"verdict-{line.pk}": "conforms" for line in visit.lines.all()}
    said |= {
        "visited_on": TODAY.isoformat(),
        "version": "1",
        "command_key": "0b6f7e8e-3f0f-4a53-9a0c-1d2e3f4a5b6c",
    }
    headers = {"X-Offline": "queue", "X-Offline-User": str(inspector.pk)}
    answers = [going.post(at("visit_submit", visit.pk), said, headers=headers) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == {"location": visit.get_absolute_url()}


def test_overlaps_are_suggested_and_merged_with_one_click(cast, city, desk, inspector):
    first = make_visit(city, cast.district, inspector)
    second = make_visit(city, cast.district, inspector, make_inspection_plan(city, title="另一项督导"))
    page = text(desk, second.get_absolute_url())
    assert "可以合并" in page
    assert "并入四季度督导" in text(desk, second.plan.get_absolute_url())
    submit(desk, f"{at('visit_merge', second.pk)}?into={first.pk}")
    assert "已并入" in text(desk, second.get_absolute_url())


def test_the_cap_is_waived_by_a_leader_from_the_page(cast, city, desk, inspector):
    make_done(city, cast.district, inspector)
    held = Visit(
        organization=cast.district,
        plan=make_inspection_plan(city, most_visits=1),
        year=TODAY.year,
        appointed_for="举报",
    )
    held.save(force_insert=True)
    assert "达到每年1次的上限" in text(desk, held.get_absolute_url())
    leader = cast.client("city_leader")
    assert "批准超次检查" in text(leader, held.get_absolute_url())
    submit(leader, at("visit_waive", held.pk), reason="须核实举报")
    assert "须核实举报" in text(desk, held.get_absolute_url())


def test_appointing_scheduling_changing_and_cancelling(cast, city, desk, inspector):
    plan = make_inspection_plan(city)
    facts = {"unit": str(cast.district.pk), "reason": "群众反映"}
    assert "请至少选择一名督导员" in submit(desk, at("appoint", plan.pk), **facts).content.decode()
    own = cast.users["district_officer"]
    refused = submit(desk, at("appoint", plan.pk), **facts, inspectors=[str(own.pk)])
    assert "须回避" in refused.content.decode()
    submit(desk, at("appoint", plan.pk), **facts, inspectors=[str(inspector.pk)])
    visit = Visit.objects.ungated("test").get()
    submit(desk, at("visit_schedule", visit.pk), planned_on=TODAY.isoformat(), version="0")
    other = cast.users["city_officer"]
    submit(desk, at("visit_reassign", visit.pk), inspectors=[str(other.pk)], reason="生病", version="1")
    visit.refresh_from_db()
    assert (visit.planned_on, visit.inspectors.get().user) == (TODAY, other)
    submit(desk, at("visit_cancel", visit.pk), reason="改期")
    assert "已取消：" in text(desk, visit.get_absolute_url())


def test_from_finding_to_closed_from_the_pages(cast, city, inspector, going, rechecker):
    finding = make_finding(city, cast.district, inspector)
    make_person("李强", cast.district)
    unit, desk = cast.client("district_officer"), cast.client("city_officer")
    page = text(unit, finding.get_absolute_url())
    assert "还没有落实责任人和整改措施" in page
    assert ("责任单位" in page, "复查意见" in page) == (True, False)
    submit(unit, at("finding_arrange", finding.pk), measure="补签", responsible="李强", version="0")
    wrong = submit(
        unit,
        at("finding_answer", finding.pk),
        measure="补签",
        responsible="王五",
        answer="补好了",
        version="1",
    )
    assert "王五" in wrong.content.decode()
    said = {"measure": "补签", "responsible": "李强", "answer": "已补签", "answered_on": TODAY.isoformat()}
    submit(unit, at("finding_answer", finding.pk), **said, version="1")
    assert "问题是您登记的，请由另一人复查" in text(going, finding.get_absolute_url())
    page = text(unit, finding.get_absolute_url())
    assert at("finding_close", finding.pk) not in page
    upload = reverse("attachments:upload", args=["supervision.finding", finding.pk, "proof"])
    assert upload in page
    assert upload not in text(going, finding.get_absolute_url())
    due = (TODAY + timedelta(days=5)).isoformat()
    submit(desk, at("finding_send_back", finding.pk), opinion="还差一份", due_on=due, version="2")
    assert "没有整改到位：" in text(unit, finding.get_absolute_url())
    submit(unit, at("finding_answer", finding.pk), **said, version="3")
    submit(desk, at("finding_close", finding.pk), opinion="属实", version="4")
    finding.refresh_from_db()
    assert (finding.state, finding.rechecked_by) == ("closed", city.user)
    assert "已销号" in text(unit, finding.get_absolute_url())


def test_late_findings_are_told_on_the_list_and_the_page(cast, city, desk, inspector):
    finding = late(make_finding(city, cast.district, inspector), 4)
    assert "逾期4天" in text(desk, at("finding_list"), view="late")
    page, own = (
        text(desk, finding.get_absolute_url()),
        text(cast.client("district_officer"), finding.get_absolute_url()),
    )
    assert "整改已逾期4天" in page
    assert ("代为答复" in page, "答复整改" in page.split("经过")[0]) == (True, False)
    assert ("代为答复" in own, "答复整改" in own) == (False, True)
    submit(
        desk,
        at("finding_postpone", finding.pk),
        due_on=f"{TODAY.year + 1}-01-31",
        reason="材料在途",
        version="0",
    )
    assert "逾期" not in text(desk, finding.get_absolute_url()).split("经过")[0]


def test_further_findings_corrections_and_voiding(cast, city, inspector, going, desk):
    counted = make_issued(city, [cast.district], year=TODAY.year)
    visit = begun(
        make_visit(city, cast.district, inspector, make_inspection_plan(city, plan=counted)),
        actor_of(inspector),
    )
    figure = visit.figures.get()
    said = {f"verdict-{line.pk}": "conforms" for line in visit.lines.all()}
    submit(going, at("visit_submit", visit.pk), **said, visited_on=TODAY.isoformat(), version="1")
    submit(going, at("figure_correct", visit.pk, figure.pk), verified="2", explanation="漏报两家")
    figure.refresh_from_db()
    assert (figure.verified, figure.reported) == (Decimal(2), Decimal(0))
    assert going.get(at("figure_correct", visit.pk, 999_999)).status_code == 404
    due = (TODAY + timedelta(days=5)).isoformat()
    submit(desk, at("finding_create", visit.pk), text="档案混放", due_on=due)
    finding = Finding.objects.ungated("test").get()
    submit(desk, at("finding_void", finding.pk), reason="登记有误")
    finding.refresh_from_db()
    assert finding.state == "void"
    document = Docx(io.BytesIO(desk.get(at("visit_print", visit.pk)).content))
    assert any("没有发现问题" in one.text for one in document.paragraphs)


def test_a_neighbour_gets_404(cast, city, inspector):
    finding = make_finding(city, cast.district, inspector)
    draw = make_drawn(city)
    client = cast.client("neighbour_officer")
    for one in (finding, finding.visit, finding.visit.plan, draw):
        assert client.get(one.get_absolute_url()).status_code == 404
    assert submit(client, at("finding_answer", finding.pk), answer="乱写").status_code == 404


def test_lists_are_exported_and_printed(cast, city, desk, inspector):
    make_finding(city, cast.district, inspector)
    for name, word in (("list", "四季度督导"), ("visit_list", "东城区"), ("finding_list", "缺签字")):
        assert word in desk.get(at(name), {"export": "csv"}).content.decode("utf-8-sig")
        assert desk.get(at(name), {"export": "print_docx"}).status_code == 200


def test_the_card_of_a_unit_tells_its_inspections(cast, city, desk, inspector):
    make_finding(city, cast.district, inspector)
    page = text(desk, cast.district.get_absolute_url())
    assert "还有1个问题没有销号" in page


def test_a_plan_is_closed_and_another_voided(cast, city, desk, inspector):
    plan, other = make_done(city, cast.district, inspector).plan, make_inspection_plan(city, title="另一项")
    submit(desk, at("close", plan.pk))
    submit(desk, at("void", other.pk), reason="不查了")
    assert "已结束" in text(desk, plan.get_absolute_url())
    assert "已作废：" in text(desk, other.get_absolute_url())
