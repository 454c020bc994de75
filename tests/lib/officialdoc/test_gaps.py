"""A difference explained: what is left out, and what would make the sums exact."""

from jiangong.lib.officialdoc.gaps import explain_gap
from jiangong.lib.officialdoc.reading import Allocation, Column, Row

NAMES = ("甲区", "乙区", "丙县", "教育工会", "交通工会", "长铝", "轻研院")


def table(rows: dict[str, tuple[str | None, ...]], total: tuple[str, ...]) -> Allocation:
    columns = tuple(Column(f"任务{number}", "家") for number in range(len(total)))
    sums = tuple(
        str(sum(int(values[number] or 0) for values in rows.values())) for number in range(len(total))
    )
    difference = tuple(str(int(stated) - int(made)) for stated, made in zip(total, sums, strict=True))
    made = tuple(Row(name, values, (0, 0)) for name, values in rows.items())
    return Allocation(None, "任务表", columns, made, total, sums, difference, (0, 0))


WHOLE = table({name: ("5", "5") if name != "轻研院" else ("1", None) for name in NAMES}, ("31", "30"))
SHORT = table(dict.fromkeys(NAMES[:5], ("10", "1")), ("60", "6"))


def test_units_of_the_other_table_that_are_missing_are_named() -> None:
    assert explain_gap(SHORT, [WHOLE]).missing == ("长铝", "轻研院")


def test_the_unit_with_more_tasks_elsewhere_is_the_likelier_one() -> None:
    fills = explain_gap(SHORT, [WHOLE]).fills
    assert [fill.shares for fill in fills[:2]] == [(("长铝", ("10", "1")),), (("轻研院", ("10", "1")),)]
    assert fills[0].score > fills[1].score
    assert all(fill.reason.endswith("。") for fill in fills)


def test_the_usual_units_of_a_federation_serve_as_well() -> None:
    assert explain_gap(SHORT, [], [*NAMES[:5], "长铝"]).missing == ("长铝",)


def test_a_unit_under_another_name_is_not_missing() -> None:
    other = table(
        {name + "总工会" if name.endswith("区") else name: ("1", "1") for name in NAMES[:5]}, ("5", "5")
    )
    assert explain_gap(SHORT, [other]).missing == ()


def test_a_blank_cell_that_would_make_the_sum_exact() -> None:
    blank = table(
        {"甲区": ("10", "1"), "乙区": ("10", None), "丙县": ("10", "1"), "丁县": ("10", "1")}, ("40", "4")
    )
    assert explain_gap(blank).fills[0].shares == (("乙区", (None, "1")),)


def test_a_difference_two_missing_units_could_share() -> None:
    shared = table(dict.fromkeys(NAMES[:5], ("10", "1")), ("70", "7"))
    assert (("长铝", ("10", "1")), ("轻研院", ("10", "1"))) in [
        fill.shares for fill in explain_gap(shared, [WHOLE]).fills
    ]


def test_an_exact_table_needs_no_fill() -> None:
    assert explain_gap(WHOLE).fills == ()


def test_too_much_is_never_filled() -> None:
    assert explain_gap(table(dict.fromkeys(NAMES[:5], ("10", "1")), ("40", "4")), [WHOLE]).fills == ()
