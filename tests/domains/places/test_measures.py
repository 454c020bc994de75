"""What places count for: stocks by the day they stand, what was opened in a month."""

from datetime import date

import pytest

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.places.actions.places import close_place, suspend_place, void_place
from tests.factories.places import make_place


def names(key: str) -> list[str]:
    measure = find_measure(key)
    assert measure is not None
    return sorted(measure.rows().values_list("name", flat=True))


@pytest.fixture
def places(cast):
    officer = cast.actor("district_officer")
    kinds = ("station", "library", "mother_room", "show_base", "training_base", "station", "station")
    made = [
        make_place(officer, name=f"{n}{kind}", kind=kind, address=f"{n}号") for n, kind in enumerate(kinds)
    ]
    close_place(made[5], date(2025, 3, 1), "搬迁", actor=officer)
    void_place(made[6], "重复登记", actor=officer)
    suspend_place(made[0], "装修", actor=officer)
    return made


def test_everything_but_the_void_stands_in_the_stock(places):
    assert names("places.open") == sorted(one.name for one in places[:6])
    assert names("places.opened") == names("places.open")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("places.stations", ["0station", "5station"]),
        ("places.libraries", ["1library"]),
        ("places.mother_rooms", ["2mother_room"]),
        ("places.bases", ["3show_base", "4training_base"]),
    ],
)
def test_each_kind_has_its_own_stock(places, key, expected):
    assert names(key) == expected


def test_a_stock_ends_on_the_day_of_closing_and_openings_do_not(places):
    stock, opened = find_measure("places.open"), find_measure("places.opened")
    assert (stock.kind, stock.date, stock.until) == (IndicatorKind.LATEST, "opened_on", "closed_on")
    assert (opened.kind, opened.date, opened.until) == (IndicatorKind.SUM, "opened_on", "")
    ends = dict(stock.rows().values_list("name", stock.until))
    assert ends["5station"] == date(2025, 3, 1)
    assert ends["0station"] is None
