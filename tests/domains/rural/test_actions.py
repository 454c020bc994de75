"""Everybody and every sum once; a project's course; what is void counts no longer."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.people.actions.merging import merge_people
from jiangong.domains.rural.actions.entries import (
    enter,
    finish_project,
    note_progress,
    revise,
    start_project,
    void_entry,
)
from jiangong.domains.rural.choices import EntryState, ProjectState
from jiangong.domains.rural.models import Participation
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_person
from tests.factories.rural import (
    make_base,
    make_collective,
    make_funding,
    make_participation,
    make_project,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def test_a_project_runs_and_ends_with_what_came_of_it(officer):
    project = make_project(officer, running=False)
    with pytest.raises(Refusal, match="启动日期不能晚于今天"):
        start_project(project, timezone.localdate() + timedelta(days=1), actor=officer)
    start_project(project, date(2026, 3, 1), actor=officer)
    with pytest.raises(NotAllowed, match="还没有登记进展和成效"):
        finish_project(project, actor=officer)
    note_progress(project, "带动20户。", project.version, actor=officer)
    finish_project(project, actor=officer)
    assert (project.state, project.begun_on, project.finished_on) == (
        ProjectState.FINISHED,
        date(2026, 3, 1),
        timezone.localdate(),
    )


def test_a_person_joins_a_project_once_and_the_twin_is_named(cast, officer):
    project, person = make_project(officer), make_person("韩志强", cast.union)
    first = make_participation(officer, person, project=project)
    with pytest.raises(Refusal, match=r"东城区已登记“韩志强”.*参加项目“大棚草莓种植示范”，不必再登记"):
        make_participation(officer, person, project=project)
    make_participation(officer, person, project=make_project(officer, name="另一个项目"))
    make_participation(officer, person)  # and the unit's action as a whole
    with pytest.raises(Refusal, match=r"参加\d{4}年的行动"):
        make_participation(officer, person)
    void_entry(first, "重复登记", actor=officer)
    assert make_participation(officer, person, project=project).state == EntryState.STANDING


def test_the_database_holds_what_the_action_says(cast, officer):
    project, person = make_project(officer), make_person("韩志强", cast.union)
    made = make_participation(officer, person, project=project)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_a_collective_is_the_same_whatever_project_and_spelling(cast, officer):
    plant = make_enterprise("东城化工厂", cast.district)
    first = make_collective(officer, "东城化工厂", enterprise=plant)
    other = make_collective(officer, "东城化工厂", enterprise=plant, project=make_project(officer))
    named = make_collective(officer, "“先锋” 班组（甲）")
    again = make_collective(officer, "“先锋”班组(甲)", project=make_project(officer, name="另一个"))
    assert (first.identity, other.identity) == (f"e{plant.pk}", f"e{plant.pk}")
    assert named.identity == again.identity
    with pytest.raises(Refusal, match="不必再登记"):
        make_collective(officer, "“先锋”班组（甲）")


def test_merged_people_leave_one_standing_row(cast):
    city = cast.actor("city_officer")
    keep, drop = make_person("李伟", cast.union), make_person("李伟", cast.union)
    project = make_project(cast.actor("district_officer"))
    for person in (keep, drop):
        make_participation(cast.actor("district_officer"), person, project=project)
    merge_people(keep, drop, {}, actor=city)
    rows = Participation.objects.ungated("test").order_by("state").values_list("state", "person_id")
    assert list(rows) == [(EntryState.STANDING, keep.pk), (EntryState.VOID, drop.pk)]
    assert AuditEntry.objects.filter(verb="rural.participation.fold").count() == 1


def test_the_same_sum_twice_is_asked_about_and_another_one_passes(officer):
    project = make_project(officer)
    first = make_funding(officer, project)
    with pytest.raises(Refusal, match="同一项目、同一天、同样金额"):
        make_funding(officer, project)
    first.pk = None
    assert enter(first, first.organization, another=True, actor=officer).pk is not None


def test_a_project_that_others_hang_on_is_not_voided(cast, officer):
    project = make_project(officer)
    money = make_funding(officer, project)
    with pytest.raises(Refusal, match="还有1条参加人员、集体或资金记录"):
        void_entry(project, "不做了", actor=officer)
    void_entry(money, "没有到账", actor=officer)
    assert void_entry(project, "不做了", actor=officer).reason == "不做了"


def test_what_is_void_stays_as_it_was(officer):
    base = make_base(officer)
    void_entry(base, "登记错了", actor=officer)
    with pytest.raises(NotAllowed, match="已经作废，不能修改"):
        revise(base, ["name"], base.organization, base.version, actor=officer)


def test_a_base_of_the_same_name_names_the_twin(officer):
    make_base(officer)
    with pytest.raises(Refusal, match="东城区已登记同名基地“孙庄村示范基地”（县级）"):
        make_base(officer)
