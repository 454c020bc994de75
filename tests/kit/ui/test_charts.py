"""Lines over months: round scales, attributes only, nothing for months to come."""

from decimal import Decimal

import pytest

from jiangong.kit.ui.charts import LineChart, steps, top_of


@pytest.mark.parametrize(
    ("highest", "top"),
    [("1", "1"), ("9", "10"), ("83", "100"), ("101", "200"), ("1674", "2000"), ("0.3", "0.4")],
)
def test_the_scale_ends_on_a_round_value(highest, top):
    assert top_of(Decimal(highest)) == Decimal(top)


def chart(**facts) -> LineChart:
    facts.setdefault("now", (Decimal(10), Decimal(40), None))
    return LineChart("协议<b>", "份", ("1月", "2月", "3月"), target=Decimal(90), **facts)


def test_the_plot_has_no_style_and_no_foreign_markup():
    plot = chart().plot
    assert "style" not in plot
    assert "<b>" not in plot
    assert 'aria-label="协议&lt;b&gt;：1月10份，2月40份。"' in plot


def test_the_line_ends_where_the_figures_end():
    plot = chart().plot
    assert '<polyline class="ln" points="0.0,180.0 550.0,120.0"/>' in plot
    assert (
        '<line class="ref" x1="0" y1="140.0" x2="1100" y2="20.0"/>' in plot
    )  # a third of 90 at first, 90 at last
    assert 'class="past"' not in plot


def test_last_year_is_drawn_beside_it():
    assert (
        '<polyline class="past" points="0.0,190.0 550.0,190.0 1100.0,100.0"/>'
        in chart(past=(Decimal(5), Decimal(5), Decimal(50))).plot
    )


def test_a_stock_is_measured_against_a_level():
    assert '<line class="ref" x1="0" y1="20.0" x2="1100" y2="20.0"/>' in chart(is_cumulative=False).plot


def test_nothing_to_draw_is_said():
    empty = chart(now=(None, None, None))
    assert empty.spoken == "协议<b>还没有数据。"
    assert "polyline" not in empty.plot


def test_what_each_month_added():
    assert steps([Decimal(3), Decimal(3), None, Decimal(7)]) == [3, 0, None, 4]
