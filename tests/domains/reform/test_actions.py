"""A task listed once, done by who leads it, opened again by who keeps the list; policies and pilots once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.reform import measures
from jiangong.domains.reform.actions import (
    complete_task,
    note_progress,
    reopen_task,
    revise,
    void_entry,
)
from jiangong.domains.reform.choices import PilotLevel, TaskState
from jiangong.domains.reform.models import ReformTask
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.documents import make_document
from tests.factories.organizations import make_enterprise
from tests.factories.reform import make_pilot, make_policy, make_task

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_who_leads_a_task_of_the_city_sees_it_notes_progress_and_completes_it(cast):
    city, district = cast.actor("city_officer"), cast.actor("district_officer")
    task = make_task(city, lead=cast.district)
    assert task.organization == cast.federation
    own = ReformTask.objects.visible_to(district).get()
    assert not ReformTask.objects.visible_to(cast.actor("neighbour_officer")).exists()
    note_progress(own, "已部署。", own.version, actor=district)
    document = make_document(district, body=False)
    complete_task(own, timezone.localdate(), "已印发。", document, actor=district)
    assert (own.state, own.done_on, own.evidence_id) == (TaskState.DONE, timezone.localdate(), document.pk)
    with pytest.raises(NotAllowed, match="由河州市总工会列入清单，请由该单位办理"):
        reopen_task(own, "再看看", actor=district)
    found = ReformTask.objects.visible_to(city).get()
    assert reopen_task(found, "材料不全", actor=city).done_on is None


def test_words_on_the_list_belong_to_who_keeps_it(cast):
    city, district = cast.actor("city_officer"), cast.actor("district_officer")
    make_task(city, lead=cast.district)
    own = ReformTask.objects.visible_to(district).get()
    with pytest.raises(NotAllowed, match="请由该单位修改"):
        revise(own, ["text"], cast.federation, own.version, actor=district)
    with pytest.raises(NotAllowed, match="请由该单位办理"):
        void_entry(own, "不做", actor=district)


def test_a_completion_is_of_today_or_before_and_says_what_came_of_it(cast):
    district = cast.actor("district_officer")
    task = make_task(district)
    with pytest.raises(Refusal, match="完成日期不能晚于今天"):
        complete_task(task, timezone.localdate() + timedelta(days=1), "好", actor=district)
    with pytest.raises(Refusal, match="请写明完成情况"):
        complete_task(task, timezone.localdate(), " ", actor=district)


def test_everything_is_there_once_and_the_twin_is_named(cast):
    district = cast.actor("district_officer")
    task = make_task(district)
    with pytest.raises(Refusal, match="清单里已有这项任务（推进中）"):
        make_task(district)
    make_task(district, year=task.year + 1, due_on=date(task.year + 1, 5, 1))
    make_policy(district, number="东工〔2026〕5号")
    with pytest.raises(Refusal, match="已登记《师带徒工作指导意见》（东工〔2026〕5号）"):
        make_policy(district, title="另一个名字", number="东工〔2026〕5号")
    plant = make_enterprise("东城化工厂", cast.district)
    make_pilot(district, plant)
    with pytest.raises(Refusal, match="命名为市级试点"):
        make_pilot(district, plant)
    make_pilot(district, plant, level=PilotLevel.COUNTY)


def test_the_database_holds_what_the_action_says(cast):
    task = make_task(cast.actor("district_officer"))
    task.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        task.save(force_insert=True)


def test_what_counts(cast):
    city, district = cast.actor("city_officer"), cast.actor("district_officer")
    done = make_task(city, lead=cast.district)
    make_task(district)
    complete_task(done, timezone.localdate(), "好。", actor=city)
    rows = measures.tasks_done.rows().values_list(measures.tasks_done.organization, flat=True)
    assert list(rows) == [cast.district.pk]
    make_policy(district)
    void_entry(make_policy(district, title="作废的"), "写错", actor=district)
    assert measures.policies.rows().count() == 1
    plant = make_enterprise("东城化工厂", cast.district)
    make_pilot(district, plant, ended_on=date(2026, 6, 1))
    make_pilot(district, cast.union)
    ends = measures.pilots.rows().order_by("pk").values_list(measures.pilots.until, flat=True)
    assert list(ends) == [date(2026, 6, 1), None]
