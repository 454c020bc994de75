"""The pages of versions: list, comparison, beginning and deciding."""

import re

import pytest

from jiangong.domains.plans.actions.editions import start_adjustment, submit_edition
from jiangong.domains.plans.models import Edition
from tests.cast import CANARY
from tests.factories.editions import give, make_issued
from tests.support.posting import submit


@pytest.fixture
def plan(cast):
    return make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour])


@pytest.fixture
def edition(cast, plan):
    made = start_adjustment(plan, "企业搬迁", actor=cast.actor("city_officer"))
    give(made, 0, 3)
    give(made, 1, 7)
    return made


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1]))


def decide(cast, edition, who, name, **fields):
    return submit(cast.client(who), f"/plans/editions/{edition.pk}/{name}/", **fields)


def state(edition) -> str:
    return Edition.objects.get(pk=edition.pk).state


def test_the_list_tells_reason_people_and_what_changed(cast, edition):
    page = text(cast.client("city_leader").get(f"/plans/{edition.plan_id}/editions/"))
    assert "第2版 草稿 企业搬迁 city_officer — — 2家单位有变化" in page
    assert "第1版 现行 首次分解 city_officer —" in page


def test_a_unit_reads_versions_in_force_and_its_own_changes(cast, edition):
    address = f"/plans/{edition.plan_id}/editions/"
    assert "第2版" not in text(cast.client("district_officer").get(address))
    submit_edition(edition, actor=cast.actor("city_officer"))
    decide(cast, edition, "city_leader", "approve")
    assert "1家单位有变化" in text(cast.client("district_officer").get(address))
    page = cast.client("district_officer").get(f"{address}compare/")
    assert "5 → 3" in text(page).replace("　", " ").replace("  ", " ")
    assert CANARY not in page.content.decode()


def test_an_adjustment_begins_with_a_form(cast, plan):
    client, address = cast.client("city_officer"), f"/plans/{plan.pk}/editions/new/"
    assert client.get(address).status_code == 200
    assert "请写明调整原因。" in submit(client, address, reason=" ").content.decode()
    answer = submit(client, address, reason="企业搬迁")
    assert (answer.status_code, answer["Location"]) == (302, f"/plans/{plan.pk}/grid/?edition=2")
    assert "已有一版调整正在进行" in client.get(address).content.decode()


def test_two_people_one_submits_the_other_decides(cast, edition):
    assert decide(cast, edition, "city_officer", "submit").status_code == 302
    assert state(edition) == "pending"
    decide(cast, edition, "city_leader", "send-back", reason="请写清楚。")
    assert state(edition) == "draft"
    decide(cast, edition, "city_officer", "submit")
    decide(cast, edition, "city_leader", "approve")
    assert state(edition) == "approved"


def test_given_up_with_a_reason(cast, edition):
    decide(cast, edition, "city_officer", "drop")
    assert state(edition) == "draft"
    decide(cast, edition, "city_officer", "drop", reason="不调了。")
    assert state(edition) == "dropped"


def test_deciding_tells_who_signs_again(cast, edition):
    submit_edition(edition, actor=cast.actor("city_officer"))
    page = cast.client("city_leader").get(f"/plans/{edition.plan_id}/grid/").content.decode()
    assert f"须重新签收：东城区、西城区总工会{CANARY}。" in page


def test_a_stranger_decides_nothing(cast, edition):
    for name in ("submit", "approve", "send-back", "drop"):
        assert decide(cast, edition, "neighbour_officer", name, reason="x").status_code == 302
        assert decide(cast, edition, "partner_officer", name, reason="x").status_code == 404
    assert state(edition) == "draft"


def test_versions_that_are_alike_say_so(cast, plan):
    page = text(cast.client("city_officer").get(f"/plans/{plan.pk}/editions/compare/"))
    assert "两版任务数相同" in page


def test_comparing_what_is_not_there_shows_the_latest(cast, edition):
    answer = cast.client("city_officer").get(f"/plans/{edition.plan_id}/editions/compare/?from=x&to=99")
    assert "第1版与第2版对照" in text(answer)
