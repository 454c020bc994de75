"""To-dos, messages, search, the person's page and the organization's card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.mentorship import actions
from jiangong.domains.mentorship.actions.course import Finding
from jiangong.domains.mentorship.receivers import (
    agreements_inside,
    course_todos,
    find_agreements,
    mentorship_panel,
    mentorship_roles,
    signature_todos,
)
from jiangong.kit.messaging.models import Message
from tests.factories.mentorship import days_ago, make_apprentice, make_master, make_submitted, make_valid

pytestmark = pytest.mark.django_db


def test_who_should_sign_finds_it_in_the_inbox_and_hears_of_it(cast, officer):
    agreement = make_submitted(officer, master=make_master(cast.union, user=cast.users["worker"]))
    worker = cast.actor("worker")
    (todo,) = signature_todos(worker)
    assert (todo.url, todo.act_label) == (f"/mentorship/mine/{agreement.pk}/", "签署")
    message = Message.objects.get(user=cast.users["worker"])
    assert message.title.startswith("请签署师带徒协议：周师傅带吴徒弟")
    actions.sign_agreement(agreement, agreement.contents, actor=worker)
    assert list(signature_todos(worker)) == []
    assert list(signature_todos(officer)) == []


def test_a_unit_sees_its_own_and_a_union_above_a_count(cast, officer):
    today = timezone.localdate()
    ending = make_valid(officer, ends_on=today + timedelta(days=12))
    looked = Finding(days_ago(40), "赵主任", "good")
    actions.check_midterm(ending, looked, actor=officer)
    over = make_valid(officer, starts_on=days_ago(400), ends_on=days_ago(3))
    quiet = make_valid(officer, starts_on=days_ago(10))
    own = {todo.url: (todo.act_label, todo.due_on) for todo in course_todos(officer)}
    assert own == {
        over.get_absolute_url(): ("登记考核", over.ends_on),
        ending.get_absolute_url(): ("查看", ending.ends_on),
    }
    assert quiet.get_absolute_url() not in own
    above = {todo.title: todo.url for todo in course_todos(cast.actor("district_officer"))}
    assert above["所属基层有1份协议期满待考核"] == "/mentorship/?view=expired"
    assert above["所属基层有1份协议30日内到期"] == "/mentorship/?view=ending"
    assert list(course_todos(cast.actor("city_officer"))) == []


def test_a_midterm_that_is_due_says_so(officer):
    agreement = make_valid(officer, starts_on=days_ago(200))
    (todo,) = course_todos(officer)
    assert (todo.act_label, todo.due_on, todo.tone) == ("中期检查", agreement.midterm_due_on, "crit")


def test_found_by_number_and_by_the_beginning_of_either_name(cast, officer):
    agreement = make_valid(officer)
    for text in ("周师", "吴徒", "〕1号", "车工"):
        (hit,) = find_agreements(officer, text, 5)
        assert hit.url == agreement.get_absolute_url()
    assert list(find_agreements(officer, "师傅", 5)) == []
    assert list(find_agreements(cast.actor("neighbour_officer"), "周师", 5)) == []


def test_a_persons_page_tells_whom_they_teach_and_who_taught_them(cast, officer):
    agreement = make_valid(officer)
    (teaching,) = mentorship_roles(agreement.master, officer)
    (learning,) = mentorship_roles(agreement.apprentice, officer)
    assert (teaching.label, learning.label) == ("师傅，徒弟吴徒弟", "徒弟，师傅周师傅")
    assert list(mentorship_roles(agreement.master, cast.actor("neighbour_officer"))) == []
    page = cast.client("union_officer").get(f"/people/{agreement.master_id}/").content.decode()
    assert "师傅，徒弟吴徒弟" in page


def test_an_organizations_card_counts_what_is_below(cast, officer):
    make_valid(officer, master=make_master(cast.union), apprentice=make_apprentice(cast.union))
    panel = mentorship_panel(cast.district, cast.actor("district_officer"))
    assert [number for _, number, _ in panel.context["rows"]][1:] == [1, 0]
    assert mentorship_panel(cast.neighbour, cast.actor("neighbour_officer")) is None
    assert agreements_inside(cast.district.path, timezone.localdate()) == "1份履行中的师带徒协议"
    page = cast.client("district_officer").get(f"/organizations/{cast.district.pk}/").content.decode()
    assert "师带徒" in page
