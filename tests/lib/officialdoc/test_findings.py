"""Every warning by mutation: a clean notice has none; with one fault planted exactly that warning appears."""

import pytest

from jiangong.lib.officialdoc.composing import compose
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.sources import plain
from tests.lib.officialdoc.notices import CLEAN


def codes(text: str, remarks: tuple[str, ...] = ()) -> list[str]:
    return [finding.code for finding in understand(compose(plain.pieces(text), remarks)).warnings]


def test_the_clean_notice_has_no_warning() -> None:
    assert codes(CLEAN) == []


SECOND_TABLE = """
附件3

第二任务分解表

单位	培训（期）
东城区总工会	3
西城区总工会	3
河口县总工会	3
教育工会	3
建设工会	3
合计	15
"""

FAULTS = {
    "a total that is not the sum": ("合计\t100\t20", "合计\t110\t20", ["sum_mismatch", "annex_conflict"]),
    "a share that is not the rest": ("教育工会\t20\t4", "教育工会\t25\t4", ["sum_mismatch"]),
    "items that do not make up their group": ("选树工匠人才\t30", "选树工匠人才\t25", ["rubric_mismatch"]),
    "groups that do not make up the total": ("合计\t\t100", "合计\t\t110", ["rubric_mismatch"]),
    "a total without a name": ("合计\t100\t20", "\t100\t20", ["unnamed_row"]),
    "a target stated twice": ("推动企业建设书屋。", "新建职工书屋30家。", ["conflicting_values"]),
    "a figure that differs from the annex": ("选树工匠人才100名", "选树工匠人才120名", ["annex_conflict"]),
    "a unit that differs from the annex": ("选树工匠人才100名", "选树工匠人才100人次", ["annex_conflict"]),
    "an annex under another title": ("附件1\n\n建功行动任务分解表", "附件1\n\n建功工作任务一览表", ["annex_conflict"]),
    "an annex that is not there": ("2.建功行动评分标准", "2.建功行动评分标准\n　　　　　3.申报人员登记表", ["annex_missing"]),
    "an annex that is not listed": ("\n　　　　　2.建功行动评分标准", "", ["annex_unlisted"]),
    "a number in square brackets": ("临工发〔2023〕6号", "临工发[2023]6号", ["number_malformed"]),
    "a number with an idle zero": ("临工发〔2023〕6号", "临工发〔2023〕06号", ["number_malformed"]),
    "a number of another year": ("临工发〔2023〕6号", "临工发〔2022〕6号", ["number_malformed"]),
    "a unit listed twice": ("教育工会\t20\t4", "教育工会\t10\t2\n教育工会\t10\t2", ["duplicate_unit"]),
    "a cell that is no figure": ("教育工会\t20\t4", "教育工会\t20\t4\n直属单位\t待定\t", ["cell_unreadable"]),
    "a target nobody was given": ("新建职工书屋20家。", "新建职工书屋20家，打造文化示范阵地8个。", ["unassigned_target"]),
    "a target that cannot be read surely": ("推动企业建设书屋。", "每家补助2万元。", ["uncertain_target"]),
    "a subtotal that is not the sum": ("教育工会\t20\t4", "小计\t80\t15\n教育工会\t20\t4", ["sum_mismatch"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_gives_its_warning_and_no_other(fault: str) -> None:
    before, after, expected = FAULTS[fault]
    assert CLEAN.count(before) == 1
    assert sorted(codes(CLEAN.replace(before, after))) == sorted(expected)


def test_a_unit_that_the_other_table_has() -> None:
    text = (
        CLEAN.replace(
            "　　　　　2.建功行动评分标准", "　　　　　2.建功行动评分标准\n　　　　　3.第二任务分解表"
        )
        + SECOND_TABLE
    )
    assert codes(text) == ["missing_unit"]


def test_months_without_any_year() -> None:
    text = CLEAN.replace("2023年", "").replace("临工发〔2023〕6号\n\n", "").replace("3月6日", "")
    assert codes(text) == ["year_unclear"]


def test_months_before_a_late_issue() -> None:
    assert codes(CLEAN.replace("2023年3月6日", "2023年11月6日")) == ["year_unclear"] * 2


@pytest.mark.parametrize("remark", ["hidden_text", "tracked_changes"])
def test_what_a_source_left_out(remark: str) -> None:
    assert codes(CLEAN, (remark,)) == [remark]


def test_messages_are_sentences() -> None:
    for before, after, _ in FAULTS.values():
        for finding in understand(compose(plain.pieces(CLEAN.replace(before, after)))).warnings:
            assert finding.message.endswith("。")
            start, end = finding.span
            assert 0 <= start <= end <= len(CLEAN)
