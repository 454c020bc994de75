"""Screens: what an officer does, what a party signs, what a stranger does not find."""

import io
import uuid
from datetime import timedelta

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document as Docx

from jiangong.domains.mentorship import actions
from jiangong.domains.mentorship.choices import AgreementState
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.printing import agreement_document
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Paragraph
from tests.cast import CANARY
from tests.factories.mentorship import (
    PDF,
    days_ago,
    make_agreement,
    make_apprentice,
    make_master,
    make_submitted,
    make_valid,
)
from tests.factories.people import make_id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return cast.client("union_officer")


def send(client, path, **fields):
    return client.post(path, {"command_key": str(uuid.uuid4()), **fields})


def typed(cast, **fields):
    today = timezone.localdate()
    return {
        "organization": cast.union.name,
        "master": "周师傅",
        "apprentice": "吴徒弟",
        "occupation": "车工",
        "to_grade": "intermediate",
        "skills": "数控车床编程",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=365)).isoformat(),
        **fields,
    }


def stored() -> list[Agreement]:
    return list(Agreement.objects.ungated("test").order_by("pk"))


def test_an_agreement_is_drafted_from_two_names(cast, client):
    master, apprentice = make_master(cast.union), make_apprentice(cast.union)
    answer = send(client, "/mentorship/new/", **typed(cast))
    (one,) = stored()
    assert answer.headers["Location"] == f"/mentorship/{one.pk}/"
    assert (one.master, one.apprentice, one.organization) == (master, apprentice, cast.union)
    assert (one.master_grade, one.from_grade) == ("technician", "junior")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"master": "没这人"}, "您管理范围内没有登记“没这人”"),
        ({"apprentice": "周师傅"}, "师傅和徒弟不能是同一个人"),
        ({"master_grade": "junior"}, "师傅的技能等级（初级工）应高于徒弟（初级工）"),
        ({"to_grade": "apprentice"}, "培养目标应高于徒弟现有等级（初级工）"),
        ({"ends_on": "2020-01-01"}, "期限结束应晚于期限开始"),
        ({"ends_on": "2099-01-01"}, "期限超过5年"),
        ({"skills": " "}, "请写明传授的技能"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(cast, client, fields, said):
    make_master(cast.union)
    make_apprentice(cast.union)
    answer = send(client, "/mentorship/new/", **typed(cast, **fields))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert stored() == []


def test_a_twin_is_named_and_linked(cast, client, officer):
    twin = make_submitted(officer, starts_on=timezone.localdate())
    answer = send(client, "/mentorship/new/", **typed(cast))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"（{twin.number}，待签）" in page
    assert f'href="/mentorship/{twin.pk}/"' in page


def test_somebody_of_another_unit_is_found_by_name_and_number_only(cast, client):
    number = make_id_number()
    master = make_master(cast.neighbour_union, id_number=number)
    make_apprentice(cast.union)
    alone = send(client, "/mentorship/new/", **typed(cast))
    assert (alone.status_code, CANARY in alone.content.decode()) == (422, False)
    wrong = send(client, "/mentorship/new/", **typed(cast, master=f"周师父，{number}"))
    assert "没有找到姓名和号码都相符的人员" in wrong.content.decode()
    send(client, "/mentorship/new/", **typed(cast, master=f"周师傅，{number}"))
    assert stored()[0].master == master


def test_a_draft_is_revised_without_looking_its_people_up_again(cast, client, officer):
    number = make_id_number()
    agreement = make_agreement(officer, master=make_master(cast.neighbour_union, id_number=number))
    page = client.get(f"/mentorship/{agreement.pk}/edit/").content.decode()
    assert f'value="周师傅（{cast.neighbour_union.name}）"' in page
    fields = typed(cast, master=f"周师傅（{cast.neighbour_union.name}）", occupation="铣工")
    answer = send(client, f"/mentorship/{agreement.pk}/edit/", version=agreement.version, **fields)
    assert answer.status_code == 302
    agreement.refresh_from_db()
    assert (agreement.occupation, agreement.version) == ("铣工", 1)


def test_the_way_from_draft_to_graduation_by_paper(cast, client, officer):
    agreement = make_agreement(officer, starts_on=days_ago(300))
    path = f"/mentorship/{agreement.pk}/"
    assert send(client, f"{path}submit/").status_code == 302
    scan = SimpleUploadedFile("签字页.pdf", PDF)
    day = days_ago(300).isoformat()
    version = stored()[0].version
    send(
        client,
        f"{path}paper/",
        version=version,
        master_signed_on=day,
        apprentice_signed_on=day,
        scan=scan,
    )
    page = client.get(path).content.decode()
    assert "纸质签字" in page
    assert "期限已过半，还没有中期检查" in page
    fields = {
        "held_on": days_ago(100).isoformat(),
        "result": "good",
        "assessor": "赵主任",
        "text": "进步快。",
    }
    send(client, f"{path}midterm/", version=stored()[0].version, **fields)
    send(client, f"{path}note/", held_on=days_ago(90).isoformat(), text="练习对刀。", version=1)
    fields |= {"result": "passed", "grade_reached": "intermediate", "score": "91.5"}
    send(client, f"{path}graduate/", version=stored()[0].version, **fields)
    (one,) = stored()
    assert (one.state, one.midterm_on, one.grade_reached) == (
        AgreementState.PASSED,
        days_ago(100),
        "intermediate",
    )
    page = client.get(path).content.decode()
    assert "出师考核：合格" in page
    assert "成绩91.5分　达到中级工" in page
    assert "练习对刀。" in page


def test_extending_and_terminating_have_their_pages(client, officer):
    agreement = make_valid(officer)
    path, later = f"/mentorship/{agreement.pk}/", agreement.ends_on + timedelta(days=30)
    send(client, f"{path}extend/", version=agreement.version, ends_on=later.isoformat(), reason="学习中断。")
    agreement.refresh_from_db()
    assert agreement.ends_on == later
    fields = {"terminated_on": days_ago(1).isoformat(), "reason": "徒弟离职。"}
    send(client, f"{path}terminate/", version=agreement.version, **fields)
    page = client.get(path).content.decode()
    assert "终止原因：" in page
    assert "徒弟离职。" in page
    assert client.get(f"{path}extend/").status_code == 403


def test_the_list_tells_what_is_due_and_exports_what_it_shows(cast, client, officer):
    due = make_valid(officer, starts_on=days_ago(300))
    ending = make_valid(
        officer,
        master=due.master,
        apprentice=make_apprentice(cast.union, "孙徒弟"),
        ends_on=timezone.localdate() + timedelta(days=9),
    )
    assert "还有9天到期" in client.get("/mentorship/?view=ending").content.decode()
    page = client.get("/mentorship/?view=midterm").content.decode()
    assert due.number in page
    assert ending.number in page
    found = client.get("/mentorship/?q=孙徒").content.decode()
    assert ending.number in found
    assert due.number not in found
    answer = client.get("/mentorship/?q=孙徒&export=csv")
    text = answer.content.decode("utf-8-sig")
    assert "孙徒弟" in text
    assert "吴徒弟" not in text


def test_a_party_reads_signs_and_prints_their_own(cast, officer):
    master = make_master(cast.union, user=cast.users["worker"])
    agreement = make_submitted(officer, master=master)
    other = make_submitted(
        officer, master=make_master(cast.union, "郑师傅"), apprentice=make_apprentice(cast.union, "冯徒弟")
    )
    worker = cast.client("worker")
    assert worker.get(f"/mentorship/{agreement.pk}/").status_code == 403
    assert worker.get(f"/mentorship/mine/{other.pk}/").status_code == 404
    assert agreement.number in worker.get("/mentorship/mine/").content.decode()
    path = f"/mentorship/mine/{agreement.pk}/"
    assert f'href="{path}sign/"' in worker.get(path).content.decode()
    unread = send(worker, f"{path}sign/", contents=agreement.contents, version=agreement.version)
    assert "请先阅读协议，勾选同意后再签署" in unread.content.decode()
    fields = {"contents": agreement.contents, "agreed": "on", "version": agreement.version}
    assert send(worker, f"{path}sign/", **fields).headers["Location"] == path
    agreement.refresh_from_db()
    assert (agreement.master_signed_on, agreement.master_channel) == (timezone.localdate(), "screen")
    assert worker.get(f"{path}print/").status_code == 200
    assert worker.get(f"{path}sign/").status_code == 403


def test_a_draft_is_nothing_to_its_parties_yet(cast, officer):
    master = make_master(cast.union, user=cast.users["worker"])
    draft = make_agreement(officer, master=master)
    assert cast.client("worker").get(f"/mentorship/mine/{draft.pk}/").status_code == 404


def test_strangers_find_nothing(cast, officer):
    agreement = make_valid(officer)
    for who in ("neighbour_officer", "outsider", "partner_officer"):
        for step in ("", "edit/", "print/", "extend/"):
            answer = cast.client(who).get(f"/mentorship/{agreement.pk}/{step}")
            assert answer.status_code in {403, 404}, f"{who} {step}"
    assert cast.client("neighbour_officer").get(f"/mentorship/{agreement.pk}/").status_code == 404


def test_people_out_of_reach_are_named_but_not_linked(cast, client, officer):
    agreement = make_valid(officer, master=make_master(cast.neighbour_union))
    page = client.get(f"/mentorship/{agreement.pk}/").content.decode()
    assert f'href="/people/{agreement.apprentice_id}/"' in page
    assert f'href="/people/{agreement.master_id}/"' not in page


def test_the_lineage_names_who_taught_whom(cast, client, officer):
    first = make_valid(officer, starts_on=days_ago(800), ends_on=days_ago(420))
    grown = first.apprentice
    second = make_valid(
        officer, master=grown, master_grade="senior", apprentice=make_apprentice(cast.union, "孙徒弟")
    )
    page = client.get(f"/mentorship/{second.pk}/").content.decode()
    assert "师傅的师傅" in page
    assert "周师傅" in page
    assert "徒弟的徒弟" in client.get(f"/mentorship/{first.pk}/").content.decode()


def test_a_form_sent_twice_acts_once(client, officer):
    agreement = make_valid(officer)
    fields = {"held_on": days_ago(1).isoformat(), "result": "good", "assessor": "赵主任"}
    fields |= {"command_key": str(uuid.uuid4()), "version": agreement.version}
    path = f"/mentorship/{agreement.pk}/midterm/"
    answers = [client.post(path, fields) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert agreement.reviews.count() == 1


# On paper


def cells(content: bytes) -> list[list[list[str]]]:
    return [[[c.text for c in row.cells] for row in t.rows] for t in Docx(io.BytesIO(content)).tables]


def test_the_paper_has_both_parties_the_goal_and_room_for_three(client, officer):
    agreement = make_submitted(officer, terms="出师后在本单位服务两年。")
    answer = client.get(f"/mentorship/{agreement.pk}/print/")
    parties, signatures = cells(answer.content)
    assert parties[0] == ["师傅", "周师傅", "技能等级", "技师"]
    assert parties[4][:2] == ["工　会", "东城机床厂工会"]
    assert signatures[0] == ["师傅（签字）", "徒弟（签字）", "工会（盖章）"]
    assert signatures[1] == ["", "", ""]
    text = "\n".join(one.text for one in Docx(io.BytesIO(answer.content)).paragraphs)
    for word in (
        agreement.number,
        "由初级工达到中级工水平",
        "薄壁零件装夹",
        "出师后在本单位服务两年。",
        "不超过5名",
    ):
        assert word in text


def test_who_signed_on_screen_is_named_on_the_paper(cast, client, officer):
    agreement = make_submitted(officer, master=make_master(cast.union, user=cast.users["worker"]))
    actions.sign_agreement(agreement, agreement.contents, actor=cast.actor("worker"))
    _, signatures = cells(client.get(f"/mentorship/{agreement.pk}/print/").content)
    assert signatures[1] == ["周师傅（在线签署）", "", ""]


def test_what_changed_after_the_signatures_is_printed_below_them(client, officer):
    agreement = make_valid(officer)
    signed, later = agreement.ends_on, agreement.ends_on + timedelta(days=90)
    actions.extend_agreement(agreement, later, "徒弟休假。", actor=officer)
    actions.terminate_agreement(agreement, timezone.localdate(), "徒弟调离。", actor=officer)
    texts = [block.text for block in agreement_document(agreement).blocks if isinstance(block, Paragraph)]
    term = f"自{format_day(agreement.starts_on)}起，至{format_day(signed)}止。"
    assert term in texts, "the text above the signatures is what was signed"
    today = format_day(timezone.localdate())
    assert texts[-2:] == [
        f"变更登记：{today}延期，期限由{format_day(signed)}延至{format_day(later)}。原因：徒弟休假。",
        f"变更登记：{today}终止。原因：徒弟调离。",
    ]


def test_the_agreement_prints_as_pdf(client, officer):
    agreement = make_submitted(officer)
    answer = client.get(f"/mentorship/{agreement.pk}/print/?as=pdf")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
        assert len(pdf.pages) <= 2
    assert "师带徒协议书" in text
    assert "工会（盖章）" in text
