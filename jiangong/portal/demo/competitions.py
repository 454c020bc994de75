"""This year's three competitions of the demo and who takes part, unit by unit against the notice's targets."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from jiangong.domains.competitions.actions.enrolments import complete
from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState, Metric
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Party, federation
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.grounds import Ground, by_name, grounds, reached, spread
from jiangong.portal.demo.notice import COMPETITION

SEED = 20210409
TEN_THOUSAND = 10_000
PARTNERS: dict[str, str] = {
    CompetitionKind.CONSTRUCTION: "市发改委、市重点项目建设中心",
    CompetitionKind.ENERGY: "市发改委、市生态环境局",
    CompetitionKind.SAFETY: "市应急管理局、市卫健委",
}
BASES: dict[str, str] = {
    CompetitionKind.CONSTRUCTION: "关于在全市重点工程建设项目中开展“六比一创”劳动竞赛活动的通知",
    CompetitionKind.ENERGY: "关于组织开展“三比两降”节能减排劳动竞赛活动的通知",
    CompetitionKind.SAFETY: "关于开展全市“安康杯”竞赛活动的通知",
}
REQUIREMENTS: dict[str, str] = {
    CompetitionKind.CONSTRUCTION: "在建的重大工程、重点项目以项目部为单位参赛，一个项目报一次。",
    CompetitionKind.ENERGY: "重点用能单位以节能减排项目参赛，报名时写明考核指标、基准年度和基准值。",
    CompetitionKind.SAFETY: "企业、事业单位和机关以单位参赛，写明参赛职工和班组数；高危行业企业应全部参赛。",
}
CLOSES: dict[str, tuple[int, int]] = {
    CompetitionKind.CONSTRUCTION: (10, 31),
    CompetitionKind.ENERGY: (10, 31),
    CompetitionKind.SAFETY: (12, 10),
}
WORKS = (
    "城市快速路改造工程", "轨道交通车站工程", "水厂扩建工程", "安置房建设工程", "产业园标准厂房工程",
    "医院新院区工程", "综合管廊工程", "河道治理工程", "数据中心工程", "冷链物流园工程", "学校新校区工程",
    "污水处理厂提标工程",
)  # fmt: skip
SAVINGS = (
    ("空压机余热回收改造", Metric.COAL, 180, 2600), ("车间照明和电机变频改造", Metric.POWER, 60, 900),
    ("锅炉烟气余热利用", Metric.GAS, 30, 420), ("运输车辆节油竞赛", Metric.OIL, 90, 800),
    ("循环水系统提效", Metric.WATER, 12, 160), ("窑炉低氮燃烧改造", Metric.NOX, 900, 9000),
    ("涂装线挥发性有机物治理", Metric.VOC, 600, 7000), ("供热管网保温改造", Metric.HEAT, 4000, 38000),
    ("电解工序节电攻关", Metric.COAL, 900, 12000), ("屋顶光伏替代用电", Metric.CARBON, 300, 5200),
)  # fmt: skip
PROGRESS = (
    "已成立竞赛领导小组，班组签订竞赛责任书。", "完成首轮岗位练兵，评出月度标兵班组。", "改造方案已实施，正在连续统计数据。",
    "组织安全隐患排查和技术比武各一次，问题已整改。", "主要节点按计划完成，正在总结经验。",
)  # fmt: skip


def load(actor: Actor) -> list[Enrolment]:
    """Competitions, then everybody who takes part, in one go."""
    random, places = Random(SEED), grounds(actor)  # noqa: S311 — demo data must come out the same each time
    held = {one.kind: one for one in _competitions(actor)}
    rows: list[Enrolment] = []
    for ground, place in by_name((row[0] for row in COMPETITION), places, actor):
        _, projects, workers = COMPETITION[place]
        rows += _energy(held[CompetitionKind.ENERGY], ground, int(projects or 0), random)
        wanted = int(Decimal(workers or 0) * TEN_THOUSAND)
        rows += _safety(held[CompetitionKind.SAFETY], ground, wanted, random)
        rows += _construction(held[CompetitionKind.CONSTRUCTION], ground, random)
    made = Enrolment.objects.bulk_create(rows, batch_size=500)
    record_many(actor, "competitions.enrolment.create", made)
    return made


def _competitions(actor: Actor) -> Iterator[Competition]:
    root, year = federation(), timezone.localdate().year
    documents = Document.objects.visible_to(actor)
    for kind in CompetitionKind:
        month, day = CLOSES[kind]
        yield Competition.objects.create(
            organization=root,
            kind=kind,
            year=year,
            title=f"郑州市{year}年{kind.label}",
            document=documents.filter(title=BASES[kind]).order_by("pk").first(),
            partners=PARTNERS[kind],
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            opens_on=date(year, 1, 4),
            closes_on=date(year, month, day),
            requirements=REQUIREMENTS[kind],
        )


def _parties(ground: Ground) -> list[Party]:
    """Enterprises first, then unions without one, then the unit itself."""
    served = {one.union_id for one in ground.enterprises}
    unions = [Party(one.name, unit=one) for one in ground.unions if one.pk not in served]
    return [
        *(Party(one.name, enterprise=one) for one in ground.enterprises),
        *unions,
        Party(ground.unit.name, unit=ground.unit),
    ]


def _union_of(party: Party, ground: Ground) -> Organization:
    """The union that answers for a party."""
    if party.enterprise is not None:
        return party.enterprise.union or party.enterprise.organization
    return party.unit or ground.unit


def _energy(competition: Competition, ground: Ground, target: int, random: Random) -> Iterator[Enrolment]:
    parties = _parties(ground)
    confirmed = round(reached(Decimal(target), ground.unit, random)) if target else 0
    for place in range(confirmed + (target > 2)):
        name, metric, low, high = SAVINGS[(place + ground.unit.pk) % len(SAVINGS)]
        party = parties[place % len(parties)]
        baseline = Decimal(random.randint(low * 10, high * 10)) / 10
        one = Enrolment(
            project=f"{name}{'' if place < len(parties) else '（二期）'}",
            workers=random.randint(40, 600),
            metric=metric,
            baseline_year=competition.year - 1,
            baseline=baseline,
            approach="比管理、比技术、比岗位建功，班组每月公布能耗。",
            starts_on=date(competition.year, 2, 1),
            ends_on=date(competition.year, 11, 30),
        )
        complete(one, competition, _union_of(party, ground), party)
        _course(one, place < confirmed, random)
        if one.state == EnrolmentState.CONFIRMED and random.random() < 0.6:
            _finish(one, baseline, random)
        yield one


def _finish(one: Enrolment, baseline: Decimal, random: Random) -> None:
    share = Decimal(random.randint(15, 130)) / 1000
    one.result = (baseline * (1 - share)).quantize(Decimal("0.1"))
    one.saved = baseline - one.result
    one.result_on = spread(random, one.confirmed_on or date(one.year, 1, 6), date(one.year, 11, 30))


def _safety(competition: Competition, ground: Ground, target: int, random: Random) -> Iterator[Enrolment]:
    """Enterprises and unions with their own workers; townships or the unit bring in the rest together."""
    wanted = int(reached(Decimal(target), ground.unit, random))
    small = [one for one in _parties(ground)[:-1] if random.random() < 0.85]
    big = [Party(one.name, unit=one) for one in ground.townships] or [
        Party(ground.unit.name, unit=ground.unit)
    ]
    counted = 0
    for party in small:
        workers = _workers_of(party, random)
        if counted + workers > wanted * 0.8:
            break
        counted += workers
        yield _safe(competition, ground, party, workers, random)
    left = max(wanted - counted, 0)
    for place, party in enumerate(big):
        workers = left // len(big) if place else left - left // len(big) * (len(big) - 1)
        if workers:
            yield _safe(competition, ground, party, workers, random)
    if ground.townships:
        last = Party(ground.unit.name, unit=ground.unit)
        yield _safe(competition, ground, last, random.randint(60, 180), random, confirmed=False)


def _safe(
    competition: Competition,
    ground: Ground,
    party: Party,
    workers: int,
    random: Random,
    *,
    confirmed: bool = True,
) -> Enrolment:
    one = Enrolment(
        workers=workers, teams=max(1, workers // 18), approach="开展班组安全建设、隐患随手拍和应急演练。"
    )
    complete(one, competition, _union_of(party, ground), party)
    _course(one, confirmed, random)
    return one


def _workers_of(party: Party, random: Random) -> int:
    if party.enterprise is not None and party.enterprise.workers_count:
        return party.enterprise.workers_count
    members = party.unit.members_count if party.unit else None
    return members or random.randint(80, 600)


def _construction(competition: Competition, ground: Ground, random: Random) -> Iterator[Enrolment]:
    """Two to four projects where there is ground to build on, none at the smaller enterprise unions."""
    amount = 2 + ground.unit.pk % 3 if ground.townships else ground.unit.pk % 2
    parties = _parties(ground)
    for place in range(amount):
        party = parties[(place * 3 + 1) % len(parties)]
        starts = date(competition.year - 1, 3 + place, 1)
        one = Enrolment(
            project=f"{str(ground.unit).removesuffix('市')}{WORKS[(place * 5 + ground.unit.pk) % len(WORKS)]}",
            investment=Decimal(random.randint(30, 900) * 100),
            workers=random.randint(120, 1800),
            teams=random.randint(6, 40),
            starts_on=starts,
            ends_on=starts + timedelta(days=random.randint(500, 900)),
            approach="比质量、比安全、比进度、比创新、比管理、比文明施工，创和谐团队。",
        )
        complete(one, competition, _union_of(party, ground), party)
        _course(one, place < 3 or random.random() < 0.5, random)
        yield one


def _course(one: Enrolment, confirmed: bool, random: Random) -> None:
    """Days and state of an enrolment; the last of a unit still waits, or came back."""
    first, last = date(one.year, 1, 6), one.competition.closes_on
    one.enrolled_on = spread(random, first, last)
    if confirmed:
        one.confirmed_on = spread(random, one.enrolled_on, one.enrolled_on + timedelta(days=12))
        values = (EnrolmentState.CONFIRMED, "")
        if random.random() < 0.7:
            one.progress = random.choice(PROGRESS)
            one.progress_on = spread(random, one.confirmed_on, timezone.localdate())
    else:
        one.enrolled_on = spread(random, timezone.localdate() - timedelta(days=9), timezone.localdate())
        values = random.choice(
            (
                (EnrolmentState.SUBMITTED, ""),
                (EnrolmentState.SUBMITTED, ""),
                (EnrolmentState.RETURNED, "参赛职工人数与上年差距较大，请核对后再报。"),
                (EnrolmentState.DRAFT, ""),
            )
        )
        if values[0] != EnrolmentState.SUBMITTED:
            one.enrolled_on = None
    setattr(one, "state", values[0])  # noqa: B010 — a story told from its end: no transition is taken
    one.reason = values[1]
