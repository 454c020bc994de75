"""What may be done with activities, and what may not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.activities import actions
from jiangong.domains.activities.choices import ActivityState
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.rules import Spoken
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.activities import make_activity
from tests.factories.people import make_person
from tests.factories.places import make_place

pytestmark = pytest.mark.database


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def stored() -> Activity:
    return Activity.objects.ungated("test").get()


def verbs() -> list[str]:
    rows = AuditEntry.objects.filter(target_model="activities.activity").order_by("pk")
    return [one.verb.rpartition(".")[2] for one in rows]


def test_a_plan_is_entered_without_people(officer):
    activity = make_activity(officer)
    assert (activity.state, activity.people_count, activity.last_on) == ("planned", None, date(2024, 5, 4))
    assert verbs() == ["create"]


def test_one_whose_people_are_counted_has_been_held(officer):
    activity = make_activity(officer, people_count=120)
    assert (activity.state, stored().people_count) == ("held", 120)
    assert verbs() == ["create", "hold"]


def test_nothing_is_held_before_it_is_over(officer):
    today = timezone.localdate()
    with pytest.raises(NotAllowed, match="才结束"):
        make_activity(
            officer, people_count=9, starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1)
        )
    assert Activity.objects.ungated("t").count() == 0


def test_holding_keeps_people_and_what_came_of_it(officer):
    activity = make_activity(officer)
    actions.hold_activity(activity, {"people_count": 30, "results": "收到建议6条。"}, actor=officer)
    assert (stored().state, stored().people_count, stored().results) == ("held", 30, "收到建议6条。")


@pytest.mark.parametrize("count", [None, 0, -3])
def test_nobody_came_is_no_result(officer, count):
    with pytest.raises(Refusal, match="参加人数"):
        actions.hold_activity(make_activity(officer), {"people_count": count}, actor=officer)


def test_the_database_too_knows_that_what_was_held_had_people(officer):
    make_activity(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.ungated("t").update(state=ActivityState.HELD)


def test_the_database_too_knows_the_last_day(officer):
    make_activity(officer)
    for facts in ({"last_on": date(2024, 5, 9)}, {"ends_on": date(2024, 5, 1), "last_on": date(2024, 5, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.ungated("t").update(**facts)


def test_calling_off_keeps_the_reason_and_ends_it(officer):
    activity = make_activity(officer)
    actions.cancel_activity(activity, "暴雨", actor=officer)
    assert (stored().state, stored().reason) == ("cancelled", "暴雨")
    with pytest.raises(NotAllowed, match="已取消"):
        actions.revise_activity(activity, ["title"], activity.version, actor=officer)


def test_what_was_held_is_not_called_off_but_void(officer):
    activity = make_activity(officer, people_count=9)
    with pytest.raises(Conflict, match="已举办"):
        actions.cancel_activity(activity, "暴雨", actor=officer)
    actions.void_activity(activity, "重复登记", actor=officer)
    assert stored().state == "void"


def test_a_strangers_unit_is_refused(cast, officer):
    with pytest.raises(Refusal, match="不在您的管理范围内"):
        make_activity(officer, organization=cast.neighbour)
    with pytest.raises(NotAllowed, match="登记活动"):
        make_activity(cast.actor("worker"))


def test_revising_what_was_held_corrects_its_people(officer):
    activity = make_activity(officer, people_count=12)
    activity.people_count = 120
    actions.revise_activity(activity, ["people_count"], activity.version, actor=officer)
    assert (stored().people_count, stored().state) == (120, "held")


def test_people_counted_while_revising_a_plan_make_it_held(officer):
    activity = make_activity(officer)
    activity.people_count, activity.venue = 40, "礼堂"
    actions.revise_activity(activity, ["people_count", "venue"], 0, actor=officer)
    assert (stored().state, stored().people_count, stored().venue) == ("held", 40, "礼堂")
    assert verbs() == ["create", "edit", "hold"]


def test_a_later_end_moves_the_last_day(officer):
    activity = make_activity(officer)
    activity.ends_on = date(2024, 5, 6)
    actions.revise_activity(activity, ["ends_on"], 0, actor=officer)
    assert stored().last_on == date(2024, 5, 6)


def test_two_who_edit_at_once_do_not_overwrite_each_other(officer):
    make_activity(officer)
    first, second = stored(), stored()
    first.title = "劳动法宣讲"
    actions.revise_activity(first, ["title"], 0, actor=officer)
    second.title = "安全宣讲"
    with pytest.raises(Conflict):
        actions.revise_activity(second, ["title"], 0, actor=officer)
    assert stored().title == "劳动法宣讲"


def test_a_venue_that_names_an_own_place_counts_for_it(cast, officer):
    place = make_place(officer, name="职工活动中心", kind="palace")
    assert make_activity(officer, venue="职工活动中心").place == place
    assert make_activity(officer, venue="别处", title="二").place is None
    make_place(cast.actor("neighbour_officer"), name="西城礼堂", kind="palace")
    assert make_activity(officer, venue="西城礼堂", title="三").place is None


def test_speakers_are_people_or_names_and_are_replaced_together(cast, officer):
    person = make_person("王敏", cast.district)
    activity = make_activity(officer, Spoken("王敏", "", person), Spoken("李明", "市委党校"))
    assert activity.speaker_names == "王敏、李明（市委党校）"
    actions.revise_activity(activity, [], 0, [Spoken("赵强", "劳模")], actor=officer)
    assert stored().speaker_names == "赵强（劳模）"
