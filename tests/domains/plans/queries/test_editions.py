"""Versions compared, and whose signature still holds."""

import pytest

from jiangong.domains.plans.actions.editions import approve_edition, start_adjustment, submit_edition
from jiangong.domains.plans.models import Cosignature
from jiangong.domains.plans.queries.editions import (
    changed_units,
    compare,
    editions_for,
    reachable_units,
    reads_whole,
    signatures,
)
from jiangong.domains.plans.queries.grid import edition_in_force
from tests.factories.editions import give, make_issued, sign


@pytest.fixture
def plan(cast):
    return make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour, cast.union])


def adjust(cast, plan, shares, *, approved=True):
    """A further version in which rows have other shares."""
    edition = start_adjustment(plan, "调整", actor=cast.actor("city_officer"))
    for row, value in shares.items():
        give(edition, row, value)
    if approved:
        submit_edition(edition, actor=cast.actor("city_officer"))
        approve_edition(edition, actor=cast.actor("city_leader"))
    return edition


def names(recipients):
    return [one.organization.name for one in recipients]


def test_everybody_signs_for_the_first_version(plan):
    assert len(changed_units(edition_in_force(plan))) == 3


def test_only_whose_shares_changed_sign_again(cast, plan):
    edition = adjust(cast, plan, {0: 4, 2: 6})
    assert names(changed_units(edition)) == [cast.district.name, cast.union.name]


def test_a_share_taken_away_and_one_given_anew_count_as_changes(cast, plan):
    edition = adjust(cast, plan, {0: None, 1: 10})
    assert names(changed_units(edition)) == [cast.district.name, cast.neighbour.name]
    again = adjust(cast, plan, {0: 5, 1: 5})
    assert names(changed_units(again)) == [cast.district.name, cast.neighbour.name]


def test_a_signature_holds_until_the_unit_s_own_shares_change(cast, plan):
    first = edition_in_force(plan)
    for unit in (cast.district, cast.neighbour):
        sign(first, unit)
    assert set(signatures(first)) == {cast.district.pk, cast.neighbour.pk}
    second = adjust(cast, plan, {0: 4, 2: 6})
    assert set(signatures(second)) == {cast.neighbour.pk}
    renewed = sign(second, cast.district)
    third = adjust(cast, plan, {1: 4, 2: 7})
    assert signatures(third) == {cast.district.pk: renewed}
    assert set(signatures(first)) == {cast.district.pk, cast.neighbour.pk}


def test_a_version_shows_what_moved_and_what_the_sums_became(cast, plan):
    first = edition_in_force(plan)
    found = compare(first, adjust(cast, plan, {0: None, 1: 12}, approved=False))
    assert [
        (one.organization.name, [(move.before, move.after) for move in moves]) for one, moves in found.rows
    ] == [(cast.district.name, [(5, None)]), (cast.neighbour.name, [(5, 12)])]
    assert [(move.before, move.after, move.difference) for move in found.totals] == [(15, 17, 2)]


def test_versions_that_are_alike_show_nothing(cast, plan):
    found = compare(edition_in_force(plan), adjust(cast, plan, {}, approved=False))
    assert (found.rows, found.goals, found.totals) == ([], [], [])


def test_units_read_versions_in_force_and_rows_of_their_own(cast, plan):
    adjust(cast, plan, {0: 4, 1: 6}, approved=False)
    district, city = cast.actor("district_officer"), cast.actor("city_leader")
    assert [one.number for one in editions_for(plan, district)] == [1]
    assert [one.number for one in editions_for(plan, city)] == [2, 1]
    rows = {one.organization_id: one.pk for one in plan.recipients.all()}
    assert reachable_units(plan, district) == {rows[cast.district.pk], rows[cast.union.pk]}
    assert reachable_units(plan, city) is None


def test_who_is_asked_to_cosign_reads_the_whole(cast, plan):
    partner = cast.actor("partner_officer")
    assert not reads_whole(plan, partner)
    Cosignature.objects.create(plan=plan, organization=cast.partner)
    assert reads_whole(plan, partner)
    assert reachable_units(plan, cast.actor("outsider")) == set()
