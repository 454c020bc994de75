"""A unit orders what stands below it and nothing else."""

from datetime import date

import pytest
from django.urls import reverse

from jiangong.domains.organizations.actions import (
    cancel_change,
    close_organization,
    create_organization,
    merge_organizations,
    move_organization,
    rename_organization,
    split_organization,
)
from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.models import Organization, OrganizationChange
from jiangong.kit.commands.errors import NotAllowed
from tests.cast import Cast
from tests.factories.organizations import make_organization

DAY = date(2024, 1, 1)
LATER = date(2090, 1, 1)


def test_a_district_opens_renames_moves_merges_and_closes_below_itself(cast: Cast) -> None:
    actor = cast.actor("district_officer")
    township = create_organization(
        name="花园街道工会", kind="township", parent=cast.district, starts_on=DAY, actor=actor
    )
    other = make_organization("东城轴承厂工会", "grassroots", cast.district)
    assert rename_organization(cast.union, name="东城机床工会", starts_on=DAY, actor=actor).version == 1
    assert move_organization(cast.union, parent=township, starts_on=DAY, actor=actor).kind == "move"
    merged = merge_organizations([other], into=cast.union, starts_on=date(2024, 2, 1), actor=actor)
    assert merged.state == ChangeState.APPLIED
    close_organization(cast.union, successor=township, starts_on=date(2024, 3, 1), actor=actor)
    assert Organization.unscoped.get(pk=cast.union.pk).successor_id == township.pk


def test_a_district_never_changes_itself(cast: Cast) -> None:
    actor, own = cast.actor("district_officer"), cast.district
    for act in (
        lambda: rename_organization(own, name="东湖区总工会", starts_on=DAY, actor=actor),
        lambda: rename_organization(own, name="东湖区总工会", starts_on=LATER, actor=actor),
        lambda: close_organization(own, starts_on=DAY, actor=actor),
        lambda: split_organization(own, parts=[{"name": "东南区总工会"}], starts_on=DAY, actor=actor),
        lambda: merge_organizations([own], into=cast.neighbour, starts_on=DAY, actor=actor),
    ):
        with pytest.raises(NotAllowed, match="“东城区”是您所在的组织，它的变动由上级工会办理。"):
            act()
    assert not OrganizationChange.unscoped.filter(organization=own).exclude(kind="create").exists()


def test_a_district_takes_nothing_from_others_and_gives_nothing_away(cast: Cast) -> None:
    actor = cast.actor("district_officer")
    for act in (
        lambda: rename_organization(cast.neighbour, name="西湖区总工会", starts_on=DAY, actor=actor),
        lambda: move_organization(cast.neighbour_union, parent=cast.district, starts_on=DAY, actor=actor),
        lambda: move_organization(cast.union, parent=cast.neighbour, starts_on=DAY, actor=actor),
        lambda: move_organization(
            cast.union, parent=cast.federation, kind="district", starts_on=DAY, actor=actor
        ),
        lambda: merge_organizations([cast.neighbour_union], into=cast.union, starts_on=DAY, actor=actor),
        lambda: merge_organizations([cast.union], into=cast.neighbour_union, starts_on=DAY, actor=actor),
        lambda: close_organization(cast.union, successor=cast.neighbour, starts_on=DAY, actor=actor),
        lambda: split_organization(
            cast.union,
            parts=[{"name": "甲工会", "children": [cast.neighbour_union]}],
            starts_on=DAY,
            actor=actor,
        ),
        lambda: create_organization(
            name="河州市南城区总工会", kind="district", parent=cast.federation, starts_on=DAY, actor=actor
        ),
    ):
        with pytest.raises(NotAllowed, match="不都在您的管理范围内，这项变动由上级工会办理。"):
            act()


def test_what_the_city_planned_for_a_district_is_not_the_districts_to_cancel(cast: Cast) -> None:
    city, actor = cast.actor("city_officer"), cast.actor("district_officer")
    renamed = rename_organization(cast.district, name="东湖区总工会", starts_on=LATER, actor=city)
    given = move_organization(cast.union, parent=cast.neighbour, starts_on=LATER, actor=city)
    own = rename_organization(cast.union, name="东城机床工会", starts_on=LATER, actor=actor)
    for change in (renamed, given):
        with pytest.raises(NotAllowed, match="由上级工会办理"):
            cancel_change(change, actor=actor)
    assert cancel_change(own, actor=actor).state == ChangeState.CANCELLED


def test_a_unit_without_the_permission_changes_nothing(cast: Cast) -> None:
    below = make_organization("机床厂一车间工会", "grassroots", cast.union)
    for day in (DAY, LATER):
        with pytest.raises(NotAllowed, match="办理组织变动"):
            rename_organization(below, name="一车间工会", starts_on=day, actor=cast.actor("union_officer"))


def test_the_page_offers_a_district_what_it_may_decide(cast: Cast) -> None:
    client = cast.client("district_officer")
    address = reverse("organizations:rename", args=[cast.district.pk])
    refused = client.get(address)
    assert (refused.status_code, "由上级工会办理" in refused.content.decode()) == (403, True)
    assert address not in client.get(cast.district.get_absolute_url()).content.decode()
    address = reverse("organizations:rename", args=[cast.union.pk])
    assert client.get(address).status_code == 200
    assert address in client.get(cast.union.get_absolute_url()).content.decode()
