"""Activities of the demo: about 900 over the running year and the 34 units, a few still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from jiangong.domains.activities.choices import ActivityKind, ActivityState, Mode
from jiangong.domains.activities.models import Activity, ActivitySpeaker
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.domains.people.models import STANDING, Person
from jiangong.domains.places.choices import PlaceKind
from jiangong.domains.places.models import Place
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.dictionaries import CHAINS

PER_UNIT = 26
AHEAD = 35  # days to come


@dataclass(frozen=True, slots=True)
class Usual:
    """How a kind usually is: names, how many come, how many days, how often."""

    kind: ActivityKind
    titles: tuple[str, ...]
    people: tuple[int, int]
    weight: int
    days: int = 1


USUAL = (
    Usual(
        ActivityKind.LECTURE,
        (
            "党的创新理论进车间宣讲",
            "劳模工匠事迹宣讲",
            "产业工人队伍建设改革政策宣讲",
            "劳动法律法规宣讲",
            "工会法宣讲",
        ),
        (40, 320),
        22,
    ),
    Usual(
        ActivityKind.TRAINING,
        (
            "班组长安全管理培训",
            "电工技能提升培训",
            "工会干部业务培训",
            "数控机床操作培训",
            "集体协商指导员培训",
            "急救知识培训",
        ),
        (25, 120),
        18,
        3,
    ),
    Usual(
        ActivityKind.JOB_FAIR,
        ("春风行动专场招聘会", "产业链企业专场招聘会", "新就业形态岗位招聘会"),
        (150, 1800),
        5,
    ),
    Usual(
        ActivityKind.CHECKUP, ("一线职工健康体检", "户外劳动者免费体检", "女职工两癌筛查"), (60, 480), 8, 2
    ),
    Usual(ActivityKind.RECUPERATION, ("一线职工疗休养", "劳模和技术能手疗休养"), (20, 60), 4, 6),
    Usual(ActivityKind.SALON, ("技术创新沙龙", "五小成果交流沙龙", "劳模工作室技术沙龙"), (15, 60), 7),
    Usual(ActivityKind.VISIT, ("一线职工走访慰问", "困难职工走访慰问", "重点工程一线慰问"), (20, 260), 10),
    Usual(ActivityKind.RESEARCH, ("新就业形态劳动者权益调研", "产业工人技能需求调研"), (6, 25), 4, 2),
    Usual(ActivityKind.EXHIBITION, ("职工创新成果展", "职工书画摄影展"), (120, 900), 3, 5),
    Usual(ActivityKind.CULTURE, ("职工文艺汇演", "职工合唱比赛", "文艺小分队进工地"), (90, 700), 5),
    Usual(
        ActivityKind.SPORTS, ("职工健步走", "职工乒乓球赛", "职工篮球赛", "职工趣味运动会"), (60, 420), 6, 2
    ),
    Usual(ActivityKind.LEGAL, ("劳动用工法律体检", "送法进工地"), (30, 160), 4),
    Usual(ActivityKind.FRIENDSHIP, ("单身职工联谊",), (30, 90), 2),
    Usual(ActivityKind.READING, ("职工读书分享会", "书香班组读书活动"), (20, 90), 5),
    Usual(ActivityKind.CAMP, ("职工子女研学", "工匠研学"), (20, 60), 2, 4),
)
ROOMY = (
    PlaceKind.LIBRARY,
    PlaceKind.HOME,
    PlaceKind.TRAINING_BASE,
    PlaceKind.SERVICE_CENTER,
    PlaceKind.PALACE,
)
REMOTE = (ActivityKind.LECTURE, ActivityKind.TRAINING, ActivityKind.LEGAL, ActivityKind.READING)
THEMES = ("中国梦·劳动美", "安全生产月", "建功新时代", "")
RESULTS = ("收到意见建议并逐条答复。", "现场达成意向，会后跟进。", "职工反映良好，拟继续举办。", "")
OUTSIDE = (
    ("王敏", "市委党校副教授"),
    ("李建华", "省劳动模范"),
    ("赵志强", "职业技术学院教师"),
    ("陈丽", "律师"),
    ("刘洋", "中原大工匠"),
    ("周慧", "市疾控中心医师"),
)
REASONS = ("遇暴雨预警，取消。", "场地临时停用，改到下月另行登记。", "与上级会议冲突，取消。")


@transaction.atomic
def load(actor: Actor) -> None:
    """Everything in a few statements; the same every time but for the day it is loaded on."""
    random, today = Random(20260408), timezone.localdate()  # noqa: S311 — invented data, the same every time
    activities = list(_activities(actor, random, today))
    Activity.objects.bulk_create(activities, batch_size=400)
    ActivitySpeaker.objects.bulk_create(_speakers(activities, random), batch_size=400)
    record_many(actor, "activities.activity.create", activities)


def _activities(actor: Actor, random: Random, today: date) -> Iterator[Activity]:
    first = min(date(today.year, 1, 4), today - timedelta(days=90))
    plan = (
        Plan.objects.ungated("demo data").filter(year=today.year, parent=None, state=PlanState.ISSUED).first()
    )
    weights = [one.weight for one in USUAL]
    for place, unit in enumerate(units(actor)):
        homes, venues = _homes(unit), _venues(unit)
        taken: set[tuple[int, date, str]] = set()
        for _ in range(PER_UNIT + (place * 7 % 5) - 2):
            usual = random.choices(USUAL, weights)[0]
            one = _activity(usual, random.choice(homes), (first, today), random)
            key = (one.organization_id, one.starts_on, one.title)
            if key in taken:
                continue
            taken.add(key)
            _hold_somewhere(one, venues, random)
            if one.kind in (ActivityKind.TRAINING, ActivityKind.SALON) and random.random() < 0.4:
                one.plan = plan
            yield one


def _homes(unit: Organization) -> list[Organization]:
    """Who holds things there: the unit itself more often than any one below."""
    below = Organization.objects.ungated("demo data").filter(
        path__startswith=unit.path, kind__in=(Kind.TOWNSHIP, Kind.GRASSROOTS)
    )
    return [unit] * 8 + list(below.order_by("path"))


def _venues(unit: Organization) -> list[Place]:
    kept = Place.objects.ungated("demo data").filter(
        organization__path__startswith=unit.path, kind__in=ROOMY, closed_on=None
    )
    return list(kept.order_by("pk")[:40])


def _activity(usual: Usual, home: Organization, span: tuple[date, date], random: Random) -> Activity:
    first, today = span
    starts_on = first + timedelta(days=random.randrange((today - first).days + AHEAD))
    ends_on = starts_on + timedelta(days=usual.days - 1) if usual.days > 1 and random.random() < 0.7 else None
    last_on = ends_on or starts_on
    title, chain = random.choice(usual.titles), ""
    if usual.kind == ActivityKind.LECTURE and random.random() < 0.4:
        chain = random.choice(CHAINS)
        title = f"{chain}产业链{title}"
    chance = random.random()
    state, reason = ActivityState.HELD, ""
    if last_on > today or (last_on > today - timedelta(days=12) and last_on < today and chance < 0.2):
        state = ActivityState.PLANNED
    elif chance < 0.02:
        state, reason = ActivityState.CANCELLED, random.choice(REASONS)
    held = state == ActivityState.HELD
    return Activity(
        organization=home,
        kind=usual.kind,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        last_on=last_on,
        people_count=random.randint(*usual.people) if held else None,
        chain=chain,
        theme=random.choice(THEMES),
        mode=random.choices(tuple(Mode), (85, 7, 8))[0] if usual.kind in REMOTE else Mode.OFFLINE,
        results=random.choice(RESULTS) if held else "",
        state=state,
        reason=reason,
    )


def _hold_somewhere(activity: Activity, venues: Sequence[Place], random: Random) -> None:
    """Four in ten are held at a place of the unit's own."""
    if activity.mode == Mode.ONLINE:
        activity.venue = "线上直播"
    elif venues and random.random() < 0.4:
        activity.place = random.choice(venues)
        activity.venue = activity.place.name
    else:
        activity.venue = random.choice(
            ("职工活动中心", "厂区一号车间", "多功能厅", "项目部会议室", "中心广场")
        )


def _speakers(activities: Sequence[Activity], random: Random) -> Iterator[ActivitySpeaker]:
    """Lectures and trainings have one, from the unit's own people or from outside."""
    people: dict[int, list[int]] = {}
    rows = Person.objects.ungated("demo data").filter(STANDING).order_by("pk")
    for pk, union in rows.values_list("pk", "organization_id"):
        people.setdefault(union, []).append(pk)
    spoken = (ActivityKind.LECTURE, ActivityKind.TRAINING, ActivityKind.SALON)
    for activity in activities:
        if activity.kind not in spoken:
            continue
        own = people.get(activity.organization_id, [])
        if own and random.random() < 0.6:
            yield ActivitySpeaker(activity=activity, position=1, person_id=random.choice(own[:8]))
        else:
            name, note = random.choice(OUTSIDE)
            yield ActivitySpeaker(activity=activity, position=1, name=name, note=note)
