"""Sums made anew: what is right stays as it is, what is wrong, missing or left over is mended."""

import gc
from datetime import date
from itertools import product

import pytest

from jiangong.domains.indicators.actions.folding import fold_below, fold_everything, rebuild
from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Cell, Indicator, SourceRule, Summary
from jiangong.domains.indicators.queries.places import ever_below
from jiangong.domains.indicators.queries.verifying import verify_summary
from tests.support.histories import History, committees_counted

WHY = "a test reads everything"


@pytest.fixture
def history(db):
    with committees_counted():
        lived = History(11)
        lived.live(120)
        fold_everything()
        rebuild()  # folding leaves rows of zeros where everything was taken back
        yield lived


def kept() -> dict[int, tuple]:
    months = [f"m{number}" for number in range(1, 13)]
    rows = (
        Cell.objects.ungated(WHY).values_list("pk", *months),
        Summary.objects.ungated(WHY).values_list("pk", *months),
    )
    return {(place, row[0]): row for place, found in enumerate(rows) for row in found}


@pytest.mark.database
def test_what_is_right_is_not_written_again(history):
    before = kept()
    rebuild()
    assert kept() == before
    assert len(before) > 20
    assert gc.isenabled()


@pytest.mark.database
def test_wrong_missing_and_left_over_rows_are_mended(history):
    cells, sums = (list(model.objects.ungated(WHY).order_by("pk")) for model in (Cell, Summary))
    Cell.objects.ungated(WHY).filter(pk=cells[0].pk).update(m3=cells[0].m3 + 1)
    cells[1].delete()
    Summary.objects.ungated(WHY).filter(pk=sums[0].pk).update(m7=-1)
    left_over = Cell(
        indicator=cells[2].indicator,
        organization=cells[2].organization,
        year=1999,
        path=cells[2].path,
        m1=1,
    )
    left_over.save()
    assert verify_summary().differing
    rebuild()
    assert verify_summary().differing == []
    assert not Cell.objects.ungated(WHY).filter(year=1999)
    assert len(kept()) == len(cells) + len(sums)


@pytest.mark.database
def test_one_indicator_is_made_anew_and_no_other(history):
    wrong = Cell.objects.ungated(WHY).values_list("indicator", flat=True).distinct()
    one, other = Indicator.objects.ungated(WHY).filter(pk__in=wrong)[:2]
    Cell.objects.ungated(WHY).filter(indicator__in=[one, other]).update(m1=77)
    rebuild([one])
    assert not Cell.objects.ungated(WHY).filter(indicator=one, m1=77)
    assert Cell.objects.ungated(WHY).filter(indicator=other, m1=77)


@pytest.mark.database
def test_another_source_works_out_anew_what_is_below_its_unit_and_nothing_else(history):
    """A change for one union costs what that union costs, however large the city."""
    indicator = next(one for one in history.indicators if one.kind == IndicatorKind.SUM)
    every = Cell.objects.ungated(WHY).filter(indicator=indicator)
    unit = next(
        one
        for one in history.units
        if one.parent_id and 0 < every.filter(organization__in=ever_below(one.pk)).count() < every.count()
    )
    every.update(m1=77)
    fold_below(indicator, unit.pk, date(1999, 1, 1))
    inside = every.filter(organization__in=ever_below(unit.pk))
    assert not inside.filter(m1=77)
    assert {one.m1 for one in every.exclude(pk__in=inside)} == {77}


@pytest.mark.database
def test_another_source_of_a_district_reaches_who_has_left_it_or_came_later(history):
    plain = [one for one in history.indicators if one.kind != IndicatorKind.RATIO]
    for district in history.units[1:3]:
        for indicator, mode in product(plain, SourceMode):
            starts = date(2020, 1, 1)
            history.hold(SourceRule(indicator=indicator, organization=district, starts_on=starts, mode=mode))
            assert not verify_summary().differing, (district, indicator, mode)


@pytest.mark.database
def test_what_became_a_ratio_keeps_no_sums(history):
    one = Cell.objects.ungated(WHY).first().indicator
    parts = {"numerator": one, "denominator": one}
    Indicator.objects.ungated(WHY).filter(pk=one.pk).update(kind=IndicatorKind.RATIO, **parts)
    one.refresh_from_db()
    rebuild([one])
    assert not Cell.objects.ungated(WHY).filter(indicator=one)
    assert not Summary.objects.ungated(WHY).filter(indicator=one)
