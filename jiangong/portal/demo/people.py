"""Invented people of the demo federation: officials, workers, their committees, some entries twice."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, count, cycle, islice
from typing import Any, NamedTuple

from django.db import transaction

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.domains.people.choices import CommitteeKind, Gender, SkillGrade
from jiangong.domains.people.models import ID_NUMBER, PHONE, Committee, CommitteeMember, Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.kit.loading import bulk_load
from jiangong.lib.codes import id_number_digit
from jiangong.lib.rowids import make_row_ids

WORKERS = 900
OFFICIALS = 8  # in each of the 34 units and in the city
WORKER_ACCOUNT = "zhigong"
HOME = "二七区"  # where most demo accounts work
TERM = date(2022, 6, 1), date(2027, 5, 31)
COLUMNS = (
    "id", "organization_id", "name", "gender", "birth_on", "occupation", "skill_grade", "title",
    "is_migrant_worker", "is_new_employment", "is_union_official",
    "phone_sealed", "phone_index", "id_number_sealed", "id_number_index",
)  # fmt: skip
COMMITTEES = (
    (CommitteeKind.UNION, "工会委员会", ("主席", "副主席", "委员", "委员", "委员")),
    (CommitteeKind.AUDIT, "经费审查委员会", ("主任", "委员", "委员")),
    (CommitteeKind.WOMEN, "女职工委员会", ("主任", "委员", "委员")),
    (CommitteeKind.LEADING_GROUP, "劳动和技能竞赛领导小组", ("组长", "副组长", "成员", "成员")),
)

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_MEN = "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆建国志海东亮新旭阳宏"
_WOMEN = "芳娜敏静丽艳娟霞秀英华玲桂兰洁梅琳素云莲真雪荣爱妹香月莺媛倩婷慧莉晓红"
_SECOND = "建国文明志海春秋晓东学军红梅永庆玉兰立新光宗家振中卫宏世成长安福生金德瑞思雨欣"
_TRADES = (
    "电工", "焊工", "钳工", "车工", "装配工", "数控机床操作工", "汽车维修工", "质量检验员", "起重工", "叉车司机",
    "公交司机", "快递员", "网约车司机", "保育员", "护士", "教师", "纺织挡车工", "面点师", "测绘员", "软件测试员",
    "安全员", "仓库管理员", "环卫工", "客服专员",
)  # fmt: skip
_GRADES = (
    *[SkillGrade.NONE] * 8, *[SkillGrade.JUNIOR] * 4, *[SkillGrade.INTERMEDIATE] * 4, *[SkillGrade.SENIOR] * 4,
    SkillGrade.APPRENTICE, SkillGrade.TECHNICIAN, SkillGrade.TECHNICIAN, SkillGrade.SENIOR_TECHNICIAN,
)  # fmt: skip
_RARE_EVERY = 1_009  # 特级技师 and 首席技师 are few
_DIVISIONS = (
    "410102", "410103", "410104", "410105", "410106", "410108", "410122", "410181", "410182", "410183", "410184",
    "410185",
)  # fmt: skip
_FIRST_BIRTH, _BIRTH_DAYS = date(1962, 1, 1), 15_683  # a prime, so that steps of another prime meet every day
_BIRTHS = tuple(_FIRST_BIRTH + timedelta(days=n) for n in range(_BIRTH_DAYS))
_STEP = 7_919
_OTHERS = 500_001  # further people for the same number
_MOBILE = (
    "130",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "156",
    "158",
    "159",
    "166",
    "177",
    "182",
    "186",
    "188",
)


class Invented(NamedTuple):
    """A person who does not exist; ``number`` decides everything about them."""

    name: str
    gender: str
    birth_on: date
    occupation: str
    skill_grade: str
    is_migrant_worker: bool
    phone: str
    id_number: str


def invent(number: int) -> Invented:
    """The same number gives the same person; two numbers differ in phone and identity number."""
    male = number * 31 % 100 < 56
    turn, day = divmod(number, _BIRTH_DAYS)
    sequence, division = divmod(turn + day, len(_DIVISIONS))
    born = _BIRTHS[day * _STEP % _BIRTH_DAYS]
    body = f"{_DIVISIONS[division]}{born.year}{born.month:02d}{born.day:02d}{sequence % 500 * 2 + male:03d}"
    scattered = number * 48_271 % 100_000_007
    grade = _GRADES[scattered % len(_GRADES)]
    if number % _RARE_EVERY == 0:
        grade = SkillGrade.SPECIAL_TECHNICIAN if number % 2 else SkillGrade.CHIEF_TECHNICIAN
    return Invented(
        name=_name(scattered, male),
        gender=Gender.MALE.value if male else Gender.FEMALE.value,
        birth_on=born,
        occupation=_TRADES[scattered // 7 % len(_TRADES)],
        skill_grade=grade.value,
        is_migrant_worker=scattered % 10 < 3,
        phone=f"{_MOBILE[scattered % len(_MOBILE)]}{scattered % 100_000_000:08d}",
        id_number=body + id_number_digit(body),
    )


def _name(scattered: int, male: bool) -> str:
    given = _MEN if male else _WOMEN
    last = given[scattered // 113 % len(given)]
    middle = _SECOND[scattered // 4_093 % len(_SECOND)] if scattered % 5 else ""
    return f"{_SURNAMES[scattered % len(_SURNAMES)]}{middle}{last}"


@transaction.atomic
def load(actor: Actor) -> None:
    """About 1,200 people, committees in the city and each unit, a few duplicates, the worker who signs in."""
    numbers = count(1)
    root = Organization.objects.ungated("demo data").get(kind=Kind.FEDERATION)
    seats_at = [root, *units(actor)]
    officials = {
        place.pk: [_official(next(numbers), place, seat) for seat in range(OFFICIALS)] for place in seats_at
    }
    unions = list(
        Organization.objects.ungated("demo data").filter(kind=Kind.GRASSROOTS, closed_on=None).order_by("pk")
    )
    workers = [
        _worker(number, union) for number, union in zip(islice(numbers, WORKERS), cycle(unions), strict=False)
    ]
    register([*chain.from_iterable(officials.values()), *workers, *_twice(workers, unions)], actor)
    _load_committees(seats_at, officials, actor)
    _register_worker(workers, actor)


def register(people: list[dict[str, Any]], actor: Actor) -> None:
    """Enter them all at once; each learns its key."""
    for person, pk in zip(people, make_row_ids(len(people)), strict=True):
        person["id"] = pk
    bulk_load(Person, COLUMNS, (_row(person) for person in people))
    record_many(actor, "people.person.create", (_entry(person) for person in people))


def register_more(first: int, unions: Sequence[Organization], actor: Actor) -> list[tuple[int, int]]:
    """Another worker for each of ``unions``, invented from ``first`` on: (person, organization)."""
    workers = [_worker(first + place, union) for place, union in enumerate(unions)]
    for worker, pk in zip(workers, make_row_ids(len(workers)), strict=True):
        worker["id"] = pk
    bulk_load(Person, COLUMNS, (_row(worker) for worker in workers))
    record_many(actor, "people.person.create", (_entry(worker) for worker in workers))
    return [(worker["id"], worker["organization_id"]) for worker in workers]


def _worker(number: int, union: Organization) -> dict[str, Any]:
    return invent(number)._asdict() | {"organization_id": union.pk, "is_new_employment": number % 9 == 0}


def _official(number: int, place: Organization, seat: int) -> dict[str, Any]:
    """An official of a unit; the last three are women, who also make up the women's committee."""
    people = (invent(number + _OTHERS * turn) for turn in count())
    person = next(one for one in people if seat < OFFICIALS - 3 or one.gender == Gender.FEMALE)
    title = ("主席", "常务副主席", "副主席")[seat] if seat < 3 else "工会干事"
    unskilled = {"occupation": "工会工作者", "skill_grade": SkillGrade.NONE.value, "is_migrant_worker": False}
    return (
        person._asdict()
        | unskilled
        | {
            "organization_id": place.pk,
            "title": title,
            "is_union_official": True,
        }
    )


def _twice(workers: list[dict[str, Any]], unions: list[Organization]) -> Iterator[dict[str, Any]]:
    """Entries that the duplicates page should find: by phone, by birth date, by unit; some below one district."""
    home = Organization.objects.ungated("demo data").get(kind=Kind.DISTRICT, name__contains=HOME)
    near = [union for union in unions if union.path.startswith(home.path)]
    known = {union.pk for union in near}
    local = [worker for worker in workers if worker["organization_id"] in known]
    yield local[0] | {"id_number": "", "organization_id": near[-1].pk, "skill_grade": SkillGrade.NONE.value}
    yield local[1] | {"id_number": "", "phone": "", "organization_id": near[-1].pk}
    yield local[2] | {"id_number": "", "phone": "", "birth_on": None}
    for worker in workers[3:6]:
        yield worker | {
            "id_number": "",
            "organization_id": unions[7].pk,
            "skill_grade": SkillGrade.NONE.value,
        }
    for worker in workers[10:13]:
        yield worker | {"id_number": "", "phone": "", "organization_id": unions[11].pk}
    for worker in workers[20:22]:
        yield worker | {"id_number": "", "phone": "", "birth_on": None}


def _row(person: dict[str, Any]) -> tuple[Any, ...]:
    pk = person["id"]
    sealed = PHONE.seal(pk, person["phone"]) | ID_NUMBER.seal(pk, person["id_number"])
    complete = {"title": "", "is_new_employment": False, "is_union_official": False, **person, **sealed}
    return tuple(complete[name] for name in COLUMNS)


def _entry(person: dict[str, Any]) -> Person:
    return Person(pk=person["id"], organization_id=person["organization_id"])


def _load_committees(
    places: list[Organization], officials: dict[int, list[dict[str, Any]]], actor: Actor
) -> None:
    """The usual bodies everywhere, the leading group in the city and its units."""
    planned = [
        (
            place,
            Committee(
                organization=place, name=f"{place.name}{name}", kind=kind, term_from=TERM[0], term_to=TERM[1]
            ),
            seats,
        )
        for place in places
        for kind, name, seats in COMMITTEES
    ]
    made = Committee.objects.bulk_create(committee for _, committee, _ in planned)
    CommitteeMember.objects.bulk_create(
        CommitteeMember(committee=committee, person_id=person["id"], position=position, order=order)
        for place, committee, seats in planned
        for order, (person, position) in enumerate(
            zip(_bench(officials[place.pk], committee.kind), seats, strict=False), 1
        )
    )
    record_many(actor, "people.committee.create", made)


def _bench(officials: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Auditors are not on the board, women's committees are of women."""
    if kind == CommitteeKind.WOMEN:
        return officials[-3:]
    return officials[-1:-4:-1] if kind == CommitteeKind.AUDIT else officials


def _register_worker(workers: list[dict[str, Any]], actor: Actor) -> None:
    """The demo's worker account belongs to a registered person of the same union and name."""
    user = User.objects.filter(username=WORKER_ACCOUNT, person=None).first()
    held = Appointment.objects.ungated("demo data").filter(user=user).first() if user else None
    if user is None or held is None:
        return
    own = next((one for one in workers if one["organization_id"] == held.organization_id), workers[0])
    Person.objects.ungated("demo data").filter(pk=own["id"]).update(
        name=user.name, organization=held.organization, user=user
    )
