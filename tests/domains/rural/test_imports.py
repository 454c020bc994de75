"""Rosters come in once per person and project, and can be taken back."""

from typing import Any

import pytest
from django.urls import reverse

from jiangong.domains.rural.imports import (
    BaseImport,
    CollectiveChecker,
    CollectiveImport,
    FundingImport,
    ParticipationChecker,
    ParticipationImport,
    ProjectImport,
)
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.kit.importing.specs import Row
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_id_number, make_person
from tests.factories.rural import make_base, make_funding, make_participation, make_project
from tests.support.importing import Sheet, refused

pytestmark = pytest.mark.django_db


def row(line: int, **values: Any) -> Row:
    return Row(line, (), {"name": "韩志强", "honour": "model_worker", "joined_on": "2026-03-01", **values})


def test_people_come_in_and_go_back_untouched(cast):
    actor, number = cast.actor("district_officer"), make_id_number()
    person = make_person("韩志强", cast.union, id_number=number)
    project = make_project(actor)
    rows = [row(2, project=project.name, number=number), row(3, union=cast.union.name)]
    ParticipationChecker(actor).check(rows)
    assert refused(rows) == [[], []]
    assert "number" not in rows[0].values  # no number is staged
    spec = ParticipationImport()
    keys = spec.load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    first, second = Participation.objects.visible_to(actor).order_by("pk")
    assert (first.person, first.project, first.organization, first.year) == (
        person,
        project,
        cast.district,
        2026,
    )
    assert (second.project, second.organization) == (None, cast.union)
    Participation.objects.visible_to(actor).filter(pk=second.pk).update(version=1)
    assert spec.undo(keys, actor=actor) == 1


def test_what_cannot_stand_is_refused_at_its_cell(cast):
    actor = cast.actor("district_officer")
    person, project = make_person("韩志强", cast.union), make_project(actor)
    make_participation(actor, person, project=project)
    rows = [
        row(2, project=project.name),
        row(3),
        row(4),
        row(5, name="查无此人"),
        row(6, project="没有的项目"),
        row(7, joined_on="2999-01-01"),
        row(8, union="火星工会"),
    ]
    ParticipationChecker(actor).check(rows)
    assert refused(rows) == [["name"], [], ["name"], ["name"], ["project"], ["joined_on"], ["union"]]
    assert rows[0].findings[0].sentence == "东城区总工会已登记过，这一行不必再导入。"
    assert rows[2].findings[0].sentence == "与第3行相同，请只保留一行。"


def test_collectives_are_matched_with_the_registers(cast):
    actor = cast.actor("district_officer")
    plant = make_enterprise("东城化工厂", cast.district)
    rows = [row(2, name="东城化工厂", honour="pioneer"), row(3, name="先锋班组", honour="pioneer")]
    CollectiveChecker(actor).check(rows)
    assert refused(rows) == [[], []]
    CollectiveImport().load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    found = (
        Collective.objects.visible_to(actor).order_by("pk").values_list("name", "enterprise_id", "identity")
    )
    assert list(found) == [("东城化工厂", plant.pk, f"e{plant.pk}"), ("先锋班组", None, "n先锋班组")]


def test_the_lists_lead_to_their_imports(cast):
    client = cast.client("district_officer")
    for name in ("project", "participation", "collective", "base", "funding"):
        address = reverse("importing:start", args=[f"rural.{name}"])
        assert address in client.get(reverse(f"rural:{name}_list")).content.decode()
        assert client.get(address).status_code == 200


PROJECT = {
    "name": "大棚草莓种植示范",
    "town": "官渡镇",
    "industry": "特色种植",
    "starts_on": "2026.1.1",
    "ends_on": "2026-10-31",
}
BASE = {"name": "孙庄村示范基地", "level": "县级", "industry": "特色种植", "named_on": "2026-01-05"}
SUM = {"project": "大棚草莓种植示范", "source": "工会资金", "amount": "12000.50", "paid_on": "2026-03-01"}
PROJECTS, BASES, SUMS = Sheet(ProjectImport()), Sheet(BaseImport()), Sheet(FundingImport())


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def said(rows: list[Row]) -> list[list[str]]:
    return [[found.sentence for found in one.findings] for one in rows]


def test_projects_come_in_planned_running_or_done(cast, officer):
    running = {**PROJECT, "name": "乙", "begun_on": "2026-02-01", "union": cast.union.name}
    done = {**running, "name": "丙", "finished_on": "2026-06-01", "progress": "带动三十户增收。"}
    rows = PROJECTS.checked(officer, PROJECT, running, done)
    assert refused(rows) == [[], [], []]
    keys = PROJECTS.loaded(officer, rows)
    found = Project.objects.visible_to(officer).order_by("pk")
    assert [(one.name, one.state, one.organization) for one in found] == [
        ("大棚草莓种植示范", "planned", cast.district),
        ("乙", "running", cast.union),
        ("丙", "finished", cast.union),
    ]
    assert (str(found[2].begun_on), str(found[2].finished_on)) == ("2026-02-01", "2026-06-01")
    make_funding(officer, found[1])  # somebody has worked on since
    assert PROJECTS.spec.undo(keys, actor=officer) == 2


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"finished_on": "2026-06-01", "progress": "好"}, "begun_on"),
        ({"begun_on": "2026-06-02", "finished_on": "2026-06-01", "progress": "好"}, "finished_on"),
        ({"begun_on": "2026-06-01", "finished_on": "2026-06-01"}, "progress"),
        ({"begun_on": "2999-01-01"}, "begun_on"),
        ({"ends_on": "2999-01-01"}, "ends_on"),
        ({"industry": "炼丹"}, "industry"),
        ({"town": ""}, "town"),
        ({"union": "火星工会"}, "union"),
    ],
)
def test_what_is_wrong_with_a_project_is_said_at_its_column(officer, facts, column):
    assert refused(PROJECTS.checked(officer, {**PROJECT, **facts})) == [[column]]


def test_a_name_is_taken_once_per_union(cast, officer):
    make_project(officer)
    make_base(officer)
    elsewhere = {**PROJECT, "union": cast.union.name}
    assert refused(PROJECTS.checked(officer, PROJECT, elsewhere, elsewhere)) == [["name"], [], ["name"]]
    assert refused(BASES.checked(officer, BASE, {**BASE, "union": cast.union.name})) == [["name"], []]


def test_bases_come_in_and_end_after_their_naming(officer):
    rows = BASES.checked(
        officer, {**BASE, "named_by": "县农办"}, {**BASE, "name": "二", "ended_on": "2026-01-05"}
    )
    assert refused(rows) == [[], ["ended_on"]]
    keys = BASES.loaded(officer, rows[:1])
    base = Base.objects.visible_to(officer).get()
    assert (base.level, base.named_by, str(base.named_on), base.ended_on) == (
        "county",
        "县农办",
        "2026-01-05",
        None,
    )
    assert BASES.spec.undo(keys, actor=officer) == 1


def test_money_goes_into_its_project_and_an_equal_sum_needs_a_note(cast, officer):
    project = make_project(officer)
    rows = SUMS.checked(officer, SUM, SUM, {**SUM, "note": "第二笔"}, {**SUM, "amount": "12000.5"})
    assert refused(rows) == [[], ["amount"], [], ["amount"]]
    assert said(rows)[2] == ["与第2行相同；备注已写明，按另一笔导入。"]
    SUMS.loaded(officer, [rows[0], rows[2]])
    found = Funding.objects.visible_to(officer)
    assert [(one.project, str(one.amount), one.note) for one in found.order_by("pk")] == [
        (project, "12000.50", ""),
        (project, "12000.50", "第二笔"),
    ]
    again = SUMS.checked(officer, SUM)
    assert said(again) == [["东城区总工会已登记过，这一行不必再导入。确属另一笔的，请在备注里写明区别。"]]


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"project": "没有的项目"}, "project"),
        ({"source": "社会资金"}, "giver"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1.234"}, "amount"),
        ({"paid_on": "2999-01-01"}, "paid_on"),
    ],
)
def test_what_is_wrong_with_a_sum_is_said_at_its_column(officer, facts, column):
    make_project(officer)
    assert refused(SUMS.checked(officer, {**SUM, **facts})) == [[column]]
