"""A figure opened: what its records add up to is the figure; strangers find nothing."""

from datetime import date

import pytest

from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.indicators.choices import FactSource
from tests.domains.statistics.conftest import put
from tests.factories.plans import make_indicator

DAYS = "?from=2024-01-01&to=2024-09-30"


@pytest.fixture
def address(cast, goals, figures) -> str:
    return f"/boards/records/{goals[1].indicator_id}/{cast.district.pk}/"


def test_the_records_add_up(cast, address):
    page = cast.client("city_officer").get(address + DAYS).content.decode()
    assert '<p class="fig__value">60<small>份</small></p>' in page
    assert "1条，合计60份" in page
    assert "东城机床厂工会" in page
    assert "所属各单位在这段时间内的数据相加。" in page


def test_only_who_sees_the_organization_finds_it(cast, goals, address):
    indicator = goals[1].indicator_id
    client = cast.client("district_officer")
    assert client.get(address + DAYS).status_code == 200
    for stranger in (cast.neighbour.pk, cast.federation.pk, 999_999, 2**63):
        for page in ("", "export/"):
            assert client.get(f"/boards/records/{indicator}/{stranger}/{page}").status_code == 404
    foreign = make_indicator(cast.neighbour, "邻区指标")
    assert client.get(f"/boards/records/{foreign.pk}/{cast.district.pk}/").status_code == 404
    assert client.get(f"/boards/records/{2**63}/{cast.district.pk}/").status_code == 404
    assert cast.client("worker").get(address).status_code == 403


def test_an_adjustment_stands_apart(cast, goals, address):
    indicator = goals[1].indicator
    indicator.measure, indicator.source_mode = "", "typed"
    put_facts(
        [],
        [
            Figure("test:a", indicator.pk, cast.union.pk, date(2024, 4, 1), 2, FactSource.TYPED, "/plans/"),
        ],
    )
    page = cast.client("city_officer").get(address + DAYS).content.decode()
    assert 'href="/plans/"' in page  # a record leads to its own page
    assert "2条，合计62份" in page


def test_long_lists_come_in_pages(cast, goals, address):
    indicator = goals[1].indicator
    put_facts(
        [],
        [Figure(f"test:many{n}", indicator.pk, cast.union.pk, date(2024, 4, 1), 1) for n in range(120)],
    )
    client = cast.client("city_officer")
    first = client.get(address + DAYS).content.decode()
    assert "第1至50条，共121条" in first
    last = client.get(f"{address}{DAYS}&page0=3").content.decode()
    assert "第101至121条，共121条" in last
    assert "第101至121条" in client.get(f"{address}{DAYS}&page0=99").content.decode()


@pytest.mark.parametrize(
    "days",
    ["?from=x&to=y", "?from=2024-13-01", "?from=0001-01-01&to=9999-12-31", "?to=2024-01-01&from=2024-02-01"],
)
def test_odd_days_are_no_fault(cast, address, days):
    assert cast.client("city_officer").get(address + days).status_code == 200


def test_the_table_of_records_on_paper(cast, address):
    answer = cast.client("city_officer").get(f"{address}export/{DAYS}&as=docx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert cast.client("city_officer").get(f"{address}export/{DAYS}&as=pdf").status_code == 404


def test_two_clicks_from_the_city_to_one_record(cast, plan, goals, address):
    """The board's figure is a link to the records, and each record is a link of its own."""
    put(goals[1].indicator, cast.union, date(2024, 6, 1), "1")
    board = cast.client("city_officer").get(f"/boards/{plan.pk}/?as_of=2024-09-30").content.decode()
    door = f"/boards/records/{goals[1].indicator_id}/{cast.federation.pk}/?from=2024-01-01&amp;to=2024-09-30"
    assert f'href="{door}" class="card fig"' in board
    page = cast.client("city_officer").get(door.replace("&amp;", "&")).content.decode()
    assert "68" in page
