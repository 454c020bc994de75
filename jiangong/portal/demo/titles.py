"""Titles of the demo: this year's craftsmen along the plan, and what people and teams were given before."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.people.models import Person
from jiangong.domains.titles import actions
from jiangong.domains.titles.actions.awards import fill
from jiangong.domains.titles.choices import TitleFamily, TitleLevel
from jiangong.domains.titles.models import Award, Title
from jiangong.domains.titles.queries import bearer_of
from jiangong.domains.titles.rules import AwardFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.progress import UnitStage, pick, reached, unit_stages, working_day

# Titles of this city beside the usual ones: name, level, family, place in the menu.
LOCAL = (
    ("中原大工匠", TitleLevel.PROVINCE, TitleFamily.CRAFTSMAN, 95),
    ("郑州大工匠", TitleLevel.CITY, TitleFamily.CRAFTSMAN, 105),
)
CITY_CRAFTSMEN = 10  # 郑州大工匠 of a year
TEAMS = ("一车间", "检修班", "数控班组", "客服班组", "维修班", "质检班组", "调度班", "装配二组")
# What somebody was given before, how often, and from which year on such titles are plausible.
EARLIER = (
    ("全国劳动模范", 1, 2005), ("省劳动模范", 3, 2004), ("市劳动模范", 10, 2008), ("全国五一劳动奖章", 1, 2010),
    ("省五一劳动奖章", 4, 2011), ("市五一劳动奖章", 7, 2012), ("中原大工匠", 2, 2018), ("郑州大工匠", 3, 2018),
    ("县区级工匠", 6, 2019), ("本单位工匠", 5, 2020), ("市级先进个人", 6, 2017), ("县区级先进个人", 5, 2018),
)  # fmt: skip
COLLECTIVE = (
    "市工人先锋号",
    "市级先进集体",
    "省工人先锋号",
    "市五一劳动奖状",
    "县区级先进集体",
    "全国工人先锋号",
)
NUMBERS = {
    TitleLevel.NATIONAL: "总工发", TitleLevel.PROVINCE: "豫工发", TitleLevel.CITY: "郑工发",
    TitleLevel.DISTRICT: "区工", TitleLevel.UNIT: "司工",
}  # fmt: skip
REVOKED = 3


@transaction.atomic
def load(actor: Actor) -> None:
    """The catalogue, then some hundreds of titles in one go; a few were taken back."""
    actions.complete_catalogue(actor=actor)
    Title.objects.bulk_create(
        Title(name=name, level=level, family=family, bearer=bearer_of(family), position=position)
        for name, level, family, position in LOCAL
    )
    titles = {title.name: title for title in Title.objects.all()}
    chance, today = Random(2021), timezone.localdate()  # noqa: S311 — invented data
    stages = unit_stages(actor)
    facts = [*_this_year(stages, titles, chance, today), *_earlier(stages, titles, chance, today)]
    facts += _collectives(stages, titles, chance, today)
    awards = [_award(one) for one in facts]
    Award.objects.bulk_create(awards, batch_size=500)
    actions.mark_counted(award.person_id for award in awards if award.person_id)
    record_many(actor, "titles.award.create", awards)
    _revoke(awards, actor, today)


def _award(facts: AwardFacts) -> Award:
    award = Award()
    fill(award, facts)
    serial = facts.given_on.timetuple().tm_yday % 90 + 1
    award.basis = f"{NUMBERS[TitleLevel(facts.title.level)]}〔{facts.given_on.year}〕{serial}号"
    return award


def _this_year(
    stages: list[UnitStage], titles: dict[str, Title], chance: Random, today: date
) -> Iterator[AwardFacts]:
    """Craftsmen of this year as far as each unit has come; a few of them are the city's."""
    for stage in stages:
        people = chance.sample(
            stage.people, min(reached(stage.craftsmen, stage.pace, today), len(stage.people))
        )
        for number, person in enumerate(people):
            own = "县区级工匠" if stage.unit.kind in {"district", "zone", "industry"} else "本单位工匠"
            day = working_day(chance, today.year, today)
            yield AwardFacts(title=titles[own], person=person, year=today.year, given_on=day)
            if number == 0 and stage.place < CITY_CRAFTSMEN:
                day = min(max(day, date(today.year, 4, 28)), today)
                yield AwardFacts(title=titles["郑州大工匠"], person=person, year=today.year, given_on=day)


def _earlier(
    stages: list[UnitStage], titles: dict[str, Title], chance: Random, today: date
) -> Iterator[AwardFacts]:
    """What people were given in the years before; nobody the same title of the same year twice."""
    given: set[tuple[int, str, int]] = set()
    bag = [(name, first) for name, times, first in EARLIER for _ in range(times)]
    for stage in stages:
        for person in islice(_grown(stage.people, today), 11):
            name, first = pick(chance, bag)
            year = chance.randint(first, today.year - 1)
            if (person.pk, name, year) in given:
                continue
            given.add((person.pk, name, year))
            day = date(year, 4, 28) + timedelta(days=chance.randint(0, 40))
            yield AwardFacts(title=titles[name], person=person, year=year, given_on=day)


def _grown(people: tuple[Person, ...], today: date) -> Iterator[Person]:
    """Old enough to have worked for some years."""
    return (one for one in people[::2] if one.birth_on and one.birth_on.year <= today.year - 35)


def _collectives(
    stages: list[UnitStage], titles: dict[str, Title], chance: Random, today: date
) -> Iterator[AwardFacts]:
    """Teams of grass-roots unions, and a few enterprises."""
    unions = (
        Organization.objects.ungated("demo data").filter(kind="grassroots", closed_on=None).order_by("pk")
    )
    places = list(unions)
    for stage in stages:
        own = [union for union in places if union.path.startswith(stage.unit.path)]
        for union in chance.sample(own, min(3, len(own))):
            year = chance.randint(2019, today.year)
            title = titles[pick(chance, COLLECTIVE)]
            day = min(date(year, 4, 29) + timedelta(days=chance.randint(0, 30)), today)
            yield AwardFacts(title=title, unit=union, team=pick(chance, TEAMS), year=day.year, given_on=day)
    firms = Enterprise.objects.ungated("demo data").select_related("union", "organization").order_by("pk")
    for enterprise in firms[:12]:
        day = date(chance.randint(2018, today.year - 1), 4, 29)
        title = titles["市五一劳动奖状"]
        yield AwardFacts(title=title, enterprise=enterprise, year=day.year, given_on=day)


def _revoke(awards: list[Award], actor: Actor, today: date) -> None:
    """Some titles of former years were taken back."""
    old = [one for one in awards if one.person_id and one.given_on.year < today.year - 1]
    for place, award in enumerate(old[:: max(len(old) // REVOKED, 1)][:REVOKED]):
        row = Award.objects.ungated("demo data").get(pk=award.pk)
        day = today - timedelta(days=60 + 90 * place)
        reason = (
            "受到刑事处罚，按规定撤销。",
            "提供的事迹材料不实，按规定撤销。",
            "严重违反劳动纪律，按规定撤销。",
        )[place]
        actions.revoke_award(row, reason, day, f"郑工发〔{day.year}〕{71 + place}号", actor=actor)
