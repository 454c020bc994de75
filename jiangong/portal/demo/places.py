"""Places of the demo: about 800 of them over the 34 units, with visits, defects and what people said."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from random import Random

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import ground_of, grounds, units
from jiangong.domains.people.models import STANDING, Person
from jiangong.domains.places.choices import (
    FACILITIES,
    InspectionState,
    PlaceKind,
    PlaceLevel,
    PlaceState,
    ReportKind,
    ReportState,
)
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.organizations import company_name

# Where a district roughly lies, and some of its streets.
MAP: dict[str, tuple[float, float, tuple[str, ...]]] = {
    "巩义市": (112.982, 34.752, ("人民路", "新华路", "东区迎宾路", "建设路")),
    "新密市": (113.391, 34.540, ("西大街", "青屏大街", "嵩山大道", "溱水路")),
    "登封市": (113.050, 34.454, ("少室路", "嵩阳路", "中岳大街", "滨河路")),
    "荥阳市": (113.383, 34.787, ("索河路", "康泰路", "中原西路", "万山路")),
    "新郑市": (113.740, 34.396, ("人民路", "中华路", "新建路", "郑新路")),
    "中牟县": (113.976, 34.719, ("商都大街", "青年路", "官渡大街", "建设路")),
    "二七区": (113.640, 34.724, ("大学路", "嵩山路", "航海路", "京广路")),
    "中原区": (113.613, 34.748, ("建设西路", "桐柏路", "棉纺路", "颍河路")),
    "金水区": (113.661, 34.800, ("花园路", "经三路", "文化路", "农业路", "东风路")),
    "管城区": (113.677, 34.754, ("东大街", "紫荆山路", "陇海路", "城东路")),
    "惠济区": (113.617, 34.867, ("开元路", "天河路", "江山路", "英才街")),
    "上街区": (113.309, 34.803, ("中心路", "济源路", "登封路", "汝南路")),
    "经开区": (113.745, 34.716, ("航海东路", "经开第八大街", "朝凤路", "经北二路")),
    "高新区": (113.552, 34.805, ("科学大道", "莲花街", "瑞达路", "翠竹街")),
    "郑东新区": (113.735, 34.774, ("商务内环路", "金水东路", "熊儿河路", "商鼎路")),
    "航空港区": (113.840, 34.540, ("迎宾大道", "新港大道", "郑港四路", "华夏大道")),
}
# Kind, how many a district or zone keeps, how many an industry or enterprise union keeps, share open to all.
WANTED = (
    (PlaceKind.STATION, 17, 2, 1.0),
    (PlaceKind.LIBRARY, 8, 5, 0.2),
    (PlaceKind.MOTHER_ROOM, 4, 3, 0.4),
    (PlaceKind.HOME, 2, 1, 1.0),
    (PlaceKind.MEDIATION, 2, 1, 0.5),
    (PlaceKind.CHILD_CARE, 1, 1, 0.0),
    (PlaceKind.TRAINING_BASE, 1, 1, 0.0),
    (PlaceKind.SHOW_BASE, 1, 0, 0.3),
    (PlaceKind.SERVICE_CENTER, 1, 0, 1.0),
)
PALACES = ("二七区", "中原区", "上街区", "巩义市", "新密市")
HOURS = {
    PlaceKind.STATION: ("每天8:00—20:00", "24小时开放", "每天9:00—18:00", "周一至周六8:30—18:30"),
    PlaceKind.LIBRARY: ("工作日8:30—17:30", "周一至周六9:00—19:00"),
    PlaceKind.HOME: ("每天8:00—21:00", "每天9:00—20:00"),
    PlaceKind.MOTHER_ROOM: ("工作日8:30—17:30", "每天9:00—21:00"),
    PlaceKind.SERVICE_CENTER: ("工作日9:00—12:00，13:30—17:00",),
    PlaceKind.PALACE: ("周二至周日9:00—21:00",),
}
WORDS = {
    PlaceKind.STATION: "爱心驿站",
    PlaceKind.HOME: "骑手之家",
    PlaceKind.MOTHER_ROOM: "爱心妈咪小屋",
    PlaceKind.MEDIATION: "劳动争议调解工作室",
    PlaceKind.CHILD_CARE: "职工子女托管班",
    PlaceKind.TRAINING_BASE: "技能实训基地",
    PlaceKind.SHOW_BASE: "劳模产业助农示范基地",
}
LEVELS = (
    PlaceLevel.UNIT, PlaceLevel.UNIT, PlaceLevel.UNIT, PlaceLevel.DISTRICT, PlaceLevel.DISTRICT,
    PlaceLevel.DISTRICT, PlaceLevel.CITY, PlaceLevel.CITY, PlaceLevel.PROVINCE, PlaceLevel.STATE,
)  # fmt: skip
DEFECTS = (
    "饮水机滤芯到期没有更换。",
    "开放时间牌脱落。",
    "检查时没有人值守。",
    "图书没有编目。",
    "灯管有两支不亮。",
)
MENDED = ("已补齐，并拍照留存。", "已维修，恢复使用。", "已更换，责任到人。")
REASONS = ("内部装修", "设备检修", "所在楼宇改造")


@transaction.atomic
def load(actor: Actor) -> None:
    """Everything in a few statements; the same every time but for the day it is loaded on."""
    random, today = Random(20260317), timezone.localdate()  # noqa: S311 — invented data, the same every time
    keepers = _keepers()
    places = list(_places(actor, random, today, keepers))
    visits = [visit for place in places for visit in _visits(place, random, today)]
    Place.objects.bulk_create(places, batch_size=400)
    Inspection.objects.bulk_create(visits, batch_size=400)
    PlaceReport.objects.bulk_create(_reports(places, random, today))
    record_many(actor, "places.place.create", places)
    record_many(actor, "places.inspection.create", visits)


def _keepers() -> dict[int, list[int]]:
    """People by the union they belong to."""
    found: dict[int, list[int]] = {}
    people = Person.objects.ungated("demo data").filter(STANDING).order_by("-is_union_official", "pk")
    for pk, union in people.values_list("pk", "organization_id"):
        found.setdefault(union, []).append(pk)
    return found


def _places(actor: Actor, random: Random, today: date, keepers: dict[int, list[int]]) -> Iterator[Place]:
    known = {one.pk: one for one in grounds()}
    numbers = count()
    for unit in units(actor):
        below = Organization.objects.ungated("demo data").filter(
            path__startswith=unit.path, kind__in=(Kind.TOWNSHIP, Kind.GRASSROOTS)
        )
        homes = [unit, *below.order_by("path")]
        territorial = unit.kind in (Kind.DISTRICT, Kind.ZONE)
        palace = ((PlaceKind.PALACE, 1, 0, 1.0),) if unit.short_name in PALACES else ()
        for kind, here, elsewhere, share in (*WANTED, *palace):
            for _ in range(here if territorial else elsewhere):
                own = kind in (PlaceKind.SERVICE_CENTER, PlaceKind.PALACE, PlaceKind.SHOW_BASE)
                home = unit if own else random.choice(homes)
                ground = known[ground_of(home, known) or random.choice(list(known))]
                place = _place(kind, home, ground, next(numbers), random, today)
                place.is_public = random.random() < share
                if home.pk in keepers and random.random() < 0.8:
                    place.keeper_id = random.choice(keepers[home.pk][:6])
                yield place


def _place(
    kind: PlaceKind, home: Organization, ground: Organization, number: int, random: Random, today: date
) -> Place:
    longitude, latitude, streets = MAP[str(ground)]
    street = streets[number % len(streets)]
    door = 1 + random.randrange(190)
    opened = today - timedelta(
        days=random.choice((20, 75, 140, 260, 400, 700, 1100, 1500)) + random.randrange(40)
    )
    place = Place(
        organization=home,
        territory=ground,
        kind=kind,
        name=_name(kind, home, ground, street, number),
        level=PlaceLevel.CITY if kind == PlaceKind.SHOW_BASE else random.choice(LEVELS),
        address=f"{street}{door}号",
        hours=random.choice(HOURS.get(kind, ("工作日9:00—17:00",))),
        phone=f"0371-6{random.randrange(1000000, 9999999)}" if random.random() < 0.7 else "",
        basis=f"郑工发〔{opened.year}〕{1 + random.randrange(60)}号" if kind == PlaceKind.SHOW_BASE else "",
        area=random.choice((12, 20, 30, 45, 60, 80, 120, 200)),
        opened_on=opened,
    )
    if random.random() < 0.85:
        place.longitude = Decimal(f"{longitude + random.uniform(-0.03, 0.03):.6f}")
        place.latitude = Decimal(f"{latitude + random.uniform(-0.02, 0.02):.6f}")
    if random.random() < 0.92:
        lost = random.random() < 0.13
        codes = [one.code for one in FACILITIES[kind] if one.required or random.random() < 0.4]
        place.facilities = [code for code in codes if not (lost and random.random() < 0.25)]
    place.missing_count = len(place.missing)
    return _ended(place, random, today)


def _ended(place: Place, random: Random, today: date) -> Place:
    """A few are suspended, a few are no more."""
    chance = random.random()
    facts: dict[str, object] = {}
    if chance < 0.03:
        facts = {"state": PlaceState.SUSPENDED, "reason": random.choice(REASONS)}
        facts["resumes_on"] = today + timedelta(days=10 + random.randrange(50))
    elif chance < 0.05:
        span = max((today - place.opened_on).days, 2)
        facts = {"state": PlaceState.CLOSED, "reason": "所在企业搬迁。"}
        facts["closed_on"] = place.opened_on + timedelta(days=random.randrange(1, span))
    for name, value in facts.items():
        setattr(place, name, value)
    return place


def _name(kind: PlaceKind, home: Organization, ground: Organization, street: str, number: int) -> str:
    if kind == PlaceKind.SERVICE_CENTER:
        return f"{ground}职工服务中心"
    if kind == PlaceKind.PALACE:
        return f"{ground}工人文化宫"
    if kind in (PlaceKind.STATION, PlaceKind.HOME):
        return f"{ground}{street}{WORDS[kind]}（{number:03d}）"
    owner = home.name.removesuffix("工会") if home.kind == Kind.GRASSROOTS else f"{home}"
    if kind == PlaceKind.LIBRARY:
        return f"{owner}职工书屋（{number:03d}）" if home.kind != Kind.GRASSROOTS else f"{owner}职工书屋"
    if kind in (PlaceKind.TRAINING_BASE, PlaceKind.SHOW_BASE):
        return f"{company_name(number).removesuffix('有限公司')}{WORDS[kind]}"
    return f"{owner}{WORDS[kind]}"


def _visits(place: Place, random: Random, today: date) -> Iterator[Inspection]:
    """Most places were looked at this year; some of them have something to mend."""
    if place.state == PlaceState.CLOSED or random.random() > 0.6 or (today - place.opened_on).days < 30:
        return
    missing = [
        one.code for one in FACILITIES[place.kind] if one.required and one.code not in place.facilities
    ]
    back = 5 + random.randrange(40 if missing else 160)  # what is missing was found not long ago
    day = max(place.opened_on, today - timedelta(days=back))
    defects = random.choice(DEFECTS) if random.random() < 0.12 else ""
    faulty = bool(missing or defects)
    due = day + timedelta(days=15) if faulty else None
    mended = faulty and not missing and due is not None and due < today
    place.inspected_on = day
    state = InspectionState.RECTIFIED if mended else InspectionState.DEFECTIVE
    if faulty and not mended and due is not None and random.random() < 0.7:
        due = today + timedelta(days=1 + random.randrange(14))  # most are not late
    yield Inspection(
        organization_id=place.organization_id,
        place=place,
        inspected_on=day,
        state=state if faulty else InspectionState.PASSED,
        missing=missing,
        defects=defects,
        due_on=due,
        rectified_on=day + timedelta(days=7) if mended else None,
        rectification=random.choice(MENDED) if mended else "",
    )


def _reports(places: list[Place], random: Random, today: date) -> Iterator[PlaceReport]:
    """What people said at some of the doors."""
    open_ones = [one for one in places if one.is_public and one.state == PlaceState.OPEN]
    for number, place in enumerate(random.sample(open_ones, 36)):
        days = 1 + random.randrange(5) if number % 3 == 0 else 10 + random.randrange(90)
        first = timezone.make_aware(datetime.combine(today - timedelta(days=days), time(8 + number % 9, 20)))
        waiting = number % 3 == 0
        yield PlaceReport(
            organization_id=place.organization_id,
            place=place,
            kind=ReportKind.CLOSED if number % 2 else ReportKind.BROKEN,
            state=ReportState.WAITING if waiting else ReportState.SETTLED,
            times=1 + random.randrange(4),
            first_at=first,
            last_at=first + timedelta(hours=random.randrange(1, 5)),
            settled_on=None if waiting else first.date() + timedelta(days=2),
            answer="" if waiting else "已到现场查看，恢复正常。",
        )
