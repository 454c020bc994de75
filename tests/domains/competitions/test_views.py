"""Screens of competitions: the happy path, what is said on the way, and a neighbour at the door."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx

from jiangong.domains.competitions.actions.enrolments import confirm_enrolment
from jiangong.domains.competitions.choices import CompetitionKind
from jiangong.domains.competitions.models import Competition, Enrolment
from tests.factories.competitions import make_competition, make_enrolment, make_submitted
from tests.factories.documents import make_document
from tests.factories.organizations import make_enterprise
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def energy(cast):
    return make_competition(cast.federation, CompetitionKind.ENERGY)


@pytest.fixture
def plant(cast):
    return make_enterprise("东城化工厂", cast.district, workers_count=420, above_scale=True)


def typed(**changes):
    return {
        "party": "东城化工厂",
        "union": "东城区",
        "project": "余热回收改造",
        "workers": "200",
        "metric": "coal",
        "baseline_year": "2025",
        "baseline": "1200.5",
        **changes,
    }


def test_a_union_enrols_reports_and_the_city_confirms(cast, energy, plant):
    district, city = cast.client("district_officer"), cast.client("city_officer")
    address = reverse("competitions:enrol", args=[energy.pk])
    page = district.get(address).content.decode()
    assert "基准值" in page
    assert "项目投资" not in page
    answer = submit(district, address, **typed(baseline_year=str(energy.year - 1)))
    made = Enrolment.objects.visible_to(cast.actor("city_leader")).get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert (made.organization, made.enterprise, made.party) == (cast.district, plant, "东城化工厂")
    submit(district, reverse("competitions:submit", args=[made.pk]))
    waiting = city.get(reverse("competitions:enrolment_list"), {"view": "waiting"}).content.decode()
    assert "余热回收改造" in waiting
    submit(city, reverse("competitions:confirm_many"), selected=[str(made.pk)])
    submit(district, reverse("competitions:progress", args=[made.pk]), progress="已开工。", version="2")
    result = {"result": "1100.5", "result_on": made.created_at.date().isoformat(), "version": "3"}
    submit(district, reverse("competitions:result", args=[made.pk]), **result)
    shown = district.get(made.get_absolute_url()).content.decode()
    assert all(text in shown for text in ("已确认", "100吨标准煤", "占基准值8.3%", "已开工。"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"party": "不存在的厂"}, "企业名录里没有“不存在的厂”"),
        ({"baseline": "0"}, "基准值应大于0"),
        ({"baseline_year": "1999"}, "基准年度应在"),
        ({"project": ""}, "请填写项目名称。"),
        ({"workers": "900"}, "多于企业名录里的420人"),
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "结束日期不能早于开始日期"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(cast, energy, plant, changes, said):
    client, address = cast.client("district_officer"), reverse("competitions:enrol", args=[energy.pk])
    answer = submit(client, address, **typed(**{"baseline_year": str(energy.year - 1), **changes}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Enrolment.objects.ungated("test").exists()


def test_more_workers_than_listed_pass_when_somebody_says_so(cast, energy, plant):
    client, address = cast.client("district_officer"), reverse("competitions:enrol", args=[energy.pk])
    facts = typed(workers="900", workers_accepted="on", baseline_year=str(energy.year - 1))
    assert submit(client, address, **facts).status_code == 302


def test_a_neighbour_gets_404_and_sees_the_competition_only(cast, energy, plant):
    made = make_enrolment(cast.actor("district_officer"), energy, plant)
    client = cast.client("neighbour_officer")
    assert client.get(made.get_absolute_url()).status_code == 404
    assert submit(client, reverse("competitions:quit", args=[made.pk]), reason="乱来").status_code == 404
    page = client.get(energy.get_absolute_url())
    assert page.status_code == 200
    assert "东城" not in page.content.decode()


def test_what_has_closed_is_offered_to_nobody_whom_it_refuses(cast, energy):
    offered = [
        f'href="{reverse("competitions:enrol", args=[energy.pk])}"',
        'href="/imports/new/competitions.energy/"',
    ]
    union, city = cast.client("union_officer"), cast.client("city_officer")
    page = union.get(energy.get_absolute_url()).content.decode()
    assert [one in page for one in offered] == [True, True]
    today = timezone.localdate()
    Competition.objects.ungated("test").filter(pk=energy.pk).update(closes_on=today - timedelta(days=1))
    page = union.get(energy.get_absolute_url()).content.decode()
    assert [one in page for one in offered] == [False, False]
    refused = union.get(reverse("competitions:enrol", args=[energy.pk]))
    assert (refused.status_code, "今天不能报名" in refused.content.decode()) == (403, True)
    page = city.get(energy.get_absolute_url()).content.decode()
    assert [one in page for one in offered] == [True, True]


def test_the_city_organizes_with_the_document_it_rests_on(cast):
    client = cast.client("city_officer")
    document = make_document(cast.actor("city_officer"), body=False, official_number="河工〔2026〕5号")
    facts = {
        "kind": "safety", "year": "2026", "title": "2026年“安康杯”竞赛", "document": "河工[2026]5号",
        "starts_on": "2026-01-01", "ends_on": "2026-12-31", "opens_on": "2026-04-01", "closes_on": "2026-08-31",
    }  # fmt: skip
    assert submit(client, reverse("competitions:create"), **facts).status_code == 302
    made = Competition.objects.ungated("test").get()
    assert (made.organization, made.document) == (cast.federation, document)
    wrong = {**facts, "closes_on": "2026-03-01", "version": "0"}
    answer = submit(client, reverse("competitions:edit", args=[made.pk]), **wrong)
    assert "报名截止不能早于报名开始" in answer.content.decode()


def test_the_roster_is_printed_for_ones_own_reach(cast, energy, plant):
    mine = make_submitted(cast.actor("district_officer"), energy, plant)
    other = make_enterprise("邻区厂", cast.neighbour)
    theirs = make_submitted(cast.actor("neighbour_officer"), energy, other)
    for one in (mine, theirs):
        confirm_enrolment(one, actor=cast.actor("city_officer"))
    answer = cast.client("district_officer").get(reverse("competitions:print", args=[energy.pk]))
    document = Docx(io.BytesIO(answer.content))
    [table] = document.tables
    assert [cell.text for cell in table.rows[1].cells][1:4] == [
        "余热回收改造",
        "东城化工厂",
        "综合能耗（吨标准煤）",
    ]
    assert any("已确认参赛1个项目，参赛职工300人" in one.text for one in document.paragraphs)
    below = make_submitted(cast.actor("union_officer"), energy, cast.union)
    confirm_enrolment(below, actor=cast.actor("city_officer"))
    answer = cast.client("city_officer").get(reverse("competitions:print", args=[energy.pk]))
    document = Docx(io.BytesIO(answer.content))
    units = [one.text for one in document.paragraphs if one.text[1:2] == "、"]
    assert units == [f"一、{cast.district.name}", f"二、{cast.neighbour.name}"], (
        "unit by unit, not union by union"
    )
    assert [len(table.rows) for table in document.tables] == [3, 2]


def test_coverage_counts_large_enterprises_once_whatever_they_are_in(cast, energy, plant):
    make_enterprise("东城没参赛厂", cast.district, above_scale=True)
    make_enterprise("东城小厂", cast.district)
    safety = make_competition(cast.federation)
    for competition in (energy, safety):
        made = make_submitted(cast.actor("district_officer"), competition, plant)
        confirm_enrolment(made, actor=cast.actor("city_officer"))
    client, address = cast.client("city_officer"), reverse("competitions:coverage")
    page = client.get(address).content.decode()
    assert "50.0%" in page
    assert "未参赛1" in page
    missing = client.get(address, {"unit": cast.district.pk, "year": energy.year}).content.decode()
    assert "东城没参赛厂" in missing
    assert "东城化工厂" not in missing
    assert cast.client("neighbour_officer").get(address, {"unit": cast.district.pk}).status_code == 404


def test_the_home_page_says_what_waits(cast, energy, plant):
    make_submitted(cast.actor("district_officer"), energy, plant)
    home = cast.client("city_officer").get("/").content.decode()
    assert f"{energy.year}年三比两降竞赛有1条报名待确认" in home
    assert "1条报名待确认" not in cast.client("district_officer").get("/").content.decode()
