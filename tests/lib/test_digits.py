"""Digits from outside: a number a column holds, or none; never an error."""

from jiangong.lib.digits import whole_number, year_named


def test_plain_digits_are_a_number_as_long_as_a_column_holds_it():
    assert [whole_number(text) for text in ("0", "17", "0017", str(2**63 - 1))] == [0, 17, 17, 2**63 - 1]
    for text in ("", " 1", "-1", "1.5", "٣", "²", "½", str(2**63), "9" * 5000):
        assert whole_number(text) is None, text


def test_a_year_is_four_digits_of_a_time_that_people_mean():
    assert [year_named(text) for text in ("1949", "2026", "2199")] == [1949, 2026, 2199]
    for text in ("0000", "0001", "1899", "2200", "9999", "02026", "26", "２０２６", "year", ""):
        assert year_named(text) is None, text
