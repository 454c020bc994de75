"""From headings and cells to values."""

import marshal

import pytest

from jiangong.domains.people.choices import Gender
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing import conversion
from jiangong.kit.importing.conversion import Converter
from jiangong.kit.importing.specs import ImportColumn, ImportSpec, as_text
from jiangong.lib.workbooks.cells import Imprecise


class Spec(ImportSpec):
    """Two columns, one of them required."""

    columns = (
        ImportColumn("name", "姓名", required=True, also=("职工姓名", "名字")),
        ImportColumn("age", "年龄", read=lambda cell: int(cell)),
    )


@pytest.mark.parametrize(
    "heading", ["姓名", "姓名*", " 姓 名 ", "姓名（必填）", "＊姓名", "职工姓名", "名字"]
)
def test_a_heading_is_recognised_in_its_usual_dress(heading):
    row = Converter(Spec(), ["序号", heading]).convert([(2, [1, "张三"])])[0]
    assert (row.values, row.findings) == ({"name": "张三"}, [])


def test_of_two_equal_headings_the_first_counts():
    row = Converter(Spec(), ["姓名", "姓名"]).convert([(2, ["甲", "乙"])])[0]
    assert row.values == {"name": "甲"}


def test_columns_nobody_asked_for_are_named_in_their_order():
    assert Converter(Spec(), ["备注", "姓名", "", "序号"]).ignored == ["备注", "序号"]


def test_a_missing_required_column_is_refused_by_name():
    with pytest.raises(Refusal, match="表里没有找到这些列：“姓名”"):
        Converter(Spec(), ["年龄"])


@pytest.mark.parametrize("cells", [[], [None], [""], [None, 3]])
def test_a_row_without_a_required_value_says_which(cells):
    row = Converter(Spec(), ["姓名", "年龄"]).convert([(7, cells)])[0]
    assert [(finding.column, finding.sentence) for finding in row.findings] == [("name", "请填写姓名。")]
    assert row.failed


def test_repeated_cells_are_read_once_and_memory_is_bounded(monkeypatch):
    read = []
    column = ImportColumn("age", "年龄", read=lambda cell: read.append(cell) or cell)
    monkeypatch.setattr(Spec, "columns", (column,))
    monkeypatch.setattr(conversion, "MEMORY", 2)
    converter = Converter(Spec(), ["年龄"])
    chunks = ([1, 2, 1], [2, 3, 3], [3, 4, 1])
    rows = [converter.convert([(n, [cell]) for n, cell in enumerate(chunk)]) for chunk in chunks]
    assert [[row.values["age"] for row in chunk] for chunk in rows] == [*map(list, chunks)]
    assert [sorted(read[:3]), sorted(read[3:])] == [[1, 2, 3], [1, 3, 4]]


def test_rows_of_unequal_length_stay_in_their_columns():
    rows = Converter(Spec(), ["姓名", "年龄"]).convert([(2, ["甲"]), (3, ["乙", "x"]), (4, ["丙", "30"])])
    assert [row.values for row in rows] == [{"name": "甲"}, {"name": "乙"}, {"name": "丙", "age": 30}]
    assert [[finding.column for finding in row.findings] for row in rows] == [[], ["age"], []]


def test_digits_lost_in_excel_are_refused():
    with pytest.raises(ValueError, match="设为文本格式"):
        as_text(Imprecise(410102199001011000))
    assert as_text(" 12 ") == "12"


def test_a_choice_is_kept_as_its_plain_value(monkeypatch):
    """Rows are staged by ``marshal``, which knows no choices."""
    column = ImportColumn("gender", "性别", read=lambda cell: Gender.MALE)
    monkeypatch.setattr(Spec, "columns", (column,))
    row = Converter(Spec(), ["性别"]).convert([(2, ["男"])])[0]
    assert marshal.loads(marshal.dumps(row.values)) == {"gender": "male"}
