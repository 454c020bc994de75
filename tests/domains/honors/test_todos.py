"""Who is reminded of a nomination that is not finished."""

import pytest
from django.utils import timezone

from jiangong.domains.honors.actions import notices, opinions
from jiangong.domains.honors.choices import StageKind
from jiangong.domains.honors.models import Objection
from jiangong.domains.honors.receivers.todos import nominating_todos, stage_todos
from jiangong.kit.access.actor import system_actor
from tests.factories.honors import again, draft, lists_of, long_past, make_list, make_open, pass_stage

pytestmark = pytest.mark.django_db
ASKING = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))


def test_a_draft_waits_for_the_unit_that_began_it_alone(cast):
    one = draft(make_open(cast.federation), cast.district)

    def told(name: str) -> list[str]:
        return [todo.url for todo in nominating_todos(cast.actor(name)) if todo.act_label == "补齐推荐"]

    assert told("district_officer") == [one.get_absolute_url()]
    assert told("city_officer") == told("neighbour_officer") == []


def stages_told(actor) -> list[str]:
    return [todo.title.partition("：")[0] for todo in stage_todos(actor)]


def test_a_stage_is_called_up_when_nothing_stands_in_its_way(cast):
    """Published, run, no objection open: not before, not to those who only nominate, and once it is left no more."""
    officer, below = cast.actor("city_officer"), cast.actor("district_officer")
    reviewed = make_list(cast.federation, cast.union)
    assert stages_told(officer) == []  # when a review is over is for those who review to say
    pass_stage(reviewed)
    assert stages_told(officer) == ["发布公示"]
    notice = notices.write_notice(again(reviewed), timezone.now(), "0371-12345678", lists_of(reviewed))
    assert stages_told(officer) == []
    about = lists_of(reviewed)[0]
    notices.raise_objection(notice, about.pk, ("事迹不实", ""), "10.0.0.1", actor=system_actor())
    long_past(notice)
    assert stages_told(officer) == []
    objection = Objection.objects.ungated("test").select_related("notice__programme", "nomination").get()
    notices.settle_objection(objection, "dismiss", "不属实", actor=system_actor())
    assert (stages_told(officer), stages_told(below)) == (["“市级公示”可以完成"], [])
    pass_stage(again(reviewed))
    assert (stages_told(officer), stages_told(cast.actor("city_leader"))) == (["作出决定"], [])


def test_a_stage_of_opinions_ends_with_the_last_answer(cast, django_assert_max_num_queries):
    officer, today = cast.actor("city_officer"), timezone.localdate()
    programme = make_list(cast.federation, cast.union, stages=ASKING)
    assert stages_told(officer) == []  # nobody was asked
    letters = opinions.consult_departments(
        programme, ["市税务局", "市公安局"], today, today, "", actor=system_actor()
    )
    for letter in letters:
        assert stages_told(officer) == []
        opinions.record_reply(letter, {}, actor=system_actor(), version=0)
    assert stages_told(officer) == ["“部门意见”可以完成"]
    for _ in range(6):  # however many are at their beginning, one statement tells
        make_list(cast.federation, cast.union)
    with django_assert_max_num_queries(25):
        assert stages_told(officer) == ["“部门意见”可以完成"]
