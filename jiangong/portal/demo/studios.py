"""Studios of the demo: those of former years, this year's along the plan, some still being built."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from jiangong.domains.people.models import Person
from jiangong.domains.studios import actions
from jiangong.domains.studios.choices import (
    GrantSource,
    MemberRole,
    ResultKind,
    ReviewResult,
    StudioKind,
    StudioLevel,
    StudioState,
)
from jiangong.domains.studios.models import Grant, Leadership, Member, Naming, Result, Review, Studio, Topic
from jiangong.domains.titles.queries import holders
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.progress import UnitStage, pick, reached, unit_stages, working_day
from jiangong.portal.demo.studio_words import (
    EQUIPMENT,
    FIELDS,
    INTRODUCTION,
    RESULTS,
    ROADS,
    RULES,
    TOPICS,
    WARNINGS,
)

FORMER = 4  # per unit, of the years before
FIRST_YEAR = 2016
BUILDING_EVERY = 2  # units that build another one
PUBLIC_EVERY = 3
LEVELS = (
    *[StudioLevel.UNIT] * 5, *[StudioLevel.DISTRICT] * 6, *[StudioLevel.CITY] * 3, StudioLevel.PROVINCE,
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A studio with everything that belongs to it, before anything has a key."""

    studio: Studio
    members: list[Person]
    parts: list[Topic | Result | Grant] = field(default_factory=list)
    naming: Naming | None = None
    reviews: list[Review] = field(default_factory=list)


@transaction.atomic
def load(actor: Actor) -> None:
    """About two hundred in one go, then the deadlines of the year over the real action."""
    chance, today = Random(1921), timezone.localdate()  # noqa: S311 — invented data
    masters = {person.pk for person in holders(actor)}
    drafts = [draft for stage in unit_stages(actor) for draft in _of_unit(stage, masters, chance, today)]
    _write(drafts, actor)
    stages = unit_stages(actor)
    due = (
        min(date(today.year, 11, 15), today - timedelta(days=12))
        if today.month > 2
        else date(today.year, 6, 30)
    )
    actions.set_deadlines([one.unit for one in stages], today.year, due, "年度集中登记", actor=actor)
    late = date(today.year, 12, 20)
    actions.set_deadlines([one.unit for one in stages[::3]], today.year, late, "经申请延期", actor=actor)


def _of_unit(stage: UnitStage, masters: set[int], chance: Random, today: date) -> Iterator[Draft]:
    """Former years first, then this year as far as the unit has come, then what is being built."""
    leaders = [person for person in stage.people if person.pk in masters]
    chance.shuffle(leaders)
    new = reached(stage.studios, stage.pace, today)
    building = 1 if stage.place % BUILDING_EVERY == 0 else 0
    years = [chance.randint(FIRST_YEAR, today.year - 1) for _ in range(FORMER)]
    days = [working_day(chance, year, today) for year in [*years, *[today.year] * new]]
    for place, (day, leader) in enumerate(zip(days, leaders, strict=False)):
        yield _standing(stage, leader, day, chance, today, number=place)
    for leader in leaders[len(days) : len(days) + building]:
        yield _building(stage, leader, chance, today)


def _bare(stage: UnitStage, leader: Person, chance: Random, number: int) -> Studio:
    industry, word = pick(chance, FIELDS)
    kind = (StudioKind.CRAFTSMEN, StudioKind.CRAFTSMEN, StudioKind.WORKERS, StudioKind.MASTER)[number % 4]
    names = {
        StudioKind.CRAFTSMEN: f"{leader.name}劳模创新工作室",
        StudioKind.MASTER: f"{leader.name}技能大师工作室",
        StudioKind.WORKERS: f"{word}职工创新工作室",
    }
    union = leader.organization
    return Studio(
        organization=union,
        name=names[kind],
        kind=kind,
        level=StudioLevel.UNIT,
        leader=leader,
        industry=industry,
        place=f"{stage.unit}{pick(chance, ROADS)}{chance.randint(1, 199)}号{chance.randint(1, 6)}楼",
        equipment=pick(chance, EQUIPMENT),
        rules_text=pick(chance, RULES),
        introduction=pick(chance, INTRODUCTION).format(industry=industry),
    )


def _team(stage: UnitStage, leader: Person, chance: Random, least: int, most: int) -> list[Person]:
    near = [one for one in stage.people if one.pk != leader.pk]
    near.sort(key=lambda one: one.organization_id != leader.organization_id)
    return chance.sample(near[:12], min(chance.randint(least, most), len(near[:12])))


def _standing(
    stage: UnitStage, leader: Person, day: date, chance: Random, today: date, *, number: int
) -> Draft:
    """Registered on ``day``; most were named some months later and confirmed every year."""
    studio = _bare(stage, leader, chance, number)
    studio.founded_on = day - timedelta(days=chance.randint(60, 300))
    studio.registered_on = studio.effective_on = day
    studio.state = StudioState.REGISTERED
    draft = Draft(studio, _team(stage, leader, chance, 3, 7))
    draft.parts = _work(studio, chance, today)
    named_on = day + timedelta(days=chance.randint(30, 200))
    if named_on < today and chance.random() < 0.85:
        _name(draft, named_on, pick(chance, LEVELS), chance)
        _confirm(draft, chance, today)
    studio.is_public = studio.state == StudioState.NAMED and number % PUBLIC_EVERY == 0
    if studio.is_public and studio.names_leader:  # nobody is named in public without having agreed
        studio.leader_consents, studio.consented_on = True, min(named_on, today)
    return draft


def _name(draft: Draft, named_on: date, level: str, chance: Random) -> None:
    studio = draft.studio
    studio.state, studio.level, studio.named_on = StudioState.NAMED, level, named_on
    word = {"unit": "司工", "district": "区工", "city": "郑工劳经", "province": "豫工劳"}[level]
    basis = f"{word}〔{named_on.year}〕{chance.randint(2, 60)}号"
    draft.naming = Naming(studio=studio, level=level, named_on=named_on, basis=basis)


def _confirm(draft: Draft, chance: Random, today: date) -> None:
    """Each year after the naming has its result; of this year only some have one yet."""
    studio = draft.studio
    first = studio.named_on.year + 1 if studio.named_on else today.year
    for year in range(max(first, today.year - 3), today.year + 1):
        if year == today.year and chance.random() < 0.55:
            return
        day = (
            date(year, 10, 1) + timedelta(days=chance.randint(0, 50))
            if year < today.year
            else max(today - timedelta(days=chance.randint(3, 20)), date(today.year, 1, 1))
        )
        dice = chance.random()
        result = (
            ReviewResult.REVOKE if dice < 0.02 else ReviewResult.WARN if dice < 0.09 else ReviewResult.PASS
        )
        reason = "" if result == ReviewResult.PASS else pick(chance, WARNINGS)
        draft.reviews.append(Review(studio=studio, year=year, result=result, reviewed_on=day, reason=reason))
        studio.reviewed_year, studio.review_result = year, result
        studio.state = {"pass": StudioState.NAMED, "warn": StudioState.WARNED}.get(
            result, StudioState.REVOKED
        )
        if result == ReviewResult.REVOKE:
            studio.revoked_on, studio.closing_reason = day, reason
            return


def _work(studio: Studio, chance: Random, today: date) -> list[Topic | Result | Grant]:
    """Topics, results and money since the studio was founded."""
    begun = studio.founded_on or today
    topics = list(_topics(studio, begun, chance, today))
    return [*topics, *_results(studio, begun, chance, today), _grant(studio, begun, chance, today)]


def _topics(studio: Studio, begun: date, chance: Random, today: date) -> Iterator[Topic]:
    for title in chance.sample(TOPICS, chance.randint(1, 3)):
        start = begun + timedelta(days=chance.randint(0, max((today - begun).days - 30, 1)))
        due = start + timedelta(days=chance.randint(120, 360))
        done = due if due < today and chance.random() < 0.8 else None
        yield Topic(
            studio=studio,
            title=title,
            started_on=min(start, today),
            due_on=due,
            finished_on=done,
            outcome="已在现场应用。" if done else "",
        )


def _results(studio: Studio, begun: date, chance: Random, today: date) -> Iterator[Result]:
    for title, kind in chance.sample(RESULTS, chance.randint(0, 4)):
        day = begun + timedelta(days=chance.randint(0, max((today - begun).days, 1)))
        earns = kind in {ResultKind.INNOVATION, ResultKind.METHOD}
        yield Result(
            studio=studio,
            organization=studio.organization,
            title=title,
            kind=kind,
            obtained_on=min(day, today),
            benefit=Decimal(chance.randint(5, 400)) / 2 if earns else None,
        )


def _grant(studio: Studio, begun: date, chance: Random, today: date) -> Grant:
    year = min(begun.year + 1, today.year)
    return Grant(
        studio=studio,
        year=year,
        amount=Decimal(pick(chance, (1, 2, 3, 5))),
        source=pick(chance, GrantSource.values[:3]),
        received_on=min(date(year, 6, 15), today),
    )


def _building(stage: UnitStage, leader: Person, chance: Random, today: date) -> Draft:
    """One whose file is not complete."""
    studio = _bare(stage, leader, chance, 2 + stage.place % 3)
    studio.founded_on = today - timedelta(days=chance.randint(40, 200))
    lacking = stage.place % 4
    if lacking < 3:
        studio.equipment = ""
    if lacking < 2:
        studio.rules_text = ""
    draft = Draft(studio, _team(stage, leader, chance, 1, 2 + lacking))
    if lacking >= 2:
        draft.parts = _work(studio, chance, today)
    return draft


def _write(drafts: list[Draft], actor: Actor) -> None:
    studios = _distinct(drafts)
    Studio.objects.bulk_create(studios, batch_size=200)
    Leadership.objects.bulk_create(
        Leadership(studio=one, person=one.leader, starts_on=one.founded_on) for one in studios
    )
    roles = (MemberRole.CORE, MemberRole.CORE, MemberRole.MEMBER, MemberRole.MEMBER, MemberRole.LIAISON)
    Member.objects.bulk_create(
        Member(studio=draft.studio, person=person, role=roles[min(order, 5) - 1], order=order)
        for draft in drafts
        for order, person in enumerate(draft.members, 1)
    )
    for model in (Topic, Result, Grant):
        model.objects.bulk_create(
            [part for draft in drafts for part in draft.parts if isinstance(part, model)], batch_size=300
        )
    Naming.objects.bulk_create(draft.naming for draft in drafts if draft.naming)
    Review.objects.bulk_create(review for draft in drafts for review in draft.reviews)
    actions.recount(studios)
    record_many(actor, "studios.studio.create", studios)


def _distinct(drafts: list[Draft]) -> list[Studio]:
    """Namesakes of one union bear a number."""
    seen: dict[tuple[int, str], int] = {}
    for draft in drafts:
        key = (draft.studio.organization_id, draft.studio.name)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            draft.studio.name = f"{draft.studio.name}（{seen[key]}）"
    return [draft.studio for draft in drafts]
