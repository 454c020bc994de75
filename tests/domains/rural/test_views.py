"""Screens of the rural ledgers: the happy path, what is said on the way, a neighbour at the door, paper."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx

from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_id_number, make_person
from tests.factories.rural import make_base, make_collective, make_funding, make_participation, make_project
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return cast.client("district_officer")


def today() -> str:
    return timezone.localdate().isoformat()


def test_a_project_from_its_plan_to_its_end(cast, client):
    facts = {
        "name": "草莓种植", "town": "官渡镇", "industry": "planting", "starts_on": "2026-03-01",
        "ends_on": "2026-09-30", "union": "东城区",
    }  # fmt: skip
    assert submit(client, reverse("rural:project_create"), **facts).status_code == 302
    made = Project.objects.visible_to(cast.actor("city_leader")).get()
    submit(client, reverse("rural:project_start", args=[made.pk]), begun_on="2026-03-02", version="0")
    submit(client, reverse("rural:project_progress", args=[made.pk]), progress="带动20户。", version="1")
    submit(client, reverse("rural:project_finish", args=[made.pk]))
    made.refresh_from_db()
    assert (made.state, str(made.begun_on)) == ("finished", "2026-03-02")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "带动20户。" in page
    assert reverse("rural:project_edit", args=[made.pk]) not in page


def test_a_person_is_found_by_number_and_joins_a_project(cast, client):
    number, project = make_id_number(), make_project(cast.actor("district_officer"))
    person = make_person("韩志强", cast.union, id_number=number)
    make_person("韩志强", cast.union)
    address = reverse("rural:participation_create")
    facts = {"honour": "model_worker", "project": project.name, "joined_on": today(), "union": "东城区"}
    refused = submit(client, address, person="韩志强", **facts)
    assert "叫“韩志强”的有2人" in refused.content.decode()
    assert submit(client, address, person=number, **facts).status_code == 302
    made = Participation.objects.ungated("test").get()
    assert (made.person, made.project, made.organization) == (person, project, cast.district)
    page = client.get(f"/people/{person.pk}/").content.decode()
    assert "乡村振兴" in page
    assert project.name in page
    edit = reverse("rural:participation_edit", args=[made.pk])
    shown = client.get(edit).content.decode()
    assert "韩志强（东城机床厂工会）" in shown
    kept = {**facts, "person": "韩志强（东城机床厂工会）", "role": "技术指导", "version": "0"}
    assert submit(client, edit, **kept).status_code == 302


def test_a_project_is_named_with_its_key_only_where_two_bear_the_name(cast, client):
    first = make_project(cast.actor("district_officer"), name="甲&乙项目")
    page = client.get(first.get_absolute_url()).content.decode()
    address = page.partition('href="/rural/fundings/new/')[2].partition('"')[0].replace("&amp;", "&")
    form = client.get(f"/rural/fundings/new/{address}").context["form"]
    assert form["project"].value() == "甲&乙项目"
    make_project(cast.actor("union_officer"), union=cast.union, name="甲&乙项目")
    page = client.get(first.get_absolute_url()).content.decode()
    assert f"%23{first.pk}" in page


def test_a_collective_is_matched_with_the_registers(cast, client):
    plant = make_enterprise("东城化工厂", cast.district)
    facts = {"honour": "pioneer", "joined_on": today(), "union": "东城区"}
    for name in ("东城化工厂", "先锋班组"):
        assert submit(client, reverse("rural:collective_create"), name=name, **facts).status_code == 302
    rows = Collective.objects.ungated("test").order_by("pk").values_list("name", "enterprise_id", "unit_id")
    assert list(rows) == [("东城化工厂", plant.pk, None), ("先锋班组", None, None)]


def test_money_needs_its_giver_and_a_second_equal_sum_a_word(cast, client):
    project = make_project(cast.actor("district_officer"))
    address = reverse("rural:funding_create")
    facts = {
        "project": project.name,
        "source": "social",
        "amount": "12000",
        "paid_on": today(),
        "union": "东城区",
    }
    assert "社会资金请写明出资方" in submit(client, address, **facts).content.decode()
    facts["giver"] = "商会"
    assert submit(client, address, **facts).status_code == 302
    twice = submit(client, address, **facts).content.decode()
    assert "同一项目、同一天、同样金额" in twice
    assert "另一笔，仍要登记" in twice
    assert submit(client, address, **facts, another="on", note="第二批").status_code == 302
    assert Funding.objects.ungated("test").count() == 2


@pytest.mark.parametrize(
    ("name", "facts", "said"),
    [
        (
            "base",
            {"name": "甲", "level": "city", "industry": "craft", "named_on": "2999-01-01"},
            "不能晚于今天",
        ),
        (
            "base",
            {
                "name": "甲",
                "level": "city",
                "industry": "craft",
                "named_on": "2026-02-01",
                "ended_on": "2026-01-01",
            },
            "撤销日期应晚于命名日期",
        ),
        (
            "participation",
            {"person": "查无此人", "honour": "expert", "joined_on": "2026-01-01"},
            "先登记人员",
        ),
        ("collective", {"name": "甲", "honour": "pioneer", "joined_on": "1026-01-01"}, "年份不对"),
        (
            "project",
            {
                "name": "甲",
                "town": "乙",
                "industry": "craft",
                "starts_on": "2026-02-01",
                "ends_on": "2026-01-01",
            },
            "计划完成不能早于计划开始",
        ),
    ],
)
def test_what_is_wrong_is_said(client, name, facts, said):
    answer = submit(client, reverse(f"rural:{name}_create"), union="东城区", **facts)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_neighbour_gets_404_everywhere(cast):
    officer, client = cast.actor("district_officer"), cast.client("neighbour_officer")
    project = make_project(officer)
    rows = [
        project,
        make_participation(officer, make_person("甲", cast.union)),
        make_collective(officer),
        make_base(officer),
        make_funding(officer, project),
    ]
    for row in rows:
        assert client.get(row.get_absolute_url()).status_code == 404
        assert submit(client, f"{row.get_absolute_url()}void/", reason="乱来").status_code == 404
    assert client.get(reverse("rural:unit", args=[cast.district.pk])).status_code == 404


def test_a_row_is_voided_with_a_reason_and_stays(cast, client):
    base = make_base(cast.actor("district_officer"))
    submit(client, reverse("rural:base_void", args=[base.pk]), reason="登记错了")
    assert Base.objects.ungated("test").values_list("state", "reason").get() == ("void", "登记错了")
    assert "登记错了" in client.get(base.get_absolute_url()).content.decode()


def test_overview_and_year_count_people_once_and_print(cast, client):
    officer, year = cast.actor("district_officer"), timezone.localdate().year
    person = make_person("韩志强", cast.union)
    projects = [make_project(officer, name=name) for name in ("甲项目", "乙项目")]
    for project in projects:
        make_participation(officer, person, project=project, union=cast.union)
    make_funding(officer, projects[0], "30000")
    make_base(officer)
    page = cast.client("city_officer").get(reverse("rural:overview")).content.decode()
    assert reverse("rural:unit", args=[cast.district.pk]) in page
    assert "30,000" in page
    unit = client.get(reverse("rural:unit", args=[cast.district.pk]), {"year": year}).content.decode()
    assert all(text in unit for text in ("甲项目", "韩志强", "孙庄村示范基地"))
    answer = client.get(reverse("rural:unit_print", args=[cast.district.pk]), {"year": year})
    document = Docx(io.BytesIO(answer.content))
    text = "\n".join(one.text for one in document.paragraphs)
    assert f"东城区总工会{year}年乡村振兴行动台账" in text
    assert "先进人物1名、先进集体0家，助力项目2个，示范基地1个，投入工会资金3万元，社会资金0万元" in text
    assert len(document.tables) == 4


def test_a_year_no_calendar_knows_is_this_one_wherever_it_is_asked(cast):
    client = cast.client("city_officer")
    for address in ("/rural/", f"/rural/units/{cast.district.pk}/", "/reform/", "/reports/inquiries/burden/",
                    "/competitions/coverage/", "/boards/table/"):  # fmt: skip
        for year in ("0000", "9999", "２０２６"):
            assert client.get(address, {"year": year}).status_code == 200, (address, year)
