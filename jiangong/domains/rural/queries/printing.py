"""A unit's year for villages, described as an official document."""

from decimal import Decimal

from jiangong.domains.rural.choices import Source
from jiangong.domains.rural.queries.units import Year, money_by_project
from jiangong.lib.amounts import plain, shown
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Block, Column, Heading, OfficialDocument, Paragraph, TableBlock

NUMBER = Column("序号", width=11)


def year_document(year: Year) -> OfficialDocument:
    """What there is in sections; a section without rows is left out."""
    total = year.total()
    name = year.place.name if year.place else ""
    money = (("工会资金", total.union_money), ("社会资金", total.social_money))
    lead = (
        f"参加行动的先进人物{len(total.people)}名、先进集体{len(total.collectives)}家，助力项目{total.projects}个，"
        f"示范基地{total.bases}个，投入{'，'.join(f'{label}{_wan(amount)}万元' for label, amount in money)}。"
    )
    blocks: list[Block] = [Paragraph(lead)]
    for title, table in (
        ("助力项目", _projects(year)),
        ("先进人物名册", _people(year)),
        ("先进集体名册", _collectives(year)),
        ("示范基地", _bases(year)),
        ("资金投入", _money(year)),
    ):
        if table.rows:
            blocks += [Heading(1, title), table]
    return OfficialDocument(f"{name}{year.year}年乡村振兴行动台账", tuple(blocks))


def _projects(year: Year) -> TableBlock:
    columns = (
        NUMBER,
        Column("项目名称", align="left"),
        Column("地点", align="left"),
        Column("产业"),
        Column("启动日期"),
        Column("进展"),
        Column("工会资金（万元）", align="right"),
        Column("社会资金（万元）", align="right"),
    )
    money = money_by_project(year.fundings)
    rows = [
        (
            place,
            one.name,
            one.place,
            one.get_industry_display(),
            format_day(one.begun_on) if one.begun_on else None,
            one.get_state_display(),
            _figure(money.get(one.pk, {}).get(Source.UNION)),
            _figure(money.get(one.pk, {}).get(Source.SOCIAL)),
        )
        for place, one in enumerate(year.projects.order_by("begun_on", "pk"), start=1)
    ]
    return TableBlock(columns, tuple(rows))


def _people(year: Year) -> TableBlock:
    columns = (
        NUMBER,
        Column("姓名"),
        Column("单位", align="left"),
        Column("先进类别"),
        Column("参加项目", align="left"),
        Column("承担工作", align="left"),
        Column("参加日期"),
    )
    found = year.participations.select_related("person__organization", "project")
    rows = [
        (
            place,
            one.person.name,
            str(one.person.organization),
            one.get_honour_display(),
            one.project.name if one.project else None,
            one.role,
            f"{one.joined_on:%Y.%m.%d}",
        )
        for place, one in enumerate(found.order_by("joined_on", "pk"), start=1)
    ]
    return TableBlock(columns, tuple(rows))


def _collectives(year: Year) -> TableBlock:
    columns = (
        NUMBER,
        Column("集体名称", align="left"),
        Column("先进类别"),
        Column("参加项目", align="left"),
        Column("承担工作", align="left"),
        Column("参加日期"),
    )
    found = year.collectives.select_related("project").order_by("joined_on", "pk")
    rows = [
        (
            place,
            one.name,
            one.get_honour_display(),
            one.project.name if one.project else None,
            one.role,
            f"{one.joined_on:%Y.%m.%d}",
        )
        for place, one in enumerate(found, start=1)
    ]
    return TableBlock(columns, tuple(rows))


def _bases(year: Year) -> TableBlock:
    columns = (
        NUMBER,
        Column("基地名称", align="left"),
        Column("级别"),
        Column("产业"),
        Column("乡镇（街道）"),
        Column("命名日期"),
    )
    rows = [
        (
            place,
            one.name,
            one.get_level_display(),
            one.get_industry_display(),
            one.town,
            f"{one.named_on:%Y.%m.%d}",
        )
        for place, one in enumerate(year.bases.order_by("named_on", "pk"), start=1)
    ]
    return TableBlock(columns, tuple(rows))


def _money(year: Year) -> TableBlock:
    columns = (
        NUMBER,
        Column("投入项目", align="left"),
        Column("资金来源"),
        Column("出资方", align="left"),
        Column("金额（元）", align="right"),
        Column("投入日期"),
    )
    found = list(year.fundings.select_related("project").order_by("paid_on", "pk"))
    rows = [
        (
            place,
            one.project.name,
            one.get_source_display(),
            one.giver,
            _figure(one.amount, 1),
            f"{one.paid_on:%Y.%m.%d}",
        )
        for place, one in enumerate(found, start=1)
    ]
    total = sum((one.amount for one in found), Decimal(0))
    totals = ("合计", None, None, None, _figure(total, 1), None) if rows else None
    return TableBlock(columns, tuple(rows), totals=totals)


def _wan(amount: Decimal) -> str:
    return shown(amount / 10_000)


def _figure(amount: Decimal | None, divisor: int = 10_000) -> Decimal | None:
    return None if amount is None else Decimal(plain(amount / divisor))
