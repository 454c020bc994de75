"""A figure's origins: sums for who sees the organization, a ledger's rows for who may read the ledger."""

from dataclasses import replace
from datetime import date

from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.indicators.queries.records import Part
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.statistics.queries.origins import Origin, reads_rows
from tests.factories.plans import make_indicator


def test_parts_add_up_to_the_figure(cast, goals, figures):
    origin = Origin(goals[1].indicator, cast.federation, Span(date(2024, 1, 1), date(2024, 9, 30)))
    assert (origin.value.amount, origin.total, origin.count) == (67, 67, 2)
    assert origin.adds_up
    ratio = make_indicator(
        cast.federation, "占比", kind="ratio", numerator=goals[0].indicator, denominator=goals[1].indicator
    )
    both = Origin(ratio, cast.federation, Span(date(2024, 1, 1), date(2024, 9, 30)))
    assert not both.adds_up
    assert [part.indicator.pk for part in both.parts] == [one.indicator_id for one in goals]


def test_the_names_of_a_ledger_need_the_ledgers_permission(cast):
    measure = find_measure("mentorship.valid_agreements")
    indicator = make_indicator(cast.federation, "协议", source_mode="ledger", measure=measure.key)
    part = Part(measure.label, measure.explanation, measure.rows(), measure, indicator)
    actor = cast.actor("district_officer")
    assert reads_rows(part, actor)
    assert not reads_rows(part, replace(actor, permissions=frozenset({"statistics.view"})))
    assert reads_rows(
        Part("填报", "", measure.rows(), None, indicator), replace(actor, permissions=frozenset())
    )
