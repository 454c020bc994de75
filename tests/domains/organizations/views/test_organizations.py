"""The list, the card, the tree: what each shows, to whom, at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.organizations.actions import add_alias, close_organization, rename_organization
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import system_actor
from tests.cast import CANARY, Cast
from tests.factories.organizations import make_enterprise, make_organization
from tests.support.posting import submit

pytestmark = pytest.mark.django_db

SYSTEM = system_actor()


def test_list_finds_by_alias(cast: Cast) -> None:
    add_alias(cast.district, text="老东区", source="learned", actor=SYSTEM)
    page = cast.client("city_officer").get("/organizations/", {"q": "老东区"}).content.decode()
    assert f"/organizations/{cast.district.pk}/" in page
    assert f"/organizations/{cast.neighbour.pk}/" not in page


def test_list_filters_kind_territory_and_standing(cast: Cast) -> None:
    cast.union.territory = cast.district
    cast.union.save()
    close_organization(cast.neighbour_union, starts_on=date(2023, 1, 1), actor=SYSTEM)
    client = cast.client("city_officer")
    here = client.get("/organizations/", {"territory": cast.district.pk}).content.decode()
    assert cast.union.name in here
    assert cast.neighbour_union.name not in here
    closed = client.get("/organizations/", {"view": "closed", "kind": "grassroots"}).content.decode()
    assert cast.neighbour_union.name in closed
    assert cast.union.name not in closed


def test_list_and_tree_show_a_district_nothing_of_its_neighbour(cast: Cast) -> None:
    client = cast.client("district_officer")
    for address in (
        "/organizations/",
        "/organizations/tree/",
        f"/organizations/{cast.district.pk}/",
        f"/organizations/{cast.district.pk}/edit/",
        "/organizations/enterprises/new/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert CANARY not in answer.content.decode(), address


def test_detail_of_a_neighbour_is_not_found(cast: Cast) -> None:
    client = cast.client("district_officer")
    for address in ("", "edit/", "aliases/new/"):
        assert client.get(f"/organizations/{cast.neighbour.pk}/{address}").status_code == 404
    assert client.get(f"/organizations/tree/{cast.neighbour.pk}/").status_code == 404


def test_detail_shows_card_members_names_enterprises_and_places(cast: Cast) -> None:
    Organization.unscoped.filter(pk=cast.district.pk).update(
        credit_code="81410103MC0000001X", division_code="410103", division_year=2021
    )
    add_alias(cast.district, text="老东区", source="learned", actor=SYSTEM)
    make_enterprise("东城机床有限公司", cast.district)
    page = cast.client("city_officer").get(f"/organizations/{cast.district.pk}/").content.decode()
    for text in (
        "81410103MC0000001X",
        "校验位应为",
        "410103（2021年）",
        "二七区",
        "老东区",
        "东城机床有限公司",
    ):
        assert text in page, text
    assert "基层工会" in page
    assert "2020-01-01" in page


def test_detail_offers_changes_to_those_who_may_make_them(cast: Cast) -> None:
    address = f"/organizations/{cast.district.pk}/"
    assert f"{address}close/" in cast.client("city_officer").get(address).content.decode()
    assert f"{address}close/" not in cast.client("district_officer").get(address).content.decode()
    assert cast.client("district_officer").get(f"{address}close/").status_code == 403


def test_detail_says_the_day_of_a_change_once(cast: Cast) -> None:
    rename_organization(cast.union, name="东城机床公司工会", starts_on=date(2022, 5, 1), actor=SYSTEM)
    page = cast.client("city_officer").get(f"/organizations/{cast.union.pk}/").content.decode()
    history = page[page.index("沿革") :]
    assert history.count("2022-05-01") == 1
    assert history.count("2020-01-01") == 1


def test_create_offers_only_kinds_that_can_stand_within_reach(cast: Cast) -> None:
    page = cast.client("district_officer").get("/organizations/new/").content.decode()
    assert [kind.value for kind in Kind if f'<option value="{kind.value}"' in page] == [
        "township",
        "grassroots",
    ]
    answer = submit(
        cast.client("district_officer"),
        "/organizations/new/",
        name="某区总工会",
        kind=Kind.DISTRICT,
        parent="东城区",
        starts_on="2023-03-01",
    )
    assert answer.status_code == 422
    assert not Organization.unscoped.filter(name="某区总工会").exists()


def test_detail_of_the_federation_offers_only_a_new_name(cast: Cast) -> None:
    address = f"/organizations/{cast.federation.pk}/"
    page = cast.client("city_officer").get(address).content.decode()
    assert f"{address}rename/" in page
    assert f"{address}move/" not in page


def test_create_opens_an_organization(cast: Cast) -> None:
    answer = submit(
        cast.client("city_officer"),
        "/organizations/new/",
        name="文峰街道总工会",
        kind=Kind.TOWNSHIP,
        parent="东城区",
        starts_on="2023-03-01",
        credit_code="",
    )
    made = Organization.unscoped.get(name="文峰街道总工会")
    assert answer.status_code == 302
    assert answer["Location"] == f"/organizations/{made.pk}/"
    assert made.parent == cast.district


def test_create_says_what_is_wrong_and_keeps_what_was_typed(cast: Cast) -> None:
    answer = submit(
        cast.client("city_officer"),
        "/organizations/new/",
        name="文峰街道总工会",
        kind=Kind.TOWNSHIP,
        parent="火星",
        starts_on="2023-03-01",
        division_code="4101",
        division_year="1000",
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "您管理范围内没有“火星”，请从提示中选择，或填写全称。" in page
    assert "行政区划代码应为6位数字" in page
    assert "年份应在1949至" in page
    assert 'value="文峰街道总工会"' in page


def test_create_refuses_a_wrong_place_at_its_field(cast: Cast) -> None:
    answer = submit(
        cast.client("city_officer"),
        "/organizations/new/",
        name="某区总工会",
        kind=Kind.DISTRICT,
        parent="东城区",
        starts_on="2023-03-01",
    )
    assert answer.status_code == 422
    assert "不能设在“东城区”（区县（市）总工会）之下" in answer.content.decode()


def test_create_asks_which_of_two_is_meant(cast: Cast) -> None:
    for district in (cast.district, cast.neighbour):
        make_organization("人民路街道总工会", Kind.TOWNSHIP, district)
    client = cast.client("city_officer")
    facts = {"name": "某厂工会", "kind": Kind.GRASSROOTS, "starts_on": "2023-03-01"}
    answer = submit(client, "/organizations/new/", parent="人民路街道总工会", **facts)
    wanted = Organization.unscoped.get(name="人民路街道总工会", parent=cast.district)
    assert f"人民路街道总工会#{wanted.pk}" in answer.content.decode()
    submit(client, "/organizations/new/", parent=f"人民路街道总工会#{wanted.pk}", **facts)
    assert Organization.unscoped.get(name="某厂工会").parent == wanted


def test_edit_changes_the_card_only(cast: Cast) -> None:
    answer = submit(
        cast.client("district_officer"),
        f"/organizations/{cast.district.pk}/edit/",
        version="0",
        short_name="东区",
        members_count="1200",
        position="1",
        name="偷改的名称",
    )
    assert answer.status_code == 302
    changed = Organization.unscoped.get(pk=cast.district.pk)
    assert (changed.short_name, changed.members_count, changed.name) == ("东区", 1200, "东城区总工会")


def test_tree_shows_the_day_asked_for(cast: Cast) -> None:
    close_organization(cast.neighbour, successor=cast.district, starts_on=date(2023, 1, 1), actor=SYSTEM)
    client = cast.client("city_officer")
    assert cast.neighbour.name in client.get("/organizations/tree/", {"on": "2022-12-31"}).content.decode()
    assert cast.neighbour.name not in client.get("/organizations/tree/").content.decode()
    assert client.get("/organizations/tree/", {"on": "昨天", "root": "x"}).status_code == 200


def test_tree_branch_is_a_fragment_for_htmx_and_a_page_without(cast: Cast) -> None:
    client = cast.client("city_officer")
    address = f"/organizations/tree/{cast.district.pk}/"
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert cast.union.name in fragment
    assert "<html" not in fragment
    assert "<html" in client.get(address).content.decode()


def test_pages_cost_the_same_for_many_members(cast: Cast) -> None:
    client = cast.client("city_officer")
    counts = []
    for size in (2, 30):
        for number in range(size):
            union = make_organization(f"{size}-{number}厂工会", Kind.GRASSROOTS, cast.district)
            make_enterprise(f"{size}-{number}厂", cast.district, union=union)
            add_alias(cast.district, text=f"写法{size}-{number}", source="learned", actor=SYSTEM)
        for address in (
            "/organizations/",
            "/organizations/tree/",
            f"/organizations/{cast.district.pk}/",
            "/organizations/enterprises/",
        ):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:4] == counts[4:]
