"""Enterprises are registered, changed, found and exported within reach."""

import pytest

from jiangong.domains.organizations.models import Enterprise
from tests.cast import CANARY, Cast
from tests.factories.organizations import make_enterprise
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def test_create_registers_an_enterprise(cast: Cast) -> None:
    answer = submit(
        cast.client("district_officer"),
        "/organizations/enterprises/new/",
        name="东城机床有限公司",
        credit_code="9141 0103 MA00 0000 1X",
        organization="东城区",
        union=cast.union.name,
        above_scale="on",
        ownership="private",
        workers_count="300",
    )
    made = Enterprise.unscoped.get()
    assert answer["Location"] == f"/organizations/enterprises/{made.pk}/"
    assert (made.organization, made.union, made.above_scale) == (cast.district, cast.union, True)
    assert made.credit_code == "91410103MA0000001X"
    page = cast.client("district_officer").get(answer["Location"]).content.decode()
    assert "已建会" in page
    assert "校验位应为" in page


def test_create_refuses_a_credit_code_twice_and_a_stranger(cast: Cast) -> None:
    make_enterprise("甲公司", cast.district, credit_code="91410103MA0000001X")
    page = submit(
        cast.client("district_officer"),
        "/organizations/enterprises/new/",
        name="乙公司",
        credit_code="91410103MA0000001X",
        organization="东城区",
    ).content.decode()
    assert "这个统一社会信用代码已登记在另一家企业名下，请核对。" in page
    page = submit(
        cast.client("district_officer"),
        "/organizations/enterprises/new/",
        name="丙公司",
        organization=cast.neighbour.name,
    ).content.decode()
    assert "您管理范围内没有" in page
    assert Enterprise.unscoped.count() == 1


def test_edit_changes_the_union(cast: Cast) -> None:
    enterprise = make_enterprise("甲公司", cast.district)
    address = f"/organizations/enterprises/{enterprise.pk}/edit/"
    client = cast.client("district_officer")
    assert 'value="东城区总工会"' in client.get(address).content.decode()
    submit(
        client,
        address,
        version="0",
        name="甲公司",
        organization="东城区总工会",
        union=cast.union.name,
    )
    assert Enterprise.unscoped.get().union == cast.union


def test_list_tabs_filters_and_export_stay_within_reach(cast: Cast) -> None:
    make_enterprise("甲公司", cast.district, above_scale=True)
    make_enterprise("乙公司", cast.district, union=cast.union, high_risk=True)
    make_enterprise(f"丙公司{CANARY}", cast.neighbour)
    client = cast.client("district_officer")
    address = "/organizations/enterprises/"
    page = client.get(address, {"view": "unorganized"}).content.decode()
    assert "甲公司" in page
    assert "乙公司" not in page
    assert "甲公司" not in client.get(address, {"high_risk": "1"}).content.decode()
    exported = b"".join(client.get(address, {"export": "csv"})).decode()
    assert "甲公司" in exported
    assert CANARY not in page + exported
