"""The one organization somebody names, and the ground it stands on."""

from dataclasses import replace
from datetime import date

import pytest

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import (
    ground_of,
    grounds,
    grounds_for,
    names_within,
    organization_named,
)
from tests.factories.organizations import make_organization


def test_a_name_a_short_name_and_a_key_are_understood(cast):
    actor = cast.actor("district_officer")
    for text in ("东城区总工会", "东城区", f"随便#{cast.district.pk}"):
        assert organization_named(text, actor) == cast.district, text


@pytest.mark.parametrize("text", ["西城区", "没有这个单位", "随便#999999", ""])
def test_what_is_not_in_reach_is_asked_about(cast, text):
    with pytest.raises(ValueError, match="请"):
        organization_named(text, cast.actor("district_officer"))


def test_a_closed_one_is_named_as_closed(cast):
    closed = make_organization("老厂工会", parent=cast.district)
    Organization.objects.ungated("t").filter(pk=closed.pk).update(closed_on=date(2024, 1, 1))
    with pytest.raises(ValueError, match="已撤销"):
        organization_named(f"老厂工会#{closed.pk}", cast.actor("district_officer"))


def test_suggestions_are_what_one_reaches(cast):
    assert names_within(cast.actor("district_officer")) == ("东城区总工会", "东城机床厂工会")


def test_ground_is_the_territory_or_what_one_stands_under(cast):
    placed = make_organization("直属厂工会", "enterprise", cast.federation, territory=cast.neighbour)
    assert ground_of(cast.union) == cast.district.pk
    assert ground_of(cast.district) == cast.district.pk
    assert ground_of(placed) == cast.neighbour.pk
    assert ground_of(cast.federation) is None


def test_one_names_the_districts_in_reach_or_ones_own_or_any(cast):
    industry = make_organization("河州市纺织工会", "industry", cast.federation)
    officer, union, city = (cast.actor(n) for n in ("district_officer", "union_officer", "city_officer"))
    assert grounds_for(officer) == [cast.district]
    assert grounds_for(union) == [cast.district]
    assert grounds_for(city) == grounds() == [cast.district, cast.neighbour]
    assert grounds_for(replace(officer, organization=industry, scope_path=industry.path)) == grounds()
