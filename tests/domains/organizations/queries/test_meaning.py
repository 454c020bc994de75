"""The one organization or enterprise a written name means."""

import pytest

from jiangong.domains.organizations.queries import names_offered, organization_meant, unit_meant
from tests.factories.organizations import make_enterprise, make_organization


def test_full_and_short_names_and_keys_are_understood(cast):
    actor = cast.actor("city_officer")
    assert organization_meant("东城区总工会", actor) == cast.district
    assert organization_meant("东城区", actor) == cast.district
    assert organization_meant(f"随便#{cast.union.pk}", actor) == cast.union


def test_what_is_out_of_reach_or_unknown_is_refused(cast):
    actor = cast.actor("district_officer")
    for text in (cast.neighbour.name, f"西城#{cast.neighbour.pk}", "火星工会"):
        with pytest.raises(ValueError, match=r"请填写单位全称或简称|请从下面选一个照写"):
            organization_meant(text, actor)


def test_of_two_alike_each_is_offered_with_its_key(cast):
    for place in (cast.district, cast.neighbour):
        make_organization("永安纺织厂工会", "grassroots", place)
    with pytest.raises(ValueError, match="不够明确，请从下面选一个照写：“永安纺织厂工会#"):
        organization_meant("永安纺织厂工会", cast.actor("city_officer"))


def test_an_enterprise_is_found_by_its_exact_name(cast):
    actor = cast.actor("district_officer")
    enterprise = make_enterprise("东城纺织有限公司", cast.district)
    assert unit_meant("东城纺织有限公司", actor) == enterprise
    assert unit_meant("东城机床厂工会", actor) == cast.union


def test_names_within_reach_are_offered(cast):
    assert names_offered(cast.actor("union_officer")) == (cast.union.name,)
