"""Scoring sheets: points in brackets, in columns, in text; bonus and deductions beside the hundred."""

from jiangong.lib.officialdoc.composing import Grid, Piece, compose
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.reading import Rubric
from jiangong.lib.officialdoc.sources import plain

Shape = list[tuple[str, str | None, list[tuple[str, str | None]]]]


def shape(rubric: Rubric) -> Shape:
    return [
        (group.name, group.points, [(item.text, item.points) for item in group.items])
        for group in rubric.groups
    ]


def rubric_of(*rows: str) -> Rubric:
    return understand(compose(["评分标准", Grid.of([row.split("|") for row in rows])])).rubrics[0]


def test_items_in_one_cell_are_parted_and_lose_their_points() -> None:
    rubric = rubric_of(
        "项目|内容|得分",
        "组织领导（10分）|领导重视（3分）；建立专班，分工明确（7分）。|",
        "工作成效（5分）|效果明显（5分）|",
        "总分||",
    )
    assert shape(rubric) == [
        ("组织领导", "10", [("领导重视", "3"), ("建立专班，分工明确", "7")]),
        ("工作成效", "5", [("效果明显", "5")]),
    ]
    assert rubric.points == "15"


def test_points_in_a_column_belong_to_their_row() -> None:
    rubric = rubric_of(
        "项目|内容|分值", "组织领导|成立机构|20", "|制定方案|30", "成效|任务完成|50", "合计||100"
    )
    assert shape(rubric) == [
        ("组织领导", "50", [("成立机构", "20"), ("制定方案", "30")]),
        ("成效", "50", [("任务完成", "50")]),
    ]


def test_a_merged_points_cell_is_the_group_s() -> None:
    rows = [[(column, Piece([text])) for column, text in enumerate(("项目", "内容", "分值"))]]
    rows += [
        [(0, Piece(["领导"], 2)), (1, Piece(["机构（4分）"])), (2, Piece(["10"], 2))],
        [(1, Piece(["方案（6分）"]))],
    ]
    rubric = understand(compose(["评分标准", Grid(rows)])).rubrics[0]
    assert shape(rubric) == [("领导", "10", [("机构", "4"), ("方案", "6")])]


def test_bonus_and_deductions_stand_beside_the_total() -> None:
    rubric = rubric_of(
        "项目|内容|分值", "工作|完成任务|100", "加分项|获省级表彰|5", "扣分项|发生事故|-10", "合计||100"
    )
    assert rubric.points == "100"
    assert shape(rubric)[1:] == [
        ("加分项", "5", [("获省级表彰", "5")]),
        ("扣分项", None, [("发生事故", "-10")]),
    ]


def test_broken_lines_in_a_cell_are_items_but_not_inside_a_bracket() -> None:
    grid = Grid.of(
        [["项目", "内容", "得分"], ["活动（9分）", "1.参赛率达标（4分）\n2.成果突出（5\n分）", ""]]
    )
    rubric = understand(compose(["评分标准", grid])).rubrics[0]
    assert shape(rubric) == [("活动", "9", [("参赛率达标", "4"), ("成果突出", "5")])]


def test_a_rubric_written_as_text() -> None:
    text = "考核评分办法\n一、组织建设（30分）\n1．按时完成任务（15分）\n2．规范化建设达标（15分）\n二、宣传教育（20分）\n报送信息（5分）；组织活动（15分）。"
    rubric = understand(compose(plain.pieces(text))).rubrics[0]
    assert shape(rubric) == [
        ("组织建设", "30", [("按时完成任务", "15"), ("规范化建设达标", "15")]),
        ("宣传教育", "20", [("报送信息", "5"), ("组织活动", "15")]),
    ]
    assert rubric.points == "50"
