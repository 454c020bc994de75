"""Cells of the division: all or none, and nobody overwrites what they have not seen."""

from decimal import Decimal

import pytest

from jiangong.domains.plans.actions.allocating import CellChange, CellConflict, allocate_targets
from jiangong.domains.plans.choices import EditionState
from jiangong.domains.plans.models import Edition, Target
from jiangong.domains.plans.queries.findings import findings_of
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.cast import assemble
from tests.factories.plans import make_plan

FIVE, SEVEN = Decimal(5), Decimal(7)


@pytest.fixture
def edition(cast):
    return working_edition(make_plan(cast.actor("city_officer"), [cast.district, cast.neighbour], total=10))


def change(edition, row: int, seen, value) -> CellChange:
    grid = grid_of(edition)
    return CellChange(grid.recipients[row].pk, grid.goals[0].pk, seen, value)


def shares(edition) -> list:
    grid = grid_of(edition)
    return [grid.value(one, grid.goals[0]) for one in grid.recipients]


def test_cells_are_written_and_told_to_the_audit(cast, edition):
    actor = cast.actor("city_officer")
    block = [change(edition, 0, FIVE, SEVEN), change(edition, 1, FIVE, None)]
    assert allocate_targets(edition, block, actor=actor) == 2
    assert shares(edition) == [SEVEN, None]
    entry = AuditEntry.objects.get(verb="plans.plan.allocate")
    assert entry.target_id == str(edition.plan_id)


def test_blank_is_no_row_and_zero_is_one(cast, edition):
    block = [change(edition, 0, FIVE, Decimal(0)), change(edition, 1, FIVE, None)]
    allocate_targets(edition, block, actor=cast.actor("city_officer"))
    rows = Target.objects.ungated("all of them").values_list("value", flat=True)
    assert list(rows) == [0]


def test_a_cell_changed_meanwhile_stops_the_whole_block(cast, edition):
    actor = cast.actor("city_officer")
    allocate_targets(edition, [change(edition, 0, FIVE, SEVEN)], actor=actor)
    block = [change(edition, 0, FIVE, Decimal(9)), change(edition, 1, FIVE, Decimal(9))]
    with pytest.raises(CellConflict, match="1格") as caught:
        allocate_targets(edition, block, actor=actor)
    assert [now for _, now in caught.value.cells] == [SEVEN]
    assert shares(edition) == [SEVEN, FIVE]


def test_the_same_value_typed_twice_is_no_conflict(cast, edition):
    actor = cast.actor("city_officer")
    for _ in range(2):
        allocate_targets(edition, [change(edition, 0, FIVE, SEVEN)], actor=actor)
    assert shares(edition) == [SEVEN, FIVE]


@pytest.mark.parametrize(("value", "said"), [(Decimal(-1), "负数"), (Decimal("1.5"), "0位小数")])
def test_impossible_values_are_refused(cast, edition, value, said):
    with pytest.raises(Refusal, match=said):
        allocate_targets(edition, [change(edition, 0, FIVE, value)], actor=cast.actor("city_officer"))


def test_a_unit_cannot_change_the_city_s_division(cast, edition):
    with pytest.raises(NotAllowed, match="别的单位"):
        allocate_targets(edition, [change(edition, 0, FIVE, SEVEN)], actor=cast.actor("district_officer"))


def test_a_gap_is_found_and_blocks(cast):
    plan = make_plan(cast.actor("city_officer"), [cast.district], share=5, total=6)
    (found,) = findings_of(plan)
    assert (found.code, found.blocking, found.is_open) == ("gap", True, True)
    assert "比目标6家少1家" in found.sentence


def test_grid_takes_as_many_queries_for_many_units_as_for_one(cast, django_assert_num_queries):
    small = working_edition(make_plan(cast.actor("city_officer"), [cast.district]))
    large = working_edition(
        make_plan(cast.actor("city_officer"), [cast.district, cast.neighbour, cast.union])
    )
    with django_assert_num_queries(4):
        grid_of(small).bands  # noqa: B018 — read for its queries
    with django_assert_num_queries(4):
        grid_of(large).bands  # noqa: B018 — read for its queries


def test_what_took_effect_meanwhile_is_not_changed_any_more(cast, edition):
    stale = Edition.objects.select_related("plan__organization").get(pk=edition.pk)
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.APPROVED)
    with pytest.raises(NotAllowed, match="已生效"):
        allocate_targets(stale, [change(edition, 0, FIVE, SEVEN)], actor=cast.actor("city_officer"))


@pytest.mark.database
def test_of_two_editors_of_one_cell_one_wins_and_the_other_is_shown_both(race):
    cast = assemble()
    actor = cast.actor("city_officer")
    edition = working_edition(make_plan(actor, [cast.district, cast.neighbour]))
    block = [change(edition, 0, FIVE, SEVEN), change(edition, 1, FIVE, SEVEN)]
    other = [change(edition, 0, FIVE, Decimal(9))]
    results = race([lambda one=one: allocate_targets(edition, one, actor=actor) for one in (block, other)])
    (told,) = [one for one in results if isinstance(one, CellConflict)]
    ((mine, theirs),) = told.cells
    assert {mine.value, theirs} == {SEVEN, Decimal(9)}
    assert shares(edition) in ([SEVEN, SEVEN], [Decimal(9), FIVE])
