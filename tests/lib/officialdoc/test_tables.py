"""Allocations in the shapes found in practice."""

from jiangong.lib.officialdoc.composing import Grid, Piece, compose
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.reading import Allocation, Reading
from jiangong.lib.officialdoc.sources import plain


def reading_of(*pieces: str | Grid) -> Reading:
    return understand(compose(["任务分解表", *pieces]))


def table_of(*rows: str) -> Allocation:
    return reading_of(Grid.of([row.split("|") for row in rows])).tables[0]


def rows_of(table: Allocation) -> list[tuple[str, ...]]:
    return [(row.organization, *(value or "" for value in row.values)) for row in table.rows]


def test_two_units_beside_each_other_are_read_left_half_first() -> None:
    table = table_of("单位|任务（家）|单位|任务（家）", "甲区|1|丙区|3", "乙区|2|合计|6")
    assert rows_of(table) == [("甲区", "1"), ("乙区", "2"), ("丙区", "3")]
    assert (table.stated_total, table.difference) == (("6",), ("0",))


def test_units_across_and_indicators_down_are_turned() -> None:
    table = table_of("指标|甲区|乙区|丙县|合计", "演出（场）|1|2|3|6", "比赛（场）|4|5|6|15")
    assert rows_of(table) == [("甲区", "1", "4"), ("乙区", "2", "5"), ("丙县", "3", "6")]
    assert [(column.name, column.unit) for column in table.columns] == [("演出", "场"), ("比赛", "场")]
    assert table.stated_total == ("6", "15")


def test_subtotals_and_group_lines_are_no_rows() -> None:
    table = table_of(
        "单位|任务（家）", "一、县区|3", "甲区|1", "乙区|2", "二、产业|4", "教育工会|4", "总计|7"
    )
    assert rows_of(table) == [("甲区", "1"), ("乙区", "2"), ("教育工会", "4")]
    assert table.difference == ("0",)


def test_the_total_may_come_first() -> None:
    table = table_of("单位|名额（名）", "全市合计|3", "甲区|1", "乙区|2")
    assert (rows_of(table), table.stated_total) == ([("甲区", "1"), ("乙区", "2")], ("3",))


def test_rates_are_never_added() -> None:
    table = table_of("单位|人数（人）|参保率（%）", "甲区|10|90", "乙区|20|80", "合计|30|83")
    assert (table.computed_total, table.difference) == (("30", None), ("0", None))


def test_serial_numbers_and_remarks_are_no_columns() -> None:
    table = table_of("序号|单位|任务（家）|备注", "1|甲区|1|", "2|乙区|2|重点", "3|丙区|3|")
    assert [column.name for column in table.columns] == ["任务"]
    assert rows_of(table) == [("甲区", "1"), ("乙区", "2"), ("丙区", "3")]


def test_decimals_are_exact() -> None:
    table = table_of("单位|经费（万元）", "甲区|0.1", "乙区|0.2", "合计|0.3")
    assert (table.computed_total, table.difference) == (("0.3",), ("0",))


def test_units_above_the_table_go_to_their_columns() -> None:
    grid = Grid.of([["单位", "书屋", "会员"], ["甲区", "1", "10"], ["乙区", "2", "20"]])
    assert [column.unit for column in reading_of("单位：家、人", grid).tables[0].columns] == ["家", "人"]


def test_a_continued_table_with_its_heading_repeated_is_one() -> None:
    first = Grid.of([["单位", "任务（家）"], ["甲区", "1"]])
    second = Grid.of([["单 位", "任务(家)"], ["乙区", "2"], ["合计", "3"]])
    tables = reading_of(first, "续表", second).tables
    assert [rows_of(table) for table in tables] == [[("甲区", "1"), ("乙区", "2")]]


def test_two_tables_with_totals_of_their_own_stay_two() -> None:
    first = Grid.of([["单位", "任务（家）"], ["甲区", "1"], ["合计", "1"]])
    second = Grid.of([["单位", "任务（家）"], ["教育工会", "2"], ["合计", "2"]])
    assert [table.stated_total for table in reading_of(first, second).tables] == [("1",), ("2",)]


def test_a_merged_name_reaches_over_its_rows() -> None:
    grid = Grid([[(0, Piece(["类别"])), (1, Piece(["单位"])), (2, Piece(["任务（家）"]))], [(0, Piece(["县区"], 2)), (1, Piece(["甲区"])), (2, Piece(["1"]))], [(1, Piece(["乙区"])), (2, Piece(["2"]))]])  # fmt: skip
    assert rows_of(reading_of(grid).tables[0]) == [("甲区", "1"), ("乙区", "2")]


def test_a_table_of_indicators_gives_targets() -> None:
    grid = Grid.of(
        [
            ["序号", "指标名称", "计量单位", "目标值"],
            ["1", "新建工会", "家", "300"],
            ["2", "服务站点", "个", "≥100"],
            ["3", "参保率", "%", "95"],
        ]
    )
    reading = reading_of(grid)
    assert reading.tables == ()
    assert [(t.indicator, t.operator, t.value, t.unit) for t in reading.targets] == [
        ("新建工会", "=", "300", "家"),
        ("服务站点", ">=", "100", "个"),
        ("参保率", "=", "95", "%"),
    ]


def test_a_table_of_tasks_gives_measures_and_steps() -> None:
    grid = Grid.of(
        [
            ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
            ["1", "建立劳动保护组织", "劳动部", "各区、市总工会", "4月底前"],
            ["2", "开展活动", "宣教部", "—", "全年"],
        ]
    )
    reading = understand(
        compose(
            [
                "甲市总工会",
                "甲工发〔2022〕1号",
                "关于印发任务分工的通知",
                "各区总工会：",
                "请落实。",
                "甲市总工会",
                "2022年1月5日",
                grid,
            ]
        )
    )
    assert [(m.ref, m.text, m.lead, m.joint) for m in reading.measures] == [
        ("1", "建立劳动保护组织", ("劳动部",), ("各区、市总工会",)),
        ("2", "开展活动", ("宣教部",), ()),
    ]
    assert [(s.text, str(s.start), str(s.end)) for s in reading.steps] == [
        ("建立劳动保护组织", "None", "2022-04-30"),
        ("开展活动", "2022-01-01", "2022-12-31"),
    ]


def typed(text: str) -> Allocation:
    return understand(compose(plain.pieces(text))).tables[0]


def test_cells_broken_over_lines_in_pasted_rows_are_put_together() -> None:
    table = typed(
        "任务表\n\n单位\t班组\n（个）\t服务\n（场次）\n甲区\t7\t30\n清原满族\n自治县\t5\t20\n财贸\t\t\n合计\t12\t50\n"
    )
    assert rows_of(table) == [("甲区", "7", "30"), ("清原满族自治县", "5", "20"), ("财贸", "", "")]
    assert [(column.name, column.unit) for column in table.columns] == [("班组", "个"), ("服务", "场次")]
    assert table.stated_total == ("12", "50")


def test_a_place_in_brackets_is_no_unit() -> None:
    table = table_of("单位|乡镇（街道）小家|参赛职工（万人）数", "甲区|1|2", "乙区|3|4")
    assert [(column.name, column.unit) for column in table.columns] == [
        ("乡镇（街道）小家", None),
        ("参赛职工数", "万人"),
    ]


def test_units_above_go_by_what_they_measure() -> None:
    grid = Grid.of([["单位", "小家", "企业小家", "活动场地"], ["甲区", "1", "2", "100"]])
    columns = reading_of("单位：个、平方米", grid).tables[0].columns
    assert [column.unit for column in columns] == ["个", "个", "平方米"]


def test_a_unit_in_the_title_is_that_of_every_column() -> None:
    table = typed("疗休养名额分配表（名）\n单位\t名额\t其中：劳模\n甲区\t20\t5\n乙区\t18\t4\n")
    assert (table.title, [column.unit for column in table.columns]) == ("疗休养名额分配表", ["名", "名"])


def test_the_reporting_unit_is_no_unit_of_counting() -> None:
    grid = Grid.of([["单位", "发展会员", "新建工会"], ["甲区", "30", "2"], ["乙区", "40", "3"]])
    columns = reading_of("填报单位：某市总工会      单位：人、家", grid).tables[0].columns
    assert [column.unit for column in columns] == ["人", "家"]


def test_one_subtotal_at_the_end_is_the_total() -> None:
    table = table_of("单位|任务（家）", "甲区|1", "乙区|2", "小 计|3")
    assert (table.stated_total, table.difference) == (("3",), ("0",))


def test_a_total_named_in_the_column_of_numbers_is_named() -> None:
    reading = reading_of(
        Grid.of([["序号", "单位", "任务（家）"], ["1", "甲区", "1"], ["2", "乙区", "2"], ["总计", "", "3"]])
    )
    assert (reading.tables[0].stated_total, [finding.code for finding in reading.warnings]) == (("3",), [])


def test_rows_of_tasks_broken_over_lines_are_put_together() -> None:
    reading = understand(
        compose(
            plain.pieces(
                "推进表\n\n序号\t工作事项\t具体措施\t牵头部门\t配合部门\n1\t劳模宣讲\t开展宣讲50场\t宣教部\t各基层工会\n"
                "2\t读书活动\t举办读书会\n12场\t宣教部\t机关工会\n3\t短视频大赛\t征集作品\t网络部\t宣教部、\n市融媒体中心\n"
            )
        )
    )
    assert [(m.ref, m.lead, m.joint) for m in reading.measures] == [
        ("1", ("宣教部",), ("各基层工会",)),
        ("2", ("宣教部",), ("机关工会",)),
        ("3", ("网络部",), ("宣教部", "市融媒体中心")),
    ]
