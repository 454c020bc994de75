"""Filters of the lists know only what the actor reaches."""

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Dictionary, Enterprise, Organization
from jiangong.domains.organizations.tables import EnterpriseTable, OrganizationTable
from tests.cast import Cast
from tests.factories.organizations import make_enterprise


def table(cast: Cast, who: str, **parameters: str) -> OrganizationTable:
    actor = cast.actor(who)
    return OrganizationTable(Organization.objects.visible_to(actor), parameters, actor)


def test_territory_filter_offers_districts_within_reach(cast: Cast) -> None:
    (territory,) = [
        one for one in table(cast, "district_officer").filter_fields if one["filter"].name == "territory"
    ]
    assert territory["options"] == [(str(cast.district.pk), "东城区")]


def test_wrong_filter_values_are_ignored(cast: Cast) -> None:
    everything = table(cast, "city_officer").total
    wrong = table(cast, "city_officer", territory="9" * 30, kind="planet", under="x")
    assert wrong.total == everything


def test_tabs_count_units_open_and_closed(cast: Cast) -> None:
    Organization.unscoped.filter(pk=cast.neighbour_union.pk).update(closed_on="2023-01-01")
    counts = {tab["label"]: tab["count"] for tab in table(cast, "city_officer").tabs}
    assert counts == {"全部": 7, "直属单位": 2, "运行中": 6, "已撤销": 1}


def test_chain_filter_offers_this_years_chains(cast: Cast) -> None:
    Dictionary.objects.create(key="chains", year=2024).entries.create(code="01", label="软件")
    make_enterprise("甲公司", cast.district, chain="软件")
    make_enterprise("乙公司", cast.district)
    actor = cast.actor("district_officer")
    found = EnterpriseTable(Enterprise.objects.visible_to(actor), {"chain": "软件"}, actor)
    assert [row.cells[0].text for row in found.rows] == ["甲公司"]
    unknown = EnterpriseTable(Enterprise.objects.visible_to(actor), {"chain": "硬件"}, actor)
    assert unknown.total == 2


def test_kinds_are_named_in_chinese(cast: Cast) -> None:
    shown = [row.cells[1].text for row in table(cast, "city_officer", kind=Kind.PARTNER).rows]
    assert shown == ["联合部门"]
