"""The rural action of the demo: projects, people, collectives, bases and money of every unit this year."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.rural.actions.entries import complete
from jiangong.domains.rural.choices import (
    BaseLevel,
    CollectiveHonour,
    Honour,
    Industry,
    ProjectState,
    Source,
)
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.grounds import Ground, by_name, grounds, reached, spread
from jiangong.portal.demo.notice import RURAL
from jiangong.portal.demo.people import register_more

SEED = 20210420
FIRST_NUMBER = 200_001  # of the people invented here
MARGIN = 1.1  # more people than a target asks
# Where the units of the city go to help: its rural towns.
TOWNS = (
    ("官渡镇", "孙庄村"), ("雁鸣湖镇", "东漳村"), ("大冶镇", "周山村"), ("卢店镇", "石道村"), ("超化镇", "申沟村"),
    ("牛店镇", "月台村"), ("竹林镇", "石鼓村"), ("站街镇", "柏沟岭村"), ("乔楼镇", "聂楼村"), ("薛店镇", "常刘村"),
    ("古荥镇", "孙庄村"), ("马寨镇", "阎家嘴村"),
)  # fmt: skip
WORKS: tuple[tuple[str, str, str], ...] = (
    ("大棚草莓种植示范", Industry.PLANTING, "劳模带队指导水肥一体化，统一育苗、统一销售。"),
    ("优质小杂粮订单种植", Industry.PLANTING, "企业食堂签订订单，技术员驻村指导田间管理。"),
    ("林下散养鸡合作社", Industry.BREEDING, "帮助建立防疫制度和溯源标签，对接职工福利采购。"),
    ("红薯粉条加工车间改造", Industry.PROCESSING, "机修工匠改造生产线，办理食品生产许可。"),
    ("农家院和研学线路", Industry.TOURISM, "劳模讲师设计研学课程，培训农家院接待。"),
    ("村级电商直播间", Industry.COMMERCE, "技术骨干培训直播和打包发货，开设工会助农专场。"),
    ("猴加官泥塑工坊", Industry.CRAFT, "非遗工匠收徒传艺，设计文创产品。"),
    ("电工焊工技能夜校", Industry.TRAINING, "技能大师每周授课，合格的推荐到企业就业。"),
    ("村道路灯和灌溉泵站", Industry.BUILDING, "企业捐建设备，职工志愿者安装维护。"),
    ("金银花种植和烘干", Industry.PLANTING, "引进烘干设备，指导采收和分级。"),
)  # fmt: skip
ROLES = ("技术指导", "结对帮扶", "授课培训", "设备改造", "产销对接", "项目负责人")
PROGRESS = (
    "已带动{n}户参加，户均增收{m}元左右。", "完成技术培训{n}人次，第一批产品已经上市。",
    "设备已安装调试，{n}名村民在家门口就业。", "签订采购订单{n}份，累计销售{m}0元。",
)  # fmt: skip
GIVERS = ("县域商会", "农产品龙头企业", "驻村单位", "企业职工自愿捐助", "爱心企业联合捐助")


@dataclass(slots=True)
class Harvest:
    """Rows of all ledgers on their way into the database."""

    random: Random
    projects: list[Project] = field(default_factory=list)
    people: list[Participation] = field(default_factory=list)
    collectives: list[Collective] = field(default_factory=list)
    bases: list[Base] = field(default_factory=list)
    money: list[Funding] = field(default_factory=list)


def load(actor: Actor) -> Harvest:
    """All units in the order of the notice, each in proportion to its targets and the year."""
    harvest = Harvest(Random(SEED))  # noqa: S311 — demo data must come out the same each time
    places = {ground.unit.pk: (ground, place) for ground, place in _rows(actor)}
    _register_missing([(ground, int(RURAL[place][1] or 0)) for ground, place in places.values()], actor)
    for ground, place in places.values():
        _projects(harvest, ground, Decimal(RURAL[place][1] or 0))
    Project.objects.bulk_create(harvest.projects, batch_size=500)
    for ground, place in places.values():
        _, people, collectives, bases = RURAL[place]
        own = [one for one in harvest.projects if one.organization.path.startswith(ground.unit.path)]
        _people(harvest, ground, own, Decimal(people or 0))
        _collectives(harvest, ground, own, Decimal(collectives or 0))
        _bases(harvest, ground, own, Decimal(bases or 0))
        _money(harvest, ground, own)
    Participation.objects.bulk_create(harvest.people, batch_size=500)
    Collective.objects.bulk_create(harvest.collectives, batch_size=500)
    Base.objects.bulk_create(harvest.bases, batch_size=500)
    Funding.objects.bulk_create(harvest.money, batch_size=500)
    for rows in (harvest.projects, harvest.people, harvest.collectives, harvest.bases, harvest.money):
        if rows:
            record_many(actor, f"{rows[0]._meta.label_lower}.create", rows)
    return harvest


def _rows(actor: Actor) -> Iterator[tuple[Ground, int]]:
    return by_name((row[0] for row in RURAL), grounds(actor), actor)


def _register_missing(wanted: list[tuple[Ground, int]], actor: Actor) -> None:
    """Units whose model workers are not on the register yet register them first."""
    unions: list[tuple[Ground, Organization]] = []
    for ground, people in wanted:
        homes = ground.unions or [ground.unit]
        missing = int(people * MARGIN) - len(ground.people)
        unions += [(ground, homes[place % len(homes)]) for place in range(max(missing, 0))]
    made = register_more(FIRST_NUMBER, [union for _, union in unions], actor)
    for (ground, _), person in zip(unions, made, strict=True):
        ground.people.append(person)


def _projects(harvest: Harvest, ground: Ground, people: Decimal) -> None:
    """A project for about fifteen people, one at least."""
    random, year = harvest.random, timezone.localdate().year
    for place in range(max(1, int(people) // 15)):
        town, village = TOWNS[(ground.unit.pk + place * 5) % len(TOWNS)]
        work, industry, content = WORKS[(ground.unit.pk * 3 + place) % len(WORKS)]
        begun = spread(random, date(year, 1, 8), date(year, 8, 30))
        one = Project(
            organization=ground.unit,
            name=f"{village}{work}",
            town=town,
            village=village,
            industry=industry,
            content=content,
            starts_on=begun,
            ends_on=begun + timedelta(days=random.randint(150, 300)),
        )
        stage = ProjectState.PLANNED if place and place % 6 == 5 else ProjectState.RUNNING
        if stage == ProjectState.RUNNING:
            one.begun_on = begun
            one.progress = random.choice(PROGRESS).format(
                n=random.randint(8, 60), m=random.randint(12, 45) * 100
            )
            if one.ends_on < timezone.localdate() and random.random() < 0.85:
                stage, one.finished_on = ProjectState.FINISHED, one.ends_on
        setattr(one, "state", stage)  # noqa: B010 — a story told from its end: no transition is taken
        harvest.projects.append(one)


def _begun(own: list[Project]) -> list[Project]:
    return [one for one in own if one.begun_on is not None]


def _people(harvest: Harvest, ground: Ground, own: list[Project], target: Decimal) -> None:
    """As many of the unit's registered people as it has reached; each joins one project."""
    random, wanted = harvest.random, round(reached(target, ground.unit, harvest.random))
    chosen = random.sample(ground.people, min(wanted, len(ground.people)))
    for (person, organization), project in zip(chosen, cycle(_begun(own) or [None]), strict=False):
        first = project.begun_on if project and project.begun_on else date(timezone.localdate().year, 2, 1)
        one = Participation(
            organization_id=organization,
            person_id=person,
            project=project,
            honour=random.choice(Honour.values),
            role=random.choice(ROLES),
            joined_on=spread(random, first, timezone.localdate()),
        )
        complete(one)
        harvest.people.append(one)


def _collectives(harvest: Harvest, ground: Ground, own: list[Project], target: Decimal) -> None:
    random, wanted = harvest.random, round(reached(target, ground.unit, harvest.random))
    known = [(one.name, one, None) for one in ground.enterprises]
    known += [
        (one.name, None, one)
        for one in ground.unions
        if one.pk not in {e.union_id for e in ground.enterprises}
    ]
    for (name, enterprise, unit), project in zip(known[:wanted], cycle(_begun(own) or [None]), strict=False):
        one = Collective(
            organization=ground.unit,
            name=name,
            enterprise=enterprise,
            unit=unit,
            project=project,
            honour=random.choice(CollectiveHonour.values),
            role=random.choice(ROLES[:5]),
            joined_on=spread(random, date(timezone.localdate().year, 2, 10), timezone.localdate()),
        )
        complete(one)
        harvest.collectives.append(one)


def _bases(harvest: Harvest, ground: Ground, own: list[Project], target: Decimal) -> None:
    random, year = harvest.random, timezone.localdate().year
    wanted = round(reached(target, ground.unit, random) + Decimal("0.2"))
    for place, project in enumerate(own[:wanted]):
        harvest.bases.append(
            Base(
                organization=ground.unit,
                name=f"{project.village}劳模出彩示范基地",
                level=BaseLevel.CITY if place == 0 and random.random() < 0.3 else BaseLevel.COUNTY,
                town=project.town,
                industry=project.industry,
                named_on=spread(random, date(year, 4, 1), timezone.localdate()),
                named_by=ground.unit.name,
            )
        )


def _money(harvest: Harvest, ground: Ground, own: list[Project]) -> None:
    random = harvest.random
    for project in _begun(own):
        first = project.begun_on or timezone.localdate()
        for source in (Source.UNION, Source.SOCIAL):
            for _ in range(random.randint(1, 2)):
                harvest.money.append(
                    Funding(
                        organization=ground.unit,
                        project=project,
                        source=source,
                        giver=ground.unit.name if source == Source.UNION else random.choice(GIVERS),
                        amount=Decimal(random.randint(20, 240) * (500 if source == Source.UNION else 1500)),
                        paid_on=spread(random, first, timezone.localdate()),
                    )
                )
