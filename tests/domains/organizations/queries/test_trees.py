"""The tree of any day, and the regrouping of industrial unions between 2021 and 2024."""

from datetime import date

import pytest

from jiangong.domains.organizations.actions import (
    create_organization,
    merge_organizations,
    move_organization,
)
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import (
    ancestors,
    kinds_to_open,
    members_as_of,
    members_by_kind,
    name_as_of,
    organizations_as_of,
    path_as_of,
    subtree_as_of,
    tree_as_of,
    units,
)
from jiangong.kit.access.actor import system_actor
from tests.cast import Cast
from tests.factories.organizations import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SYSTEM = system_actor()
BEFORE, REGROUPED, AFTER = date(2021, 4, 9), date(2023, 1, 1), date(2024, 6, 1)
OF_2021 = (
    "轻工纺织", "能源石化", "建设邮电", "农林水利", "机械冶金建材", "机关", "财贸金融", "教科文卫体",
)  # fmt: skip


@pytest.fixture
def city() -> Organization:
    """A city whose industrial unions of 2021 were regrouped in 2023."""
    city = make_organization("河州市总工会", Kind.FEDERATION)
    old = {
        name: make_organization(f"{name}工会", Kind.INDUSTRY, city, position=number)
        for number, name in enumerate(OF_2021)
    }
    for name, union in old.items():
        make_organization(f"{name}第一厂工会", Kind.GRASSROOTS, union)
    cars, energy = old["机械冶金建材"], old["能源石化"]
    merge_organizations(
        [cars, old["轻工纺织"]], name="汽车及装备制造业工会", starts_on=REGROUPED, actor=SYSTEM
    )
    merge_organizations([energy], into=old["教科文卫体"], starts_on=REGROUPED, actor=SYSTEM)
    for name in ("电子信息科技工会", "新就业形态工会"):
        create_organization(name=name, kind=Kind.INDUSTRY, parent=city, starts_on=REGROUPED, actor=SYSTEM)
    mill = Organization.unscoped.get(name="轻工纺织第一厂工会")
    move_organization(
        mill, parent=Organization.unscoped.get(name="电子信息科技工会"), starts_on=AFTER, actor=SYSTEM
    )
    return city


def industry_on(day: date) -> set[str]:
    return set(organizations_as_of(day, SYSTEM).filter(kind=Kind.INDUSTRY).values_list("name", flat=True))


def test_organizations_as_of_shows_each_sides_industrial_unions(city: Organization) -> None:
    assert industry_on(BEFORE) == {f"{name}工会" for name in OF_2021}
    assert industry_on(AFTER) == {
        "建设邮电工会",
        "农林水利工会",
        "机关工会",
        "财贸金融工会",
        "教科文卫体工会",
        "汽车及装备制造业工会",
        "电子信息科技工会",
        "新就业形态工会",
    }


def test_subtree_as_of_adds_up_what_stood_there_that_day(city: Organization) -> None:
    merged = Organization.unscoped.get(name="汽车及装备制造业工会")
    old = Organization.unscoped.get(name="机械冶金建材工会")

    def names(organization: Organization, day: date) -> set[str]:
        return set(subtree_as_of(organization, day).values_list("name", flat=True))

    assert names(old, BEFORE) == {"机械冶金建材工会", "机械冶金建材第一厂工会"}
    assert names(old, AFTER) == set()
    assert names(merged, BEFORE) == set()
    assert names(merged, date(2023, 5, 1)) == {
        "汽车及装备制造业工会",
        "机械冶金建材第一厂工会",
        "轻工纺织第一厂工会",
    }
    assert names(merged, AFTER) == {"汽车及装备制造业工会", "机械冶金建材第一厂工会"}


def test_path_as_of_is_empty_outside_the_organizations_life(city: Organization) -> None:
    old = Organization.unscoped.get(name="机械冶金建材工会")
    assert path_as_of(old, BEFORE) == f"{city.path}{old.pk}/"
    assert path_as_of(old, REGROUPED) == ""
    assert path_as_of(old, date(2019, 12, 31)) == ""


def test_name_as_of_is_the_name_of_that_day(city: Organization) -> None:
    assert name_as_of(city, BEFORE) == "河州市总工会"


def test_tree_as_of_hangs_everybody_under_their_parent(city: Organization) -> None:
    (root,) = tree_as_of(BEFORE, SYSTEM)
    assert root.name == "河州市总工会"
    assert [child.name for child in root.children] == [f"{name}工会" for name in OF_2021]
    assert root.size == 16
    assert {child.children[0].name for child in root.children} == {f"{name}第一厂工会" for name in OF_2021}


def test_tree_as_of_begins_at_what_the_actor_reaches(cast: Cast) -> None:
    (root,) = tree_as_of(date(2021, 1, 1), cast.actor("district_officer"))
    assert root.pk == cast.district.pk
    assert [child.pk for child in root.children] == [cast.union.pk]


def test_members_as_of_counts_what_stood_below(city: Organization) -> None:
    (root,) = members_as_of(None, BEFORE, SYSTEM)
    assert (root.name, root.size) == ("河州市总工会", 16)
    merged = Organization.unscoped.get(name="汽车及装备制造业工会")
    found = {span.name: span.size for span in members_as_of(city, date(2023, 5, 1), SYSTEM)}
    assert found["汽车及装备制造业工会"] == 2
    assert found["新就业形态工会"] == 0
    assert len(members_as_of(merged, date(2023, 5, 1), SYSTEM)) == 2


def test_members_as_of_reads_the_actors_own_top(cast: Cast) -> None:
    (top,) = members_as_of(None, date(2021, 1, 1), cast.actor("district_officer"))
    assert top.organization_id == cast.district.pk


def test_units_come_in_the_notices_order_without_closed_ones(city: Organization) -> None:
    names = [unit.name for unit in units(SYSTEM)]
    assert "机械冶金建材工会" not in names
    assert names.index("建设邮电工会") < names.index("财贸金融工会")


def test_access_after_a_merger_follows_the_successor(cast: Cast) -> None:
    merge_organizations([cast.neighbour], into=cast.district, starts_on=date(2023, 1, 1), actor=SYSTEM)
    seen = Organization.objects.visible_to(cast.actor("district_officer"))
    assert set(seen.values_list("pk", flat=True)) == {
        cast.district.pk,
        cast.union.pk,
        cast.neighbour.pk,
        cast.neighbour_union.pk,
    }
    assert [each.pk for each in Organization.objects.visible_to(cast.actor("neighbour_officer"))] == [
        cast.neighbour.pk
    ]


def test_ancestors_begin_at_the_highest_the_actor_reaches(cast: Cast) -> None:
    assert ancestors(cast.union, SYSTEM) == [cast.federation, cast.district]
    assert ancestors(cast.union, cast.actor("district_officer")) == [cast.district]


def test_members_by_kind_counts_direct_and_all(cast: Cast) -> None:
    make_organization("东城街道总工会", Kind.TOWNSHIP, cast.district)
    assert members_by_kind(cast.federation, SYSTEM) == [
        (Kind.DISTRICT, 2, 2),
        (Kind.TOWNSHIP, 0, 1),
        (Kind.GRASSROOTS, 0, 2),
        (Kind.DEPARTMENT, 1, 1),
        (Kind.PARTNER, 1, 1),
    ]


def test_kinds_to_open_are_those_that_can_stand_somewhere_within_reach(cast: Cast) -> None:
    kinds = {
        who: kinds_to_open(cast.actor(who))
        for who in ("district_officer", "union_officer", "partner_officer")
    }
    assert kinds == {
        "district_officer": [Kind.TOWNSHIP, Kind.GRASSROOTS],
        "union_officer": [Kind.GRASSROOTS],
        "partner_officer": [],
    }
    everywhere = kinds_to_open(cast.actor("city_officer"))
    assert everywhere == [kind for kind in Kind if kind != Kind.FEDERATION]
