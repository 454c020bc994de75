"""What is understood, what is refused, and in which words."""

from datetime import date
from types import SimpleNamespace

import pytest

from jiangong.domains.activities import rules

TODAY = date(2026, 6, 1)
WANG = SimpleNamespace(name="王敏")


@pytest.mark.parametrize(
    ("typed", "name", "note", "person"),
    [
        ("王敏", "王敏", "", WANG),
        ("李明", "李明", "", None),
        ("王敏，市委党校", "王敏", "市委党校", None),
        ("李明,市委党校 副教授", "李明", "市委党校 副教授", None),
    ],
)
def test_a_speaker_is_a_person_or_somebody_from_outside(typed, name, note, person):
    meant = {"王敏": WANG} if person else {}
    [one] = rules.read_speakers(typed, meant)
    assert (one.name, one.note, one.person) == (name, note, person)


def test_a_registered_person_may_have_a_post_written_behind():
    [one] = rules.read_speakers("王敏（二七区），总工程师", {"王敏（二七区）": WANG})
    assert (one.person, one.note) == (WANG, "总工程师")


def test_which_names_must_be_registered_and_which_may_be():
    lines = rules.lines_of("甲\n乙（二七区）；丙，劳模\n丁#12，主任")
    assert rules.names_in(lines) == ({"乙（二七区）", "丁#12"}, {"甲"})


@pytest.mark.parametrize(
    ("typed", "said"),
    [("王敏", "有2人"), ("，市委党校", "看不懂"), ("甲；" * 21, "最多20位"), ("长" * 50, "太长")],
)
def test_what_is_unclear_is_asked_about(typed, said):
    with pytest.raises(ValueError, match=said):
        rules.read_speakers(typed, {"王敏": "叫“王敏”的有2人。"})


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [
        (date(2026, 6, 1), None, ""),
        (date(2026, 6, 1), date(2026, 6, 3), ""),
        (date(2026, 6, 3), date(2026, 6, 1), "ends_on"),
        (date(1926, 6, 3), None, "starts_on"),
        (date(2029, 6, 3), None, "starts_on"),
    ],
)
def test_days_that_cannot_be_are_refused(starts_on, ends_on, field):
    found, sentence = rules.dates_fault(starts_on, ends_on, TODAY)
    assert found == field
    assert bool(sentence) == bool(field)


@pytest.mark.parametrize(
    ("last_on", "count", "is_new", "said"),
    [
        (date(2026, 6, 2), 5, True, "结束后再填"),
        (date(2026, 6, 2), None, True, ""),
        (date(2026, 6, 1), 5, True, ""),
        (date(2026, 6, 1), None, True, ""),
        (date(2026, 5, 31), None, True, "请填写参加人数"),
        (date(2026, 5, 31), None, False, ""),
    ],
)
def test_people_are_counted_when_it_is_over(last_on, count, is_new, said):
    fault = rules.count_fault(last_on, count, TODAY, is_new=is_new)
    assert said in fault
    assert bool(said) == bool(fault)


def test_what_is_seldom_true_is_doubted():
    assert rules.doubts(date(2026, 1, 1), None, 400, "offline") == []
    assert "5001人" in rules.doubts(date(2026, 1, 1), None, 5001, "offline")[0]
    assert rules.doubts(date(2026, 1, 1), None, 80_000, "online") == []
    assert "历时181天" in rules.doubts(date(2026, 1, 1), date(2026, 6, 30), 5, "offline")[0]
