"""A responsibility list comes in once, and can be taken back."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.reform.imports import PilotImport, PolicyImport, TaskChecker, TaskImport
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.kit.importing.specs import Row
from tests.factories.organizations import make_enterprise
from tests.factories.reform import make_pilot, make_policy, make_task
from tests.support.importing import Sheet, refused

pytestmark = pytest.mark.django_db


def row(line: int, **values: Any) -> Row:
    facts = {"text": f"任务{line}", "field": "skills", "due_on": f"{timezone.localdate().year}-11-30"}
    return Row(line, (), {**facts, **values})


def test_tasks_come_in_and_go_back_untouched(cast):
    actor = cast.actor("district_officer")
    rows = [row(2), row(3, lead=cast.union.name, responsible="张三")]
    TaskChecker(actor).check(rows)
    assert refused(rows) == [[], []]
    spec = TaskImport()
    keys = spec.load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    first, second = ReformTask.objects.visible_to(actor).order_by("pk")
    assert (first.lead, first.organization, first.year) == (
        cast.district,
        cast.district,
        timezone.localdate().year,
    )
    assert (second.lead, second.responsible) == (cast.union, "张三")
    ReformTask.objects.visible_to(actor).filter(pk=second.pk).update(version=1)
    assert spec.undo(keys, actor=actor) == 1


def test_what_cannot_stand_is_refused_at_its_cell(cast):
    actor = cast.actor("district_officer")
    make_task(actor, text="任务2")
    rows = [row(2), row(3), row(4, text="任务3"), row(5, lead="火星工会"), row(6, due_on="2999-01-01")]
    TaskChecker(actor).check(rows)
    assert refused(rows) == [["text"], [], ["text"], ["lead"], ["due_on"]]


@pytest.mark.parametrize(
    ("ledger", "key"), [("task", "reform.reformtask"), ("policy", "reform.policy"), ("pilot", "reform.pilot")]
)
def test_the_lists_lead_to_their_imports(cast, ledger, key):
    client, address = cast.client("district_officer"), reverse("importing:start", args=[key])
    assert address in client.get(reverse(f"reform:{ledger}_list")).content.decode()
    assert client.get(address).status_code == 200


POLICY = {
    "title": "师带徒工作指导意见",
    "number": "河工发[2026]3号",
    "issuer": "河州市总工会",
    "issued_on": "2026.3.1",
    "field": "技能提升",
}
PILOT = {"party": "东城化工厂", "level": "市级", "named_on": "2026-01-05"}
POLICIES, PILOTS = Sheet(PolicyImport()), Sheet(PilotImport())


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def test_policies_come_in_once_per_number_and_per_title_and_day(cast, officer):
    other = {**POLICY, "title": "另一件", "number": ""}
    rows = POLICIES.checked(
        officer,
        POLICY,
        {**POLICY, "title": "同一文号"},
        other,
        {**other, "issued_on": "2026-03-02"},
        {**POLICY, "union": cast.union.name},
        {**POLICY, "title": "将来", "number": "", "issued_on": "2999-01-01"},
    )
    assert refused(rows) == [[], ["title"], [], [], [], ["issued_on"]]
    keys = POLICIES.loaded(officer, [rows[0], rows[4]])
    first, second = Policy.objects.visible_to(officer).order_by("pk")
    assert (first.number, first.organization, first.field) == ("河工发〔2026〕3号", cast.district, "skills")
    assert second.organization == cast.union
    assert refused(POLICIES.checked(officer, POLICY, {**POLICY, "number": ""})) == [["title"], ["title"]]
    Policy.objects.visible_to(officer).filter(pk=first.pk).update(version=1)
    assert POLICIES.spec.undo(keys, actor=officer) == 1


def test_a_voided_policy_may_come_in_again(officer):
    make_policy(officer, number="河工发〔2026〕3号")
    assert refused(POLICIES.checked(officer, POLICY)) == [["title"]]
    Policy.objects.visible_to(officer).update(state="void")
    assert refused(POLICIES.checked(officer, POLICY)) == [[]]


def test_pilots_are_enterprises_or_organizations_of_the_registers(cast, officer):
    plant = make_enterprise("东城化工厂", cast.district)
    rows = PILOTS.checked(
        officer,
        PILOT,
        {**PILOT, "party": cast.union.name},
        {**PILOT, "party": plant.credit_code},
        {**PILOT, "ended_on": "2026-06-01"},
        {**PILOT, "level": "省级", "ended_on": "2026-01-01"},
        {**PILOT, "party": "没有的厂"},
    )
    assert refused(rows) == [[], [], ["party"], [], ["ended_on"], ["party"]]
    PILOTS.loaded(officer, [rows[0], rows[1], rows[3]])
    found = Pilot.objects.visible_to(officer).order_by("pk")
    assert [(one.party, one.enterprise, one.unit, str(one.ended_on)) for one in found] == [
        ("东城化工厂", plant, None, "None"),
        (cast.union.name, None, cast.union, "None"),
        ("东城化工厂", plant, None, "2026-06-01"),
    ]


def test_a_pilot_that_stands_is_not_named_twice(cast, officer):
    make_pilot(officer, cast.union)
    twin, above = {**PILOT, "party": cast.union.name}, {**PILOT, "party": cast.union.name, "level": "省级"}
    assert refused(PILOTS.checked(officer, twin, above)) == [["party"], []]
