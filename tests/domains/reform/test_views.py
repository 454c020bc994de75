"""Screens of the reform's ledgers: the happy path, what is said, a neighbour at the door, paper."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx

from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from tests.factories.documents import make_document
from tests.factories.organizations import make_enterprise
from tests.factories.reform import make_pilot, make_policy, make_task
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return cast.client("district_officer")


def test_a_task_from_the_list_to_its_evidence(cast, client):
    year = timezone.localdate().year
    facts = {
        "year": str(year), "text": "制定实施计划", "field": "other", "lead": "东城区", "due_on": f"{year}-12-31",
        "union": "东城区",
    }  # fmt: skip
    assert submit(client, reverse("reform:task_create"), **facts).status_code == 302
    task = ReformTask.objects.ungated("test").get()
    document = make_document(cast.actor("district_officer"), body=False, official_number="东工〔2026〕9号")
    done = {
        "done_on": timezone.localdate().isoformat(),
        "progress": "已印发。",
        "evidence": "东工[2026]9号",
        "version": "0",
    }
    assert submit(client, reverse("reform:task_complete", args=[task.pk]), **done).status_code == 302
    page = client.get(task.get_absolute_url()).content.decode()
    assert all(text in page for text in ("已完成", "已印发。", document.get_absolute_url()))
    submit(client, reverse("reform:task_reopen", args=[task.pk]), reason="材料不全")
    assert "材料不全" in client.get(task.get_absolute_url()).content.decode()
    late = {**facts, "text": "另一项", "due_on": f"{year + 3}-01-01"}
    assert "完成时限应在当年或次年" in submit(client, reverse("reform:task_create"), **late).content.decode()


def test_late_tasks_show_on_the_home_page_of_who_leads_them(cast):
    past = timezone.localdate() - timedelta(days=3)
    make_task(cast.actor("city_officer"), lead=cast.district, due_on=past, year=past.year, text="迟了的任务")
    assert "迟了的任务" in cast.client("district_officer").get("/").content.decode()
    assert "迟了的任务" not in cast.client("neighbour_officer").get("/").content.decode()


def test_policies_and_pilots_are_entered_corrected_and_voided(cast, client):
    policy = {
        "title": "师带徒意见", "number": "东工[2026]5号", "issuer": "东城区总工会", "issued_on": "2026-03-01",
        "field": "skills", "union": "东城区",
    }  # fmt: skip
    assert submit(client, reverse("reform:policy_create"), **policy).status_code == 302
    made = Policy.objects.ungated("test").get()
    assert made.number == "东工〔2026〕5号"
    edit = reverse("reform:policy_edit", args=[made.pk])
    submit(client, edit, **{**policy, "title": "师带徒实施意见", "version": "0"})
    submit(client, reverse("reform:policy_void", args=[made.pk]), reason="重复")
    made.refresh_from_db()
    assert (made.title, made.state) == ("师带徒实施意见", "void")
    plant = make_enterprise("东城化工厂", cast.district)
    pilot = {"party": "东城化工厂", "level": "city", "named_on": "2026-01-05", "union": "东城区"}
    assert submit(client, reverse("reform:pilot_create"), **pilot).status_code == 302
    assert Pilot.objects.ungated("test").get().enterprise == plant
    wrong = {**pilot, "party": "没有的厂", "ended_on": "2026-01-01"}
    answer = submit(client, reverse("reform:pilot_create"), **wrong).content.decode()
    assert "企业名录里没有“没有的厂”" in answer
    assert "应晚于命名日期" in answer


def test_a_neighbour_gets_404_everywhere(cast):
    officer, client = cast.actor("district_officer"), cast.client("neighbour_officer")
    for row in (make_task(officer), make_policy(officer), make_pilot(officer, cast.union)):
        assert client.get(row.get_absolute_url()).status_code == 404
        assert submit(client, f"{row.get_absolute_url()}void/", reason="乱来").status_code == 404


def test_the_list_shows_its_figures_and_prints_by_field(cast, client):
    officer, year = cast.actor("district_officer"), timezone.localdate().year
    make_task(officer, text="甲任务", responsible="组织部")
    make_task(officer, text="乙任务", field="skills")
    make_task(cast.actor("neighbour_officer"), text="邻区任务")
    page = client.get(reverse("reform:task_list")).content.decode()
    assert "甲任务" in page
    assert "邻区任务" not in page
    answer = client.get(reverse("reform:task_list"), {"year": year, "export": "print_docx"})
    document = Docx(io.BytesIO(answer.content))
    text = "\n".join(one.text for one in document.paragraphs)
    assert f"东城区总工会{year}年产业工人队伍建设改革责任清单" in text
    assert "共2项任务，已完成0项，推进中2项，其中超过时限0项。" in text
    assert [table.rows[1].cells[1].text for table in document.tables] == ["乙任务", "甲任务"]
