"""The roster of who takes part in a competition, described as an official document."""

from decimal import Decimal

from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.competitions.queries.enrolments import reported_units, unit_above
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of
from jiangong.kit.access.actor import Actor
from jiangong.lib.amounts import plain
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Block, Column, Heading, OfficialDocument, Paragraph, TableBlock
from jiangong.lib.officialdoc.writing import Value as Written

COLUMNS: dict[str, tuple[Column, ...]] = {
    CompetitionKind.CONSTRUCTION: (
        Column("序号", width=11),
        Column("项目名称", align="left"),
        Column("建设单位", align="left"),
        Column("投资（万元）", align="right"),
        Column("起止时间"),
        Column("参赛职工（人）", align="right"),
    ),
    CompetitionKind.ENERGY: (
        Column("序号", width=11),
        Column("项目名称", align="left"),
        Column("参赛单位", align="left"),
        Column("考核指标"),
        Column("基准值", align="right"),
        Column("成果值", align="right"),
        Column("节约（减排）量", align="right"),
    ),
    CompetitionKind.SAFETY: (
        Column("序号", width=11),
        Column("参赛单位", align="left"),
        Column("规模以上"),
        Column("高危行业"),
        Column("班组（个）", align="right"),
        Column("参赛职工（人）", align="right"),
    ),
}


def roster_of(competition: Competition, actor: Actor) -> OfficialDocument:
    """Confirmed ones within the actor's reach, unit by unit in the notice's order."""
    rows = (
        Enrolment.objects.visible_to(actor)
        .filter(competition=competition, state=EnrolmentState.CONFIRMED)
        .select_related("organization")
        .order_by("organization__path", "party", "project", "pk")
    )
    found = list(rows)
    blocks: list[Block] = [Paragraph(_summary(competition, found))]
    for unit, members in _by_unit(found, actor):
        blocks += [Heading(1, unit.name), _table(competition, members)]
    home = home_of(actor)
    return OfficialDocument(
        title=f"{competition.title}参赛名册",
        blocks=tuple(blocks),
        note=f"{home.name if home else ''}　{format_day(competition.starts_on)}至{format_day(competition.ends_on)}",
    )


def _by_unit(found: list[Enrolment], actor: Actor) -> list[tuple[Organization, list[Enrolment]]]:
    """As the page of the competition tells them apart; what stands under none of these comes last, by its union."""
    lines = {one.pk: one for one in reported_units(actor)}
    members: dict[int, list[Enrolment]] = {pk: [] for pk in lines}
    for one in found:
        unit = unit_above(one.organization.path, lines) or one.organization
        lines[unit.pk] = unit
        members.setdefault(unit.pk, []).append(one)
    return [(lines[pk], taking_part) for pk, taking_part in members.items() if taking_part]


def _summary(competition: Competition, found: list[Enrolment]) -> str:
    counted = "个项目" if competition.takes_projects else "家单位"
    workers = sum(one.workers for one in found)
    return f"已确认参赛{len(found)}{counted}，参赛职工{workers:,}人。"


def _table(competition: Competition, members: list[Enrolment]) -> TableBlock:
    rows = tuple(_row(place, one) for place, one in enumerate(members, start=1))
    return TableBlock(COLUMNS[competition.kind], rows)


def _row(place: int, one: Enrolment) -> tuple[Written, ...]:
    if one.kind == CompetitionKind.CONSTRUCTION:
        span = "至".join(f"{day:%Y.%m}" for day in (one.starts_on, one.ends_on) if day)
        return (place, one.project, one.party, _figure(one.investment), span, one.workers)
    if one.kind == CompetitionKind.ENERGY:
        figures = (_figure(one.baseline), _figure(one.result), _figure(one.saved))
        return (place, one.project, one.party, one.get_metric_display(), *figures)
    marks = tuple("是" if held else "" for held in (one.above_scale, one.high_risk))
    return (place, one.party, *marks, one.teams, one.workers)


def _figure(value: Decimal | None) -> Written:
    return None if value is None else Decimal(plain(value))
