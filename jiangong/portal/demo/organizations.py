"""Loads the demo federation: the 34 units with every spelling, grass roots and enterprises beneath, dictionaries."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import cast

from django.db import transaction

from jiangong.domains.organizations.actions import add_aliases, create_organization, create_organizations
from jiangong.domains.organizations.choices import AliasSource, Ownership
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import (
    Dictionary,
    DictionaryEntry,
    Enterprise,
    Organization,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.lib.codes import credit_code_digit
from jiangong.portal.demo import federation
from jiangong.portal.demo.dictionaries import EDITIONS

FOUNDED = date(2015, 1, 1)
BASIS = "演示数据"

_PLACES = (
    "嵩阳", "中岳", "豫兴", "金桥", "华宇", "恒源", "明泰", "瑞丰", "天河", "新盛", "永安", "光明",
    "祥云", "双汇河", "凤鸣", "龙腾", "建业新", "东方红",
)  # fmt: skip
# Trade, its class in GB/T 4754, its chain (or none), whether it is a high-risk trade.
_TRADES = (
    ("汽车零部件", "汽车制造业", "汽车制造", False),
    ("精密机械", "通用设备制造业", "装备制造", False),
    ("超硬材料", "非金属矿物制品业", "超硬材料", False),
    ("智能仪表", "仪器仪表制造业", "智能传感器", False),
    ("铝业", "有色金属冶炼和压延加工业", "铝加工制品", True),
    ("机器人", "专用设备制造业", "机器人", False),
    ("软件", "软件和信息技术服务业", "软件", False),
    ("无人机", "铁路、船舶、航空航天和其他运输设备制造业", "无人机", False),
    ("食品", "农副食品加工业", "", False),
    ("化工", "化学原料和化学制品制造业", "", True),
    ("建筑工程", "房屋建筑业", "", True),
    ("纺织", "纺织业", "", False),
    ("物流", "道路运输业", "", False),
    ("商贸", "零售业", "", False),
)
_OWNERSHIPS = (
    Ownership.PRIVATE, Ownership.STATE, Ownership.PRIVATE, Ownership.MIXED, Ownership.PRIVATE,
    Ownership.FOREIGN,
)  # fmt: skip
_PER_TOWNSHIP, _PER_ZONE_TOWNSHIP, _PER_INDUSTRY, _PER_ENTERPRISE = 4, 6, 8, 5
_WITHOUT_UNION = 40


@transaction.atomic
def load(actor: Actor) -> None:
    """The whole federation; deterministic, so that two demos are alike."""
    root, units = load_units(actor)
    townships = _load_townships(units, actor)
    unions = _load_grassroots(root, units, townships, actor)
    _load_enterprises(unions, units, actor)
    _load_dictionaries(actor)


def load_units(actor: Actor) -> tuple[Organization, dict[str, Organization]]:
    """The root with departments, partners and the 34 units by short name."""
    name, short, division = federation.FEDERATION
    root = create_organization(
        name=name,
        short_name=short,
        kind=Kind.FEDERATION,
        parent=None,
        starts_on=FOUNDED,
        basis=BASIS,
        actor=actor,
        division_code=division,
        division_year=federation.DIVISION_YEAR,
        credit_code=_union_code("410100", 0, "89"),
    )
    units, partners, offices = _drafts(root)
    create_organizations([*units, *offices, *partners], basis=BASIS, actor=actor)
    by_short = {unit.short_name: unit for unit in units}
    _place_enterprises(by_short)
    spellings = [
        (by_short[unit.short], text) for unit in federation.UNITS for text in (unit.short, *unit.spellings)
    ]
    known = [
        (made, text) for made, names in zip(partners, federation.PARTNERS, strict=True) for text in names[1:]
    ]
    add_aliases([*spellings, *known], source=AliasSource.DOCUMENT, actor=actor)
    return root, by_short


def _drafts(
    root: Organization,
) -> tuple[list[Organization], list[Organization], list[Organization]]:
    """Units, partners and departments, numbered through in the order of display."""
    positions = count(1)
    units = [
        Organization(
            name=unit.name,
            short_name=unit.short,
            kind=unit.kind,
            parent=root,
            position=next(positions),
            opened_on=FOUNDED,
            division_code=unit.division,
            division_year=federation.DIVISION_YEAR if unit.division else None,
            credit_code=_union_code(unit.division or "410100", number, "81"),
        )
        for number, unit in enumerate(federation.UNITS, start=1)
    ]
    offices = [
        Organization(
            name=each, kind=Kind.DEPARTMENT, parent=root, position=next(positions), opened_on=FOUNDED
        )
        for each in federation.DEPARTMENTS
    ]
    partners = [
        Organization(
            name=names[0],
            short_name=names[1],
            kind=Kind.PARTNER,
            parent=root,
            position=next(positions),
            opened_on=FOUNDED,
        )
        for names in federation.PARTNERS
    ]
    return units, partners, offices


def _place_enterprises(units: dict[str, Organization]) -> None:
    """Enterprise unions answer to the city, but stand on some district's ground."""
    placed = [(units[unit.short], units[unit.territory]) for unit in federation.UNITS if unit.territory]
    for union, ground in placed:
        union.territory = ground
    Organization.objects.ungated("demo data").bulk_update([union for union, _ in placed], ["territory"])


def _load_townships(units: dict[str, Organization], actor: Actor) -> dict[str, list[Organization]]:
    drafts = {
        short: [
            Organization(
                name=f"{units[short]}{place}总工会",
                short_name=place,
                kind=Kind.TOWNSHIP,
                parent=units[short],
                territory=units[short],
                position=position,
                opened_on=FOUNDED,
            )
            for position, place in enumerate(places, start=1)
        ]
        for short, places in federation.TOWNSHIPS.items()
    }
    create_organizations([draft for each in drafts.values() for draft in each], basis=BASIS, actor=actor)
    return drafts


def _load_grassroots(
    root: Organization,
    units: dict[str, Organization],
    townships: dict[str, list[Organization]],
    actor: Actor,
) -> list[tuple[Organization, int]]:
    """About 300 unions, each with the number its name and codes are made from."""
    numbers, drafts = count(), []
    grounds = [units[short] for short in federation.TOWNSHIPS]
    for above, size, ground in _places_for_unions(units, townships):
        for position in range(1, size + 1):
            number = next(numbers)
            on = ground or grounds[number % len(grounds)]
            code = _union_code(on.division_code or root.division_code, 100 + number, "81")
            drafts.append(
                Organization(
                    name=f"{company_name(number)}工会",
                    kind=Kind.GRASSROOTS,
                    parent=above,
                    territory=on,
                    position=position,
                    opened_on=FOUNDED,
                    credit_code=code,
                    members_count=40 + number * 37 % 1900,
                )
            )
    create_organizations(drafts, basis=BASIS, actor=actor)
    return [(draft, number) for number, draft in enumerate(drafts)]


def _places_for_unions(
    units: dict[str, Organization], townships: dict[str, list[Organization]]
) -> Iterator[tuple[Organization, int, Organization | None]]:
    """Where grass-roots unions stand, how many there, and on whose ground."""
    for short, below in townships.items():
        size = _PER_ZONE_TOWNSHIP if units[short].kind == Kind.ZONE else _PER_TOWNSHIP
        for township in below:
            yield township, size, units[short]
    for unit in units.values():
        if unit.kind == Kind.INDUSTRY:
            yield unit, _PER_INDUSTRY, None
        elif unit.kind == Kind.ENTERPRISE:
            yield unit, _PER_ENTERPRISE, unit.territory


def company_name(number: int) -> str:
    """An invented company; two numbers never give the same."""
    turn, place = divmod(number, len(_PLACES))
    trade = _TRADES[(number + turn) % len(_TRADES)][0]
    series = number // (len(_PLACES) * len(_TRADES))
    form = ("有限公司", "实业有限公司", "科技有限公司", "集团有限公司")[series % 4]
    return f"郑州{_PLACES[place]}{trade}{form}"


def _load_enterprises(
    unions: list[tuple[Organization, int]], units: dict[str, Organization], actor: Actor
) -> None:
    """Every fourth union's company, and some that have no union yet."""
    organized = [
        # A grass-roots union always stands under another one.
        _enterprise(number, cast("Organization", union.parent), union)
        for union, number in unions[::4]
    ]
    grounds = list(units.values())[: len(federation.TOWNSHIPS)]
    first = len(unions)
    missing = [
        _enterprise(number, grounds[number % len(grounds)], None)
        for number in range(first, first + _WITHOUT_UNION)
    ]
    record_many(
        actor,
        "organizations.enterprise.create",
        Enterprise.objects.bulk_create([*organized, *missing]),
    )


def _enterprise(number: int, keeper: Organization, union: Organization | None) -> Enterprise:
    turn = number // len(_PLACES)
    _, industry, chain, high_risk = _TRADES[(number + turn) % len(_TRADES)]
    return Enterprise(
        organization=keeper,
        name=company_name(number),
        credit_code=_code(f"91410100MA{number:07d}"),
        union=union,
        above_scale=number % 3 != 1,
        ownership=_OWNERSHIPS[number % len(_OWNERSHIPS)],
        industry=industry,
        chain=chain,
        high_risk=high_risk,
        workers_count=60 + number * 53 % 2600,
    )


def _load_dictionaries(actor: Actor) -> None:
    made = Dictionary.objects.bulk_create(
        Dictionary(key=key, year=year, source=source) for key, year, source, _ in EDITIONS
    )
    DictionaryEntry.objects.bulk_create(
        DictionaryEntry(dictionary=dictionary, code=code, label=label, note=note, position=position)
        for dictionary, (_, _, _, entries) in zip(made, EDITIONS, strict=True)
        for position, (code, label, note) in enumerate(entries, start=1)
    )
    record_many(actor, "organizations.dictionary.create", made)


def _union_code(division: str, number: int, category: str) -> str:
    """A union's credit code: 81 for grass roots, 89 for others, the division, a serial, the check digit."""
    return _code(f"{category}{division}MC{number:07d}")


def _code(body: str) -> str:
    return body + credit_code_digit(body)
