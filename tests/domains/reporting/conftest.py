"""A running plan of two districts with a typed figure and one that a ledger knows."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.measures import Measure, register_measure
from tests.factories.reporting import add_goal, make_running, make_window
from tests.support.histories import committees_counted


@pytest.fixture
def ledger(db) -> Iterator[None]:
    """Committees as a ledger of things that happen on a day."""
    with committees_counted():
        register_measure(
            Measure(
                key="people.test_flow",
                model="people.Committee",
                label="委员会台账",
                unit="个",
                kind=IndicatorKind.SUM,
                explanation="测试用。",
                date="term_from",
            )
        )
        yield


@pytest.fixture
def book(cast, ledger) -> SimpleNamespace:
    """March of a plan: ``typed`` has no ledger, ``known`` has one."""
    officer = cast.actor("city_officer")
    plan = make_running(officer, [cast.district, cast.neighbour], share=100)
    typed = plan.programs.get().goals.get()
    known = add_goal(
        plan,
        "委员会",
        share=20,
        unit="个",
        source_mode=SourceMode.LEDGER,
        measure="people.test_flow",
    )
    return SimpleNamespace(
        cast=cast,
        officer=officer,
        plan=plan,
        typed=typed,
        known=known,
        window=make_window(plan, 3),
        district=cast.actor("district_officer"),
    )
