"""The district or zone everything stands on."""

from dataclasses import replace

from jiangong.domains.organizations.queries import ground_of, grounds, grounds_for
from tests.factories.organizations import make_organization


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
