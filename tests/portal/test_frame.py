"""The frame and the menu: by role, few queries, no dead entries."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from jiangong.kit.messaging.sending import notify
from jiangong.portal.context import make_frame
from jiangong.portal.navigation import MENU, navigation
from tests.factories.accounts import appoint


def frame_of(cast, name: str, path: str = "/"):
    request = RequestFactory().get(path)
    request.actor, request.request_id = cast.actor(name), "abc"
    return make_frame(request)


def labels(frame) -> list[str]:
    return [item.label for group in frame.navigation for item in group.items]


@pytest.mark.parametrize("entry", [entry for _, entries in MENU for entry in entries], ids=lambda e: e.label)
def test_every_entry_leads_somewhere(entry):
    assert reverse(entry.url_name).startswith("/")


def test_officer_sees_business_and_accounts_but_no_console(cast):
    found = labels(frame_of(cast, "city_officer"))
    assert {"工作台", "文件", "组织", "人员", "账号"} <= set(found)
    assert {"审计", "后台任务", "系统管理"}.isdisjoint(found)


def test_worker_sees_home_rights_and_what_is_theirs(cast):
    assert labels(frame_of(cast, "worker")) == ["工作台", "谁能做什么", "我的师徒协议"]


def test_administrators_see_no_business(cast):
    for name in ("system_admin", "security_admin", "audit_admin"):
        assert {"文件", "组织", "人员", "企业"}.isdisjoint(labels(frame_of(cast, name)))
    assert "审计" in labels(frame_of(cast, "audit_admin"))
    assert "后台任务" in labels(frame_of(cast, "system_admin"))


def test_component_gallery_is_for_developers(cast, settings):
    settings.DEBUG = False
    assert "组件库" not in labels(frame_of(cast, "city_officer"))
    settings.DEBUG = True
    assert "组件库" in labels(frame_of(cast, "city_officer"))


def test_the_longest_address_is_the_current_place(cast):
    groups, tabs = navigation(cast.actor("city_officer"), reverse("people:duplicate_list"))
    assert [item.label for group in groups for item in group.items if item.current] == ["查重合并"]
    groups, tabs = navigation(cast.actor("city_officer"), "/people/12/")
    assert [item.label for group in groups for item in group.items if item.current] == ["人员"]
    groups, tabs = navigation(cast.actor("city_officer"), "/plans/12/")
    assert [tab.label for tab in tabs if tab.current] == ["计划"]


def test_phone_has_at_most_five_tabs_with_unread_messages(cast):
    notify([cast.users["city_officer"]], "通知", actor=cast.actor("district_officer"))
    frame = frame_of(cast, "city_officer")
    assert len(frame.tabs) <= 5
    assert (frame.tabs[-1].label, frame.tabs[-1].count, frame.unread) == ("消息", 1, 1)


def test_frame_takes_one_query_whatever_the_appointments(cast, django_assert_num_queries):
    for place in (cast.neighbour, cast.union, cast.federation):
        appoint(cast.users["city_officer"], place, "city_officer")
    request = RequestFactory().get("/")
    request.actor, request.request_id = cast.actor("city_officer"), "abc"
    with django_assert_num_queries(1):
        frame = make_frame(request)
    assert len(frame.appointments) == 4


def test_frame_of_a_stranger_names_the_federation_only(cast):
    request = RequestFactory().get("/")
    request.actor, request.request_id = None, "abc"
    frame = make_frame(request)
    assert (frame.federation_name, frame.user_name, frame.search_url) == ("河州市总工会", "", "")


def test_person_with_several_appointments_may_switch(cast):
    appoint(cast.users["district_officer"], cast.union, "grassroots_officer", title="主席")
    frame = frame_of(cast, "district_officer")
    assert [(one.label, one.current) for one in frame.appointments] == [
        ("东城区总工会", True),
        ("东城机床厂工会", False),
    ]
    assert frame.appointment_url == reverse("accounts:switch")
