"""Who takes part: an enterprise by code or name, or an organization by any of its names."""

import pytest

from jiangong.domains.organizations.queries import (
    home_of,
    organization_meant,
    parties_meant,
    party_meant,
    unit_meant,
)
from tests.factories.organizations import make_enterprise, make_organization

pytestmark = pytest.mark.django_db
CODE = "91410100MA3X0AKT9H"


def test_an_enterprise_goes_before_an_organization_of_a_similar_name(cast):
    enterprise = make_enterprise("东城机床厂", cast.district, credit_code=CODE, union=cast.union)
    actor = cast.actor("district_officer")
    for text in ("东城机床厂", CODE):
        party = party_meant(text, actor)
        assert (party.enterprise, party.unit, party.identity) == (enterprise, None, f"e{enterprise.pk}")
    union = party_meant("东城机床厂工会", actor)
    assert (union.enterprise, union.unit, union.identity) == (None, cast.union, f"o{cast.union.pk}")


def test_two_enterprises_of_one_name_are_told_apart_by_code(cast):
    for code in (CODE, "91410100MA3X0AKT8J"):
        make_enterprise("同名厂", cast.district, credit_code=code)
    with pytest.raises(ValueError, match=f"有2家企业叫“同名厂”，请改填统一社会信用代码（{CODE}"):
        party_meant("同名厂", cast.actor("district_officer"))


def test_what_is_out_of_reach_is_not_found(cast):
    make_enterprise("邻厂", cast.neighbour)
    said = parties_meant(["邻厂", cast.neighbour.name], cast.actor("district_officer"))
    assert all(isinstance(text, str) and "没有" in text for text in said.values())


def test_a_closed_organization_is_refused(cast):
    gone = make_organization("东城旧厂工会", parent=cast.district)
    type(gone).objects.ungated("test").filter(pk=gone.pk).update(closed_on="2024-01-01")
    with pytest.raises(ValueError, match="已经撤销"):
        organization_meant(f"东城旧厂工会#{gone.pk}", cast.actor("district_officer"))


def test_a_department_keeps_the_ledgers_of_its_union(cast):
    assert home_of(cast.actor("city_officer")) == cast.federation
    assert home_of(cast.actor("district_officer")) == cast.district


def test_of_two_alike_each_is_offered_with_its_key(cast):
    for place in (cast.district, cast.neighbour):
        make_organization("永安纺织厂工会", "grassroots", place)
    with pytest.raises(ValueError, match="不够明确，请从下面选一个照写：“永安纺织厂工会#"):
        organization_meant("永安纺织厂工会", cast.actor("city_officer"))


def test_a_unit_is_given_as_the_row_it_is(cast):
    actor = cast.actor("district_officer")
    enterprise = make_enterprise("东城纺织有限公司", cast.district)
    assert unit_meant("东城纺织有限公司", actor) == enterprise
    assert unit_meant("东城机床厂工会", actor) == cast.union
