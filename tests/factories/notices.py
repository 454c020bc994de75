"""A notice that has everything an official document can have."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from jiangong.lib.officialdoc.writing import (
    Annex,
    Column,
    Heading,
    Imprint,
    Merge,
    OfficialDocument,
    Paragraph,
    Rubric,
    RubricGroup,
    TableBlock,
)

PLAIN = "各级工会要深入车间班组开展劳动和技能竞赛把竞赛同安全生产节能减排技术革新结合起来让每一名职工都有施展本领的舞台"
ISSUER = "河州市总工会"
TARGETS = TableBlock(
    columns=(
        Column("序号"),
        Column("单位", align="left"),
        Column("人数", "先进人物", "right"),
        Column("家数", "先进人物", "right"),
        Column("备注"),
    ),
    rows=tuple((number, f"第{number}区总工会", number * 3, Decimal("1.50"), None) for number in range(1, 35)),
    title="先进人物任务分解表",
    unit_note="单位：名、家",
    totals=("合计", None, 1785, Decimal("51.00"), None),
    merges=(Merge(0, 4, rows=3),),
)
WIDE = TableBlock(
    tuple(Column(f"指标第{number}") for number in range(1, 16)),
    (tuple(range(15)), tuple(range(100, 115))),
    "全年指标一览表",
)
RUBRIC = Rubric(
    (
        RubricGroup("组织领导", 20, (("成立领导小组", 10), ("制定实施方案", 10))),
        RubricGroup("竞赛成效", 80, (("完成任务指标", 80),)),
    ),
    "竞赛评分标准",
    100,
)


def make_notice(**changes) -> OfficialDocument:
    """A notice of one issuer; ``changes`` replace whole facts."""
    full = OfficialDocument(
        title="河州市总工会关于开展2021年度劳动和技能竞赛的通知",
        issuers=(ISSUER,),
        number="河工发〔2021〕3号",
        urgency="特急",
        addressees=("各区县（市）总工会", "各产业工会"),
        blocks=(
            Paragraph(PLAIN * 2),
            Heading(1, "总体要求"),
            Heading(2, "指导思想"),
            Paragraph(PLAIN),
            Heading(2, "目标任务"),
            Heading(3, "覆盖面"),
            Heading(4, "班组"),
            Heading(1, "保障措施"),
            Heading(2, "组织领导"),
        ),
        annexes=(
            Annex("任务分解表", (TARGETS,)),
            Annex("指标一览表", (WIDE,)),
            Annex("评分标准", (RUBRIC,)),
            Annex("联系人名单（另附）"),
        ),
        dated_on=date(2021, 4, 9),
        note="联系人：李文静",
        imprint=Imprint("河州市总工会办公室", date(2021, 4, 12), ("市委办公室", "市政府办公室")),
    )
    return replace(full, **changes)


def make_page(lines: int) -> OfficialDocument:
    """Nothing but full lines: ``lines`` of them, each a paragraph of 26 characters and two blank ones before."""
    blocks = tuple(Paragraph((PLAIN * 9)[:26]) for _ in range(lines - 1))
    return OfficialDocument("短题", blocks)
