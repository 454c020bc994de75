"""Pages of a plan's course: what each reader is offered, and what nobody else sees."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.plans.choices import DeliveryState, DutyRole, PlanState
from jiangong.domains.plans.models import Delivery, Duty, Plan, Receipt, Task
from tests.cast import CANARY
from tests.factories.plans import make_plan


def post(client, path: str, **fields):
    return client.post(path, {"command_key": str(uuid.uuid4()), **fields})


def now(plan: Plan) -> Plan:
    return Plan.objects.ungated("as it is now").get(pk=plan.pk)


PARTS = (
    "",
    "?part=tasks",
    "?part=steps",
    "?part=steps&as=table",
    "?part=materials",
    "?part=receipts",
    "?part=approval",
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["city_officer", "city_leader", "district_officer"])
def test_every_part_opens_for_maker_leader_and_unit(cast, issued, part, name):
    assert cast.client(name).get(f"/plans/{issued.pk}/{part}").status_code == 200


@pytest.mark.parametrize("part", [*PARTS, "sheet/", "receipts/"])
def test_a_unit_never_reads_of_its_neighbour(cast, issued, part):
    assert CANARY not in cast.client("district_officer").get(f"/plans/{issued.pk}/{part}").content.decode()


def test_an_empty_list_teaches_how_to_begin(cast):
    page = cast.client("city_officer").get("/plans/").content.decode()
    assert "还没有计划" in page
    assert "/plans/readings/new/" in page
    assert "手工拟订" in page


def test_the_list_counts_signatures_and_exports_them(cast, issued):
    post(cast.client("district_officer"), f"/plans/{issued.pk}/sign/")
    client = cast.client("city_officer")
    assert "1/2" in client.get("/plans/").content.decode()
    assert "1/2" in client.get("/plans/?export=csv").content.decode("utf-8-sig")


def test_the_list_takes_as_many_queries_for_many_plans(cast, issued, django_assert_max_num_queries):
    for number in range(5):
        make_plan(cast.actor("city_officer"), [cast.district], title=f"计划{number}")
    client = cast.client("city_officer")
    with django_assert_max_num_queries(40):
        assert client.get("/plans/").content.decode().count("计划") > 5


def test_a_unit_signs_from_its_sheet_once_whatever_it_presses(cast, issued):
    client = cast.client("district_officer")
    page = client.get(f"/plans/{issued.pk}/sheet/").content.decode()
    assert "东城区任务书" in page
    key = re.search(r'action="/plans/\d+/sign/".*?name="command_key" value="([^"]+)"', page, re.DOTALL)[1]
    for _ in range(2):
        answer = client.post(f"/plans/{issued.pk}/sign/", {"command_key": key})
        assert answer.url == f"/plans/{issued.pk}/sheet/"
    assert Receipt.objects.ungated("all").count() == 1
    assert "已签收" in client.get(f"/plans/{issued.pk}/sheet/").content.decode()


def test_a_sheet_of_another_unit_is_not_there(cast, issued):
    other = issued.recipients.get(organization=cast.neighbour)
    client = cast.client("district_officer")
    assert client.get(f"/plans/{issued.pk}/sheet/?unit={other.pk}").status_code == 404
    assert cast.client("city_officer").get(f"/plans/{issued.pk}/sheet/?unit={other.pk}").status_code == 200


def test_who_is_missing_stands_in_the_reminder(cast, issued):
    post(cast.client("district_officer"), f"/plans/{issued.pk}/sign/")
    page = cast.client("city_officer").get(f"/plans/{issued.pk}/receipts/").content.decode()
    reminder = re.search(r'id="reminder"[^>]*>([^<]+)<', page)[1]
    assert "还有1家没有签收" in reminder
    assert CANARY in reminder
    assert "东城区" not in reminder


def test_the_level_above_signs_for_a_unit_with_a_scan(cast, issued):
    unit = issued.recipients.get(organization=cast.district)
    scan = SimpleUploadedFile("回执.txt", "已收到".encode())
    answer = post(
        cast.client("city_officer"),
        f"/plans/{issued.pk}/sign-for/",
        recipient=unit.pk,
        channel="paper",
        received_on=timezone.localdate(issued.issued_at).isoformat(),
        files=scan,
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = cast.client("city_officer").get(f"/plans/{issued.pk}/receipts/").content.decode()
    assert "代签收" in page
    assert "确认代签收" in cast.client("district_officer").get(f"/plans/{issued.pk}/sheet/").content.decode()


def test_a_plan_goes_its_way_through_the_buttons(cast, draft, reviewer):
    clerk, second, leader = (cast.client(name) for name in ("city_officer", "reviewer", "city_leader"))
    post(clerk, f"/plans/{draft.pk}/submit/")
    post(second, f"/plans/{draft.pk}/endorse/")
    assert "签发下发" in leader.get(f"/plans/{draft.pk}/").content.decode()
    post(leader, f"/plans/{draft.pk}/issue/")
    assert now(draft).state == PlanState.ISSUED
    post(clerk, f"/plans/{draft.pk}/close/")
    assert now(draft).state == PlanState.CLOSED


def test_a_district_divides_further_from_its_sheet(cast, issued):
    client = cast.client("district_officer")
    assert "继续分解" in client.get(f"/plans/{issued.pk}/sheet/").content.decode()
    answer = post(client, f"/plans/{issued.pk}/divide/", level="direct")
    child = Plan.objects.ungated("the new one").get(parent=issued)
    assert answer.url == f"/plans/{child.pk}/grid/"
    page = client.get(f"/plans/{child.pk}/").content.decode()
    assert "比目标5家少5家" in page
    assert "送核稿" not in page


def test_partner_departments_are_asked_and_answer(cast, draft, reviewer):
    clerk = cast.client("city_officer")
    post(clerk, f"/plans/{draft.pk}/cosigners/", departments=cast.partner.pk)
    post(clerk, f"/plans/{draft.pk}/submit/")
    post(cast.client("reviewer"), f"/plans/{draft.pk}/send-to-cosign/")
    partner = cast.client("partner_officer")
    assert "会签" in partner.get("/").content.decode()
    refused = post(partner, f"/plans/{draft.pk}/cosign/", state="objected", opinion="")
    assert "请写明意见" in refused.content.decode()
    assert post(partner, f"/plans/{draft.pk}/cosign/", state="agreed").status_code == 302
    post(clerk, f"/plans/{draft.pk}/finish-cosigning/")
    assert now(draft).state == PlanState.SIGNING


def test_a_part_is_marked_done_from_my_tasks(cast, draft, endorsed):
    task = Task.objects.create(program=draft.programs.get(), position=1, text="联合发文")
    duty = Duty.objects.create(task=task, role=DutyRole.JOINT, organization=cast.partner)
    post(cast.client("city_leader"), f"/plans/{draft.pk}/issue/")
    partner = cast.client("partner_officer")
    assert "联合发文" in partner.get("/plans/mine/").content.decode()
    path = f"/plans/{draft.pk}/duties/{duty.pk}"
    assert post(partner, f"{path}/complete/", note="已联合发文。").status_code == 302
    assert Duty.objects.get(pk=duty.pk).note == "已联合发文。"
    post(partner, f"{path}/reopen/")
    assert Duty.objects.get(pk=duty.pk).done_at is None
    assert cast.client("district_officer").get(f"{path}/complete/").status_code == 403
    assert partner.get(f"/plans/{draft.pk}/duties/999999/complete/").status_code == 404


def test_a_step_is_marked_done(cast, issued):
    step = issued.programs.get().steps.get()
    client, path = cast.client("city_officer"), f"/plans/{issued.pk}/steps/{step.pk}"
    assert (
        post(
            client, f"{path}/complete/", done_on=timezone.localdate(issued.issued_at).isoformat()
        ).status_code
        == 302
    )
    step.refresh_from_db()
    assert step.done_on == timezone.localdate(issued.issued_at)
    post(client, f"{path}/reopen/")
    step.refresh_from_db()
    assert step.done_on is None


def test_material_is_handed_in_and_received(cast, issued):
    delivery = Delivery.objects.ungated("the district's").get(organization=cast.district)
    unit, clerk = cast.client("district_officer"), cast.client("city_officer")
    paper = SimpleUploadedFile("方案.txt", "实施方案".encode())
    answer = post(unit, f"/plans/deliveries/{delivery.pk}/hand-in/", files=paper, note="请审阅")
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert "确认报送材料" in clerk.get("/").content.decode()
    post(clerk, f"/plans/deliveries/{delivery.pk}/send-back/", reason="请盖章")
    assert "重新报送" in unit.get("/").content.decode()
    post(unit, f"/plans/deliveries/{delivery.pk}/hand-in/")
    post(clerk, f"/plans/deliveries/{delivery.pk}/receive/")
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.RECEIVED


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_notice_tables_and_sheet_are_printed(cast, issued, kind):
    clerk = cast.client("city_officer")
    for path in ("print/", "allocation-print/"):
        assert clerk.get(f"/plans/{issued.pk}/{path}?as={kind}").status_code == 200
    answer = cast.client("district_officer").get(f"/plans/{issued.pk}/sheet/print/?as={kind}")
    assert answer.status_code == 200
    assert len(answer.content) > 1000


def test_a_unit_does_not_print_everybodys_figures(cast, issued):
    client = cast.client("district_officer")
    for path in ("print/", "allocation-print/"):
        assert client.get(f"/plans/{issued.pk}/{path}").status_code == 403


def test_to_dos_are_for_whose_turn_it_is(cast, issued, reviewer):
    assert "签收任务书" in cast.client("district_officer").get("/").content.decode()
    post(cast.client("district_officer"), f"/plans/{issued.pk}/sign/")
    assert "签收任务书" not in cast.client("district_officer").get("/").content.decode()


def test_plans_are_found_by_title_and_programme(cast, issued):
    client = cast.client("district_officer")
    for words in ("全市重点工作", "建功行动"):
        assert "全市重点工作计划" in client.get(f"/search/?q={words}").content.decode()
    assert (
        "全市重点工作计划" not in cast.client("union_officer").get("/search/?q=全市重点工作").content.decode()
    )
