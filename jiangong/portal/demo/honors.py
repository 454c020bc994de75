"""Selection in the demo: a programme in each stage, one without basis, one over quota, one before the public."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.honors.actions import certificates, lists, notices, opinions, programmes
from jiangong.domains.honors.choices import (
    EligibilityKind,
    NominationState,
    ProgrammeKind,
    ServiceKind,
    Trait,
)
from jiangong.domains.honors.models import (
    Certificate,
    EligibilityRule,
    Programme,
    Quota,
    Service,
    Stage,
    StructureRule,
)
from jiangong.domains.honors.queries.programmes import forget, nominations_of
from jiangong.domains.organizations.queries import federation
from jiangong.domains.titles.choices import TitleLevel
from jiangong.domains.titles.models import Title
from jiangong.domains.titles.queries import bearer_of
from jiangong.kit.access.actor import Actor
from jiangong.portal.demo.honors_people import Seat, Setting, candidate, save, unit_candidate
from jiangong.portal.demo.honors_stages import FULL, REVIEWED, SHORT, STRUCTURE
from jiangong.portal.demo.honors_words import DEPARTMENTS, SERVICES, TITLES
from jiangong.portal.demo.progress import unit_stages

DAY = timedelta(days=1)
OFFICE_PHONE = "0371-12351"


@transaction.atomic
def load(actor: Actor) -> None:
    """Eight programmes; candidates in bulk, the course through the real actions."""
    made = Title.objects.bulk_create(
        Title(name=name, level=TitleLevel.CITY, family=family, bearer=bearer_of(family), position=place)
        for name, family, place in TITLES
    )
    titles = {one.name: one for one in (*Title.objects.all(), *made)}
    chance = Random(2021)  # noqa: S311 — demo data must come out the same each time
    setting = Setting(unit_stages(actor), titles, chance, timezone.localdate(), actor)
    for part in (_bases, _ready, _open, _structured, _over_quota, _noticed, _opinions_asked, _finished):
        part(setting)


def _programme(setting: Setting, name: str, title: str, **facts: Any) -> Programme:
    """A programme in preparation; without facts to the contrary it has its basis."""
    year = facts.setdefault("year", setting.today.year)
    stages = facts.pop("stages", FULL)
    whole = {
        "places": 20,
        "basis_number": f"郑工劳经〔{year}〕9号",
        "basis_authority": "中共郑州市委、郑州市人民政府",
        "valid_from": min(date(year, 1, 4), setting.today),  # the demo begins on any day of the year
        "valid_until": date(year + 1, 12, 31),
        "notice_source": "评选办法第十二条：公示不少于5个工作日",
        "number_prefix": "郑工荣",
        "deeds_min": 60,
    }
    programme = Programme(
        organization=federation(), name=name, title=setting.titles[title], **(whole | facts)
    )
    programmes.create_programme(programme, actor=setting.actor)
    rows = [Stage(kind=kind, name=label) for kind, label in stages]
    programmes.plan_stages(programme, rows, actor=setting.actor)
    return programme


def _bases(setting: Setting) -> None:
    """The programme a city's union may not start: 示范基地, without what the rules ask."""
    _programme(
        setting,
        f"{setting.today.year}年劳动和技能竞赛示范基地创建",
        "劳动和技能竞赛示范基地",
        kind=ProgrammeKind.MODEL,
        basis_authority="",
        valid_from=None,
        valid_until=None,
        places=10,
    )


def _ready(setting: Setting) -> None:
    """One that may open any day."""
    _programme(setting, f"{setting.today.year}年竞赛先进集体", "市级先进集体", places=30)


def _open(setting: Setting) -> None:
    """One that takes nominations: some units are full, some have only begun."""
    year, today = setting.today.year, setting.today
    programme = _programme(
        setting,
        f"第十届郑州大工匠（{year}年）",
        "郑州大工匠",
        places=34,
        nominate_from=today - DAY * 20,
        nominate_until=today + DAY * 12,
    )
    rule = EligibilityRule(kind=EligibilityKind.NO_REPEAT, number=5, source="评选办法第六条")
    programmes.set_rule(programme, rule, actor=setting.actor)
    _allot(programme, setting, spare=1)
    programmes.open_programme(programme, actor=setting.actor)
    states = (NominationState.SUBMITTED, NominationState.SUBMITTED, NominationState.DRAFT)
    rows = []
    for stage in setting.stages[:20]:
        for rank, person in enumerate(stage.people[4 : 4 + stage.place % 3], 1):
            seat = Seat(rank, states[(stage.place + rank) % 3])
            rows.append(candidate(programme, stage, person, setting, seat))
    save(rows, setting)


def _structured(setting: Setting) -> None:
    """The list of the prototype: one swap short of its structure, a department against one of it."""
    programme = _programme(
        setting, "“三比两降”节能减排竞赛先进个人", "市级先进个人", stages=REVIEWED, places=20
    )
    source = "评选办法第七条"
    for trait, comparison, share, number in STRUCTURE:
        rule = StructureRule(trait=trait, comparison=comparison, share=share, number=number, source=source)
        programmes.set_rule(programme, rule, actor=setting.actor)
    _allot(programme, setting, first=20, spare=1)
    programmes.open_programme(programme, actor=setting.actor)
    rows = []
    for stage in setting.stages[:20]:
        chosen = [one for one in stage.people if not one.is_migrant_worker]
        first = (
            next((one for one in stage.people if one.is_migrant_worker), chosen[0])
            if stage.place == 2
            else chosen[0]
        )
        traits = _traits_of_the_list(stage.place)
        rows.append(candidate(programme, stage, first, setting, Seat(traits=traits)))
        spare = next((one for one in stage.people if one.is_migrant_worker and one != first), None)
        if spare is not None and stage.place in {9, 14, 17}:
            seat = Seat(2, traits=[*traits, Trait.INDUSTRIAL])
            rows.append(candidate(programme, stage, spare, setting, seat))
    save(rows, setting)
    forget(programme)
    lists.compile_list(programme, actor=setting.actor)
    _ask(programme, setting)


def _traits_of_the_list(place: int) -> list[str]:
    """As many as the rules ask, and no more."""
    found = []
    if place % 5 in {0, 2}:
        found.append(Trait.INDUSTRIAL)
    if place % 5 in {1, 3}:
        found.append(Trait.PRIVATE)
    if place in {6, 11, 15}:
        found.append(Trait.LEADER)
    return [str(one) for one in found]


def _ask(programme: Programme, setting: Setting) -> None:
    """Seven letters: five answers, one of them a veto, one still out."""
    sent = setting.today - DAY * 12
    letters = opinions.consult_departments(
        programme,
        DEPARTMENTS,
        sent,
        sent + DAY * 14,
        f"郑工函〔{setting.today.year}〕31号",
        actor=setting.actor,
    )
    people = [one for one in nominations_of(programme) if one.state == NominationState.LISTED]
    for place, letter in enumerate(letters[:6]):
        letter.replied_on = sent + DAY * (3 + place)
        letter.valid_until = letter.replied_on + DAY * 90
        against = {people[16].pk: "所在区队6月有一起处罚未结。"} if place == 5 else {}
        opinions.record_reply(letter, against, actor=setting.actor, version=0)


def _over_quota(setting: Setting) -> None:
    """More on the list than there are places: the quota holds it up."""
    programme = _programme(
        setting, "重点工程“六比一创”竞赛先进个人", "市级先进个人", stages=REVIEWED, places=12
    )
    _allot(programme, setting, first=12, spare=1)
    programmes.open_programme(programme, actor=setting.actor)
    rows = [
        candidate(programme, stage, person, setting, Seat(rank))
        for stage in setting.stages[:12]
        for rank, person in enumerate(stage.people[8:10], 1)
    ]
    save(rows, setting)
    forget(programme)
    lists.compile_list(programme, actor=setting.actor)
    extra = next(one for one in nominations_of(programme) if one.state == NominationState.RESERVE)
    lists.arrange_list(programme, {extra.pk: "enlist"}, "推荐单位建议增补", actor=setting.actor)


def _noticed(setting: Setting) -> None:
    """Collectives before the public since yesterday."""
    programme = _programme(
        setting, f"{setting.today.year}年十面红旗单位", "十面红旗单位", stages=REVIEWED, places=10
    )
    programmes.open_programme(programme, actor=setting.actor)
    save([unit_candidate(programme, stage, setting) for stage in setting.stages[:12]], setting)
    forget(programme)
    lists.compile_list(programme, actor=setting.actor)
    programmes.advance_programme(programme, "评审委员会会议审议通过。", actor=setting.actor)
    people = [one for one in nominations_of(programme) if one.state == NominationState.LISTED]
    opens_at = timezone.make_aware(datetime.combine(setting.today - DAY, time(9)))
    notices.write_notice(programme, opens_at, OFFICE_PHONE, people)


def _opinions_asked(setting: Setting) -> None:
    """One whose departments have all agreed, on the way to its second review."""
    programme = _programme(
        setting, f"“安康杯”竞赛先进个人（{setting.today.year}年）", "市级先进个人", places=10
    )
    _allot(programme, setting, first=10)
    programmes.open_programme(programme, actor=setting.actor)
    rows = [candidate(programme, stage, stage.people[12], setting) for stage in setting.stages[:10]]
    save(rows, setting)
    forget(programme)
    lists.compile_list(programme, actor=setting.actor)
    for words in ("各单位公示无异议。", "初审通过。"):
        programmes.advance_programme(programme, words, actor=setting.actor)
    sent = setting.today - DAY * 9
    letters = opinions.consult_departments(
        programme, DEPARTMENTS[:3], sent, sent + DAY * 10, "", actor=setting.actor
    )
    for letter in letters:
        letter.replied_on, letter.valid_until = sent + DAY * 5, sent + DAY * 95
        opinions.record_reply(letter, {}, actor=setting.actor, version=0)
    programmes.advance_programme(programme, "3个部门均无异议。", actor=setting.actor)


def _finished(setting: Setting) -> None:
    """Last year's leading figures, with certificates and what was done for them since."""
    year = setting.today.year - 1
    programme = _programme(
        setting, f"{year}年十大领军人物", "十大领军人物", year=year, stages=SHORT, places=10, valid_until=None
    )
    programmes.open_programme(programme, actor=setting.actor)
    rows = [candidate(programme, stage, stage.people[14], setting) for stage in setting.stages[:11]]
    save(rows, setting)
    forget(programme)
    lists.compile_list(programme, actor=setting.actor)
    programmes.advance_programme(programme, "评审委员会会议审议通过。", actor=setting.actor)
    decided = date(year, 12, 28)
    Programme.objects.ungated("demo data").filter(pk=programme.pk).update(opened_on=date(year, 9, 6))
    programme.opened_on = date(year, 9, 6)
    certificates.decide_programme(programme, decided, f"郑工发〔{year}〕58号", actor=setting.actor)
    Stage.objects.filter(programme=programme).update(finished_on=decided)
    given = (
        Certificate.objects.ungated("demo data").filter(nomination__programme=programme).order_by("number")
    )
    made = Service.objects.bulk_create(_services(list(given), setting))
    given.filter(pk__in=[one.certificate_id for one in made]).update(served=1)


def _services(found: Sequence[Certificate], setting: Setting) -> Iterator[Service]:
    kinds = tuple(ServiceKind)[: len(SERVICES)]
    for place, one in enumerate(found[:7]):
        kind = kinds[place % len(kinds)]
        day = one.issued_on + DAY * (30 + 23 * place)
        yield Service(
            certificate=one,
            kind=kind,
            served_on=min(day, setting.today),
            note=SERVICES[place % len(SERVICES)],
        )


def _allot(programme: Programme, setting: Setting, first: int = 34, spare: int = 0) -> None:
    rows = [Quota(unit=stage.unit, places=1, spare=spare) for stage in setting.stages[:first]]
    programmes.allot_quotas(programme, rows, actor=setting.actor)
