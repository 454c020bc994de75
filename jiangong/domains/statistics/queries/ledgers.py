"""The records behind a figure as a table on paper (台账)."""

from decimal import Decimal

from jiangong.domains.indicators.queries.records import Part
from jiangong.domains.statistics.queries.origins import Origin
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.amounts import displayed, plain
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Block, Column, Heading, OfficialDocument, Paragraph, TableBlock

MOST = 20_000
BATCH = 2000


def ledger_document(origin: Origin) -> OfficialDocument:
    """Number, day, unit, what, how much: one table per origin, each with its sum."""
    if origin.count > MOST:
        raise Refusal(f"共有{origin.count}条记录，一次最多导出{MOST}条。请缩短时间，或到下级单位分别导出。")
    indicator, span = origin.indicator, origin.span
    amount = displayed(origin.value.amount, indicator.decimals)
    days = f"{format_day(span.starts_on)}至{format_day(span.ends_on)}"
    lead = f"{origin.organization}{days}{indicator.name}{amount}{indicator.unit}。{origin.formula}"
    blocks: list[Block] = [Paragraph(lead)]
    for part in origin.parts:
        if len(origin.parts) > 1:
            blocks.append(Heading(1, part.label))
        blocks.append(_table(part))
    return OfficialDocument(f"{origin.organization}{indicator.name}台账", tuple(blocks))


def _table(part: Part) -> TableBlock:
    unit = part.indicator.unit
    heads = (
        Column("序号", width=14),
        Column("日期", width=26),
        Column("单位", align="left"),
        Column("内容", align="left"),
        Column(f"数值（{unit}）", align="right"),
    )
    rows = []
    for offset in range(0, part.count, BATCH):
        for place, one in enumerate(part.page(offset, BATCH), start=offset + 1):
            rows.append((place, one.day, one.unit, one.title, Decimal(plain(one.amount))))
    totals = ("合计", None, None, f"{part.count:,}条", Decimal(plain(part.amount)))
    return TableBlock(heads, tuple(rows), totals=totals)
