"""A change is asked twice: the second time its consequences are spelt out; only then it happens."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization, OrganizationChange
from jiangong.domains.organizations.signals import consequence_sources
from tests.cast import Cast
from tests.factories.organizations import make_organization
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def test_move_spells_out_consequences_first(cast: Cast) -> None:
    consequence_sources.append(lambda path, day: "3名会员")
    township = make_organization("文峰街道总工会", Kind.TOWNSHIP, cast.district)
    make_organization("文峰厂工会", Kind.GRASSROOTS, township)
    client, address = cast.client("city_officer"), f"/organizations/{township.pk}/move/"
    try:
        asked = submit(client, address, parent=cast.neighbour.name, starts_on="2023-03-01")
    finally:
        consequence_sources.pop()
    page = asked.content.decode()
    assert asked.status_code == 200
    assert f"“文峰街道总工会”由“东城区”改隶“{cast.neighbour.name}”。" in page
    assert "“文峰街道总工会”涉及1个下级组织、3名会员。" in page
    assert Organization.unscoped.get(pk=township.pk).parent_id == cast.district.pk
    assert OrganizationChange.unscoped.count() == 0
    done = submit(client, address, parent=cast.neighbour.name, starts_on="2023-03-01", confirmed="on")
    assert done.status_code == 302
    assert Organization.unscoped.get(pk=township.pk).parent_id == cast.neighbour.pk


def test_move_refused_keeps_what_was_typed(cast: Cast) -> None:
    answer = submit(
        cast.client("city_officer"),
        f"/organizations/{cast.district.pk}/move/",
        parent=cast.union.name,
        starts_on="2023-03-01",
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“东城机床厂工会”是“东城区”的下级，不能作为它的上级或承接组织，请另选一个。" in page
    assert 'value="东城机床厂工会"' in page


def test_rename_for_the_future_waits_and_can_be_cancelled(cast: Cast) -> None:
    client = cast.client("city_officer")
    day = timezone.localdate() + timedelta(days=30)
    facts = {"name": "东湖区总工会", "short_name": "东湖区", "starts_on": day.isoformat()}
    address = f"/organizations/{cast.district.pk}/rename/"
    assert "自动生效；生效前可以取消" in submit(client, address, **facts).content.decode()
    submit(client, address, confirmed="on", **facts)
    change = OrganizationChange.unscoped.get()
    assert change.state == ChangeState.PENDING
    page = client.get(f"/organizations/{cast.district.pk}/").content.decode()
    assert change.summary in page
    submit(client, f"/organizations/changes/{change.pk}/cancel/")
    change.refresh_from_db()
    assert change.state == ChangeState.CANCELLED


def test_merge_into_a_new_organization(cast: Cast) -> None:
    answer = submit(
        cast.client("city_officer"),
        f"/organizations/{cast.district.pk}/merge/",
        others=cast.neighbour.name,
        into="new",
        name="新城区总工会",
        starts_on="2023-03-01",
        confirmed="on",
    )
    made = Organization.unscoped.get(name="新城区总工会")
    assert answer["Location"] == f"/organizations/{made.pk}/"
    assert Organization.unscoped.get(pk=cast.union.pk).parent == made


def test_merge_asks_for_the_new_name_and_for_others_only(cast: Cast) -> None:
    page = submit(
        cast.client("city_officer"),
        f"/organizations/{cast.district.pk}/merge/",
        others="东城区",
        into="new",
        starts_on="2023-03-01",
    ).content.decode()
    assert "这里只填写其他组织，请去掉本组织。" in page
    assert "合并为新组织时，请填写新组织的名称。" in page


def test_split_gives_named_members_to_the_new_organization(cast: Cast) -> None:
    submit(
        cast.client("city_officer"),
        f"/organizations/{cast.district.pk}/split/",
        remains="keep",
        name_1="东新区总工会",
        members_1=cast.union.name,
        starts_on="2023-03-01",
        confirmed="on",
    )
    assert Organization.unscoped.get(pk=cast.union.pk).parent.name == "东新区总工会"


def test_close_hands_over_to_the_successor(cast: Cast) -> None:
    submit(
        cast.client("city_officer"),
        f"/organizations/{cast.neighbour.pk}/close/",
        successor="东城区",
        starts_on="2023-03-01",
        confirmed="on",
    )
    closed = Organization.unscoped.get(pk=cast.neighbour.pk)
    assert (closed.closed_on, closed.successor) == (date(2023, 3, 1), cast.district)
    page = cast.client("city_officer").get(f"/organizations/{closed.pk}/").content.decode()
    assert "2023年3月1日撤销，由“东城区”承接" in page
    assert f"/organizations/{closed.pk}/close/" not in page
    shut = cast.client("city_officer").get(f"/organizations/{closed.pk}/rename/")
    assert shut.status_code == 403
    assert "已于2023年3月1日撤销，请选择仍在运行的组织。" in shut.content.decode()


def test_a_rename_says_nothing_of_who_may_see(cast: Cast) -> None:
    address = f"/organizations/{cast.district.pk}/rename/"
    asked = submit(cast.client("city_officer"), address, name="东湖区总工会", starts_on="2023-03-01")
    page = asked.content.decode()
    assert "确认后立即生效。" in page
    assert "涉及" not in page


def test_change_forms_open_for_the_city(cast: Cast) -> None:
    client = cast.client("city_officer")
    for name in ("rename", "move", "merge", "split", "close"):
        assert client.get(f"/organizations/{cast.district.pk}/{name}/").status_code == 200, name


def test_an_impossible_year_is_caught_at_its_field(cast: Cast) -> None:
    answer = submit(
        cast.client("city_officer"),
        f"/organizations/{cast.district.pk}/rename/",
        name="东湖区总工会",
        starts_on="9999-12-31",
    )
    assert answer.status_code == 422
    assert "年份应在1900至2100之间，请改正。" in answer.content.decode()
