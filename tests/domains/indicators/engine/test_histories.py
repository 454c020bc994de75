"""Kept sums against a second implementation that knows none, over random years of a small federation."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.queries.figures import months_of, values
from jiangong.domains.indicators.queries.records import record_parts
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.indicators.queries.supposing import supposed_values
from jiangong.domains.indicators.queries.verifying import verify_summary
from tests.support.histories import BruteForce, History, committees_counted

PARTS = 4
SHORT = {
    "sqlite": 60,
    "postgresql": 24,
}  # the arithmetic is the same on both, only each database's own SQL is not
LONG = 10_000
STEPS = 25


@pytest.fixture
def counted(db) -> Iterator[None]:
    with committees_counted():
        yield


def agree(seed: int, reads: int = 6) -> int:
    """Live one history and compare everything asked of it; how many figures were compared."""
    with transaction.atomic():
        history = History(seed)
        compared = 0
        for _ in range(reads):
            history.live(STEPS // reads)
            spans = [history.span() for _ in range(3)]
            spans.append(spans[0])  # asking twice must not take a loose day off twice
            nodes = [one.pk for one in history.units]
            found = values(history.indicators, nodes, spans)
            brute = BruteForce(history)
            for (indicator, node, span), figure in found.items():
                right = brute.value(brute.indicators[indicator], node, span)
                assert figure.amount == right, (seed, brute.indicators[indicator].kind, node, span)
                compared += 1
            records_agree(history, seed)
            compared += months_agree(history, brute, seed)
            supposing_agrees(history, seed)
        fold_everything()
        assert not verify_summary().differing
        transaction.set_rollback(True)
    return compared


def months_agree(history: History, brute: BruteForce, seed: int) -> int:
    """The table of a year holds the same figures as its single months."""
    unit, year = history.random.choice(history.units).pk, history.random.choice((2023, 2024))
    for (indicator, node), months in months_of(history.indicators, [unit], year).items():
        one, month = brute.indicators[indicator], history.random.randrange(12)
        right = brute.value(one, node, Span.month(year, month + 1))
        assert months[month] == right, (seed, one.kind, node, year, month)
    return len(history.indicators)


def records_agree(history: History, seed: int) -> None:
    """The records behind a figure add up to it."""
    plain = [one for one in history.indicators if one.kind != IndicatorKind.RATIO]
    indicator, unit, span = history.random.choice(plain), history.random.choice(history.units), history.span()
    figure = values([indicator], [unit.pk], [span])[indicator.pk, unit.pk, span]
    parts = record_parts(indicator, unit, span)
    if indicator.kind == IndicatorKind.MILESTONE:
        return  # a step is reached or not, however many records say so
    assert sum(part.amount for part in parts) == figure.amount, (seed, indicator.kind, unit, span)


def supposing_agrees(history: History, seed: int) -> None:
    """What is said a rule would do is what it does."""
    rule, span = history.drawn_rule(), history.span()
    nodes = [one.pk for one in history.units]
    if history.random.random() < 0.5:
        fold_everything()  # else whatever is pending would be read anew anyway, and hide what the rule left
    supposed = supposed_values(rule.indicator, nodes, span, rule)
    history.hold(rule)
    found = values([rule.indicator], nodes, [span])
    for (_, node, _), figure in found.items():
        assert supposed[node] == figure.amount, (seed, rule.indicator.kind, rule.mode, node, span)


@pytest.mark.database
@pytest.mark.parametrize("part", range(PARTS))
def test_kept_sums_agree_with_the_bare_rows(counted, part):
    short = SHORT[connection.vendor]
    compared = sum(agree(seed) for seed in range(part * short // PARTS, (part + 1) * short // PARTS))
    assert compared > short * 50


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_ten_thousand_histories(counted):
    histories = int(os.environ.get("HISTORIES", LONG))
    compared = sum(agree(seed, 2) for seed in range(1000, 1000 + histories))
    print(f"{histories:,} histories, {compared:,} figures compared, 0 differences")
    assert compared > histories * 50
