"""Screens of studios: the happy paths, strangers, and what is told when something is wrong."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from jiangong.domains.studios import actions
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.models import Deadline, Grant, Result, Studio, Topic
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from tests.cast import CANARY
from tests.factories.people import make_person
from tests.factories.studios import (
    again,
    make_complete,
    make_leader,
    make_named,
    make_registered,
    make_studio,
)
from tests.support.posting import submit

FACTS = {"name": "张三创新工作室", "kind": "craftsmen", "level": "unit"}


def page(cast, name: str, address: str) -> str:
    return cast.client(name).get(address).content.decode()


def test_list_has_tabs_and_no_neighbours(cast):
    make_named(cast.union, name="已命名的工作室")
    make_studio(cast.union, name="建设中的工作室")
    make_studio(cast.neighbour_union, name=f"邻区{CANARY}")
    text = page(cast, "district_officer", "/studios/?view=building")
    assert "建设中的工作室" in text
    assert "已命名的工作室" not in text
    assert CANARY not in text
    assert "缺9项" in text
    named = page(cast, "district_officer", "/studios/?view=named")
    assert "张三" in named
    assert "市劳动模范" in named


def test_list_reads_a_constant_number_of_rows(cast, django_assert_max_num_queries):
    for _ in range(4):
        make_named(cast.union)
    client = cast.client("district_officer")
    with django_assert_max_num_queries(32):
        assert client.get("/studios/").status_code == 200


def test_open_a_file(cast):
    leader = make_leader("张三", cast.union)
    sent = {**FACTS, "organization": cast.union.name, "leader": "张三", "industry": "数控加工"}
    answer = submit(cast.client("union_officer"), "/studios/new/", **sent)
    made = Studio.objects.ungated("test").get()
    assert answer.headers["Location"] == f"/studios/{made.pk}/"
    assert (made.leader, made.organization, made.missing_count) == (leader, cast.union, 6)
    assert cast.union.name in page(cast, "union_officer", "/studios/new/")


def test_wrong_input_keeps_what_was_typed(cast):
    sent = {**FACTS, "organization": cast.neighbour.name, "place": "二楼", "founded_on": "2999-01-01"}
    answer = submit(cast.client("union_officer"), "/studios/new/", **sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "您管理范围内没有" in text
    assert "二楼" in text
    sent["organization"] = cast.union.name
    answer = submit(cast.client("union_officer"), "/studios/new/", **sent)
    assert (answer.status_code, "创建日期不能晚于今天。" in answer.content.decode()) == (422, True)


def test_detail_shows_what_is_lacking_and_what_is_next(cast):
    studio = make_studio(cast.union)
    text = page(cast, "district_officer", f"/studios/{studio.pk}/")
    assert "请指定领衔人。" in text
    assert "还缺9项登记要素" in text  # beside the blocked button
    ready = make_complete(cast.union)
    text = page(cast, "district_officer", f"/studios/{ready.pk}/")
    assert "登记要素齐全，可以确认登记。" in text
    assert f"/studios/{ready.pk}/register/" in text


def test_a_stranger_finds_nothing(cast):
    studio = make_named(cast.union)
    client = cast.client("neighbour_officer")
    for address in ("", "edit/", "review/", "print/", "topic/new/"):
        assert client.get(f"/studios/{studio.pk}/{address}").status_code == 404


def test_the_course_from_the_pages(cast):
    studio, client = make_complete(cast.union), cast.client("district_officer")
    steps = (
        ("register", {"registered_on": "2024-09-01"}, StudioState.REGISTERED),
        ("name", {"level": "district", "named_on": "2025-05-01", "basis": "东工〔2025〕8号"}, StudioState.NAMED),
        ("review", {"year": "2025", "result": "warn", "reviewed_on": "2025-12-01", "reason": "没有课题"}, StudioState.WARNED),
        ("revoke", {"revoked_on": "2026-02-01", "reason": "企业注销"}, StudioState.REVOKED),
    )  # fmt: skip
    for step, sent, reached in steps:
        address = f"/studios/{studio.pk}/{step}/"
        assert client.get(address).status_code == 200
        answer = submit(client, address, **sent, version=again(studio).version)
        assert answer.status_code == 302, answer.content.decode()
        assert again(studio).state == reached
    text = client.get(f"/studios/{studio.pk}/").content.decode()
    assert "2025年度复核警告" in text
    assert "企业注销" in text


def test_a_review_that_says_nothing_is_refused_at_its_field(cast):
    studio, client = make_named(cast.union), cast.client("district_officer")
    sent = {"year": "2025", "result": "warn", "reviewed_on": "2025-12-01", "version": studio.version}
    answer = submit(client, f"/studios/{studio.pk}/review/", **sent)
    assert answer.status_code == 422
    assert "复核结果为“警告”的，请写明理由。" in answer.content.decode()


def test_reopen_and_void_need_a_reason(cast):
    studio, client = make_registered(cast.union), cast.client("district_officer")
    submit(client, f"/studios/{studio.pk}/reopen/")
    assert again(studio).state == StudioState.REGISTERED
    submit(client, f"/studios/{studio.pk}/reopen/", reason="场所不实")
    assert again(studio).state == StudioState.BUILDING
    submit(client, f"/studios/{studio.pk}/void/", reason="重复建档")
    assert again(studio).state == StudioState.VOID


def test_the_team_is_pasted(cast):
    studio, client = (
        make_studio(cast.union, leader=make_leader("张三", cast.union)),
        cast.client("union_officer"),
    )
    for name in ("李四", "王五"):
        make_person(name, cast.union)
    address = f"/studios/{studio.pk}/team/"
    answer = submit(client, address, members="李四\t骨干成员\n王五\n赵六", version=studio.version)
    assert answer.status_code == 422
    assert "第3行：您管理范围内没有登记“赵六”" in answer.content.decode()
    assert submit(client, address, members="李四\t骨干成员\n王五", version=studio.version).status_code == 302
    assert [(one.person.name, one.role) for one in studio.members.all()] == [
        ("李四", "core"),
        ("王五", "member"),
    ]
    assert "李四（东城机床厂工会），骨干成员" in client.get(address).content.decode()


def test_the_leader_is_changed(cast):
    studio, client = make_registered(cast.union), cast.client("union_officer")
    make_leader("钱七", cast.union)
    sent = {"person": "钱七", "from_on": "2026-01-01", "reason": "退休", "version": studio.version}
    assert submit(client, f"/studios/{studio.pk}/leader/", **sent).status_code == 302
    text = client.get(f"/studios/{studio.pk}/").content.decode()
    assert "历任领衔人：钱七（2026-01-01至今，退休）、张三（2024-03-01至2026-01-01）" in text


@pytest.mark.parametrize(
    ("part", "sent", "model"),
    [
        ("topic", {"title": "课题", "started_on": "2025-01-01"}, Topic),
        (
            "result",
            {"title": "成果", "kind": "patent", "obtained_on": "2025-01-01", "benefit": "12.5"},
            Result,
        ),
        ("grant", {"year": "2025", "amount": "3", "source": "above"}, Grant),
    ],
)
def test_entries_are_added_corrected_and_voided(cast, part, sent, model):
    studio, client = make_studio(cast.union), cast.client("union_officer")
    address = f"/studios/{studio.pk}/{part}/"
    assert client.get(f"{address}new/").status_code == 200
    assert submit(client, f"{address}new/", **sent, version="0").status_code == 302
    row = model._base_manager.get()
    other = {"outcome": "完成"} if part == "topic" else {"note": "补充"}
    answer = submit(client, f"{address}{row.pk}/edit/", **sent, **other, version="0")
    assert answer.status_code == 302, answer.content.decode()
    assert submit(client, f"{address}{row.pk}/void/", reason="登错", version="1").status_code == 302
    assert model._base_manager.get().void_reason == "登错"
    assert "已作废：登错" in client.get(f"/studios/{studio.pk}/").content.decode()


def test_an_entry_of_another_studio_or_kind_is_not_there(cast):
    studio, other = make_complete(cast.union), make_studio(cast.union)
    topic, client = Topic.objects.get(studio=studio), cast.client("union_officer")
    assert client.get(f"/studios/{other.pk}/topic/{topic.pk}/edit/").status_code == 404
    assert client.get(f"/studios/{studio.pk}/secret/new/").status_code == 404


def test_the_public_card_shows_the_leader_only_with_consent(cast):
    studio = make_named(cast.union, name="数控创新工作室")
    address = f"/studios/card/{studio.public_token}/"
    assert Client().get(address).status_code == 404
    client = cast.client("union_officer")
    sent = {"shown": "on", "version": studio.version}
    assert submit(client, f"/studios/{studio.pk}/publish/", **sent).status_code == 302
    answer = Client().get(address)
    text = answer.content.decode()
    assert (answer.status_code, answer["X-Robots-Tag"], answer["Cache-Control"]) == (
        200,
        "noindex, nofollow",
        "no-store",
    )
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "数控创新工作室" in text
    assert "张三" not in text
    assert "李四" not in text
    submit(client, f"/studios/{studio.pk}/publish/", shown="on", consents="on", version=again(studio).version)
    assert "张三" in Client().get(address).content.decode()
    assert "<svg" in client.get(f"/studios/{studio.pk}/").content.decode()
    actions.revoke_studio(again(studio), "理由", date(2026, 1, 1), actor=system_actor())
    assert Client().get(address).status_code == 404


def test_a_studio_called_after_its_leader_is_not_public_without_consent(cast):
    studio, client = make_named(cast.union, name="张三劳模创新工作室"), cast.client("union_officer")
    address = f"/studios/{studio.pk}/publish/"
    answer = submit(client, address, shown="on", version=studio.version)
    assert answer.status_code == 422
    assert "工作室名称或简介里有领衔人的姓名" in answer.content.decode()
    assert submit(client, address, shown="on", consents="on", version=studio.version).status_code == 302
    card = f"/studios/card/{studio.public_token}/"
    assert Client().get(card).status_code == 200
    Studio.objects.ungated("test").filter(pk=studio.pk).update(leader_consents=False, consented_on=None)
    assert Client().get(card).status_code == 404
    Studio.objects.ungated("test").filter(pk=studio.pk).update(is_public=True)
    make_leader("钱七", cast.union)
    sent = {"person": "钱七", "from_on": "2026-01-01", "version": again(studio).version}
    assert submit(client, f"/studios/{studio.pk}/leader/", **sent).status_code == 302
    assert Client().get(card).status_code == 404  # the former leader's name is still in the studio's


def test_a_named_studio_offers_its_confirmation(cast):
    studio = make_named(cast.union)
    assert f"/studios/{studio.pk}/review/" in page(cast, "district_officer", f"/studios/{studio.pk}/")
    assert "年度复核" not in page(cast, "union_officer", f"/studios/{studio.pk}/")
    city = make_named(cast.union, "city", name="市级工作室")
    assert "市级工作室由上一级工会办理" in page(cast, "district_officer", f"/studios/{city.pk}/")


def test_a_wrong_token_is_not_there(cast):
    assert Client().get("/studios/card/x/").status_code == 404


def test_deadlines_are_set_for_all_units_at_once(cast):
    client, year = cast.client("city_officer"), timezone.localdate().year
    sent = {"year": year, "due_on": f"{year}-06-30", "units": "", "note": "年度安排"}
    assert submit(client, "/studios/deadlines/new/", **sent).status_code == 302
    assert Deadline.objects.ungated("test").count() == 2
    own = Deadline.objects.ungated("test").get(organization=cast.district)
    answer = submit(
        client, f"/studios/deadlines/{own.pk}/edit/", due_on=f"{year}-07-31", note="", version="0"
    )
    assert answer.status_code == 302
    text = page(cast, "district_officer", "/studios/deadlines/")
    assert f"{year}-07-31" in text
    assert CANARY not in text


def test_an_unknown_unit_is_told(cast):
    sent = {"year": "2026", "due_on": "2026-06-30", "units": "东城区总工会\n火星总工会"}
    answer = submit(cast.client("city_officer"), "/studios/deadlines/new/", **sent)
    assert answer.status_code == 422
    assert "您管理范围内没有“火星总工会”" in answer.content.decode()


def test_the_file_and_the_roster_are_printed(cast):
    studio, client = make_named(cast.union), cast.client("district_officer")
    for kind in ("docx", "pdf"):
        assert client.get(f"/studios/{studio.pk}/print/?as={kind}").status_code == 200
    assert client.get("/studios/?view=named&export=print_docx").status_code == 200
    verbs = list(AuditEntry.objects.filter(verb="studios.studio.print").values_list("changes", flat=True))
    assert {"kind": "docx"} in verbs
    assert {"kind": "docx", "rows": 1} in verbs


def test_person_page_and_card_of_the_union_show_the_studio(cast):
    studio = make_named(cast.union, name="数控创新工作室")
    assert "创新工作室领衔人" in page(cast, "district_officer", studio.leader.get_absolute_url())
    assert "数控创新工作室" in page(cast, "district_officer", cast.union.get_absolute_url())
    assert "数控创新工作室" in page(cast, "district_officer", "/search/?q=数控创新")
