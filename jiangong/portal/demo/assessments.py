"""Scoring in the demo: the rural action of the closed year scored to a result, this year's being judged."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions import rubrics, stages
from jiangong.domains.assessments.actions.assigning import draw_judges
from jiangong.domains.assessments.actions.rounds import add_judge, set_up_round, take_units
from jiangong.domains.assessments.actions.rubrics import Guide, LevelFacts
from jiangong.domains.assessments.choices import Drawing, JudgeRole, RuleKind, Stage
from jiangong.domains.assessments.models import GROUP_RULE, Round, RubricItem, Subject
from jiangong.domains.indicators.actions.catalogue import define_indicator
from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.plans.models import Program
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.kit.messaging.models import Message
from jiangong.portal.demo.paper_sheets import type_paper
from jiangong.portal.demo.past import moment_of, told_at
from jiangong.portal.demo.score_sheets import Scorer

SEED = 20211231
CLOSED_YEAR = 2021
DAY = timedelta(days=1)
PEOPLE, COLLECTIVES = "劳模等先进人物", "先进集体"
# What the ledgers measure besides the plan's own goals: name, unit, measure.
FURTHER = (
    ("新命名县级示范基地", "个", "rural.county_bases"),
    ("新命名基层单位示范基地", "个", "rural.own_bases"),
    ("工会投入乡村振兴资金", "元", "rural.union_money"),
    ("带动社会资金投入乡村振兴", "元", "rural.social_money"),
    ("助力乡村振兴项目", "个", "rural.projects"),
)
# Items of the rubric that figures answer, by words of their text: how, and from which indicator.
RULES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("先进人物参与", PEOPLE, RuleKind.SHARE, {}),
    ("先进集体参与", COLLECTIVES, RuleKind.SHARE, {}),
    ("培育本级基地", "新命名县级示范基地", RuleKind.PIECES, {"each": Decimal(1)}),
    ("指导下级建立基地", "新命名基层单位示范基地", RuleKind.PIECES, {"each": Decimal("0.5")}),
    (
        "县级以上工会投入",
        "工会投入乡村振兴资金",
        RuleKind.VALUE_STEPS,
        {"steps": [["200000", "6"], ["100000", "5"], ["50000", "4"], ["10000", "2"]]},
    ),
    (
        "带动社会资金",
        "带动社会资金投入乡村振兴",
        RuleKind.VALUE_STEPS,
        {"steps": [["500000", "6"], ["200000", "5"], ["100000", "4"], ["20000", "2"]]},
    ),
    ("助力项目", "助力乡村振兴项目", RuleKind.PIECES, {"each": Decimal(2)}),
)
LEVELS = (
    LevelFacts("好", Decimal(11), Decimal(13), "基地带动面广，有可推广的做法，群众得到实惠。"),
    LevelFacts("较好", Decimal(8), Decimal("10.5"), "基地运行正常，带动作用明显。"),
    LevelFacts("一般", Decimal(4), Decimal("7.5"), "基地已挂牌，活动不多。"),
    LevelFacts("差", Decimal(0), Decimal("3.5"), "有名无实。"),
)
JUDGES = (
    # name, where the person belongs, role, weight
    ("刘颖", "市总工会", JudgeRole.CHAIR, "1.5"),
    ("秦立平", "市总工会", JudgeRole.MEMBER, "1"),
    ("韩晓东", "市农委", JudgeRole.EXPERT, "1"),
    ("潘秀芝", "市发改委", JudgeRole.EXPERT, "1"),
    ("贺建中", "巩义市", JudgeRole.MEMBER, "1"),
    ("乔玉霞", "机关工会", JudgeRole.MEMBER, "1"),
    ("段明辉", "宇通", JudgeRole.MEMBER, "1"),
)


def load(actor: Actor) -> list[Round]:
    """Rules over figures put to both rubrics by name, then a round for each year."""
    clerk = current_actor(User.objects.get(username="shizong"))
    known = _indicators(clerk)
    _judges()
    programs = Program.objects.filter(rubric__isnull=False, plan__parent=None).select_related(
        "plan", "rubric"
    )
    found = {one.plan.year: one for one in programs.order_by("plan__year")}
    _history(found[CLOSED_YEAR], known)
    rounds = []
    for year in (CLOSED_YEAR, max(found)):
        _guide(found[year], known, clerk)
        is_closed = year == CLOSED_YEAR
        begun = moment_of(date(year, 11, 8), 9, 20) if is_closed else timezone.now()
        with told_at(begun, Round):
            one = _round(found[year], clerk, is_closed=is_closed)
        _score(one, clerk, is_closed=is_closed)
        rounds.append(one)
    Message.objects.filter(url__startswith="/assessments/").update(read_at=timezone.now())
    return rounds


def _indicators(clerk: Actor) -> dict[str, Indicator]:
    for name, unit, measure in FURTHER:
        define_indicator(
            Indicator(
                name=name, unit=unit, kind=IndicatorKind.SUM, source_mode=SourceMode.LEDGER, measure=measure
            ),
            actor=clerk,
        )
    wanted = [PEOPLE, COLLECTIVES, *(name for name, _, _ in FURTHER)]
    return {one.name: one for one in Indicator.objects.visible_to(clerk).filter(name__in=wanted)}


def _history(program: Program, known: dict[str, Indicator]) -> None:
    """What the ledgers do not reach back to, entered from the year's paper files."""
    random, dated = Random(SEED), date(CLOSED_YEAR, 11, 30)  # noqa: S311 — the same each time
    figures = []
    for place, (unit, people, collectives) in enumerate(_shares(program)):
        pace = Decimal(random.choice(("0.7", "0.85", "0.9", "1", "1", "1.05", "1.1")))
        amounts = {
            PEOPLE: round(people * pace),
            COLLECTIVES: round(collectives * pace),
            "新命名县级示范基地": random.randint(0, 3),
            "新命名基层单位示范基地": random.randint(0, 5),
            "工会投入乡村振兴资金": random.randint(3, 45) * 5_000,
            "带动社会资金投入乡村振兴": random.randint(2, 60) * 10_000,
            "助力乡村振兴项目": random.randint(1, 6),
        }
        if place == 5:  # one unit's files are missing: that is no 0
            continue
        figures += [
            Figure(
                f"demo.history:{unit}",
                known[name].pk,
                unit,
                dated,
                Decimal(amount),
                FactSource.ADJUSTMENT,
            )
            for name, amount in amounts.items()
            if name in known
        ]
    put_facts([], figures)
    fold_everything()  # what follows reads figures


def _shares(program: Program) -> Iterator[tuple[int, Decimal, Decimal]]:
    rows = program.goals.filter(indicator__name__in=(PEOPLE, COLLECTIVES)).values_list(
        "targets__recipient__organization_id", "indicator__name", "targets__value"
    )
    shares: dict[int, dict[str, Decimal]] = {}
    for unit, name, value in rows.order_by("targets__recipient__position"):
        if unit is not None:
            shares.setdefault(unit, {})[name] = value
    for unit, by_name in shares.items():
        yield unit, by_name.get(PEOPLE, Decimal(0)), by_name.get(COLLECTIVES, Decimal(0))


def _guide(program: Program, known: dict[str, Indicator], clerk: Actor) -> None:
    """Which items figures answer, adopted by name; the largest item gets its levels."""
    rubric = program.rubric
    if rubric is None:
        raise LookupError("the rural action of the demo has a rubric")
    for item in RubricItem.objects.filter(group__rubric=rubric).select_related("group__rubric"):
        found = next((rule for rule in RULES if rule[0] in item.text), None)
        levels = LEVELS if item.points == 13 else ()
        if found is None and not levels:
            continue
        rule: dict[str, Any] = {}
        if found is not None:
            rule = {"indicator": known[found[1]], "kind": found[2], "each": None, "steps": [], **found[3]}
        hint = "乡村振兴台账" if found else "现场督导记录、基地总结"
        rubric.refresh_from_db(fields=("version",))
        rubrics.guide_item(item, Guide(hint, levels, rule), rubric.version, actor=clerk)
        if found is not None:
            rubrics.adopt_rule(item, actor=clerk)


def _judges() -> list[User]:
    """Judges with the people behind them; 刘颖 is the one who can sign in."""
    locked, found = make_password(None), []
    for place, (name, home, _, _) in enumerate(JUDGES, start=1):
        unit = Organization.objects.ungated("demo").get(short_name=home)
        user, made = User.objects.get_or_create(
            username="pingwei" if place == 1 else f"pingwei{place}",
            defaults={"name": name, "password": locked},
        )
        if made:
            federation = Organization.objects.ungated("demo").get(parent=None)
            Appointment.objects.create(user=user, organization=federation, role="judge")
        Person.objects.create(name=name, organization=unit, user=user)
        found.append(user)
    record_many(Actor(None, None, frozenset(), ""), "accounts.user.open", found[1:])
    return found


def _round(program: Program, clerk: Actor, *, is_closed: bool) -> Round:
    rubric, year, today = program.rubric, program.plan.year, timezone.localdate()
    if rubric is None:
        raise LookupError("the rural action of the demo has a rubric")
    last = date(year, 12, 28) if is_closed else today + timedelta(days=12)
    group = rubric.groups.get(name__contains="成效")
    one = set_up_round(
        Round(
            title=f"{year}年乡村振兴劳模出彩行动考评"
            if is_closed
            else f"{year}年乡村振兴劳模出彩行动阶段考评",
            rubric=rubric,
            year=year,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31) if is_closed else today,
            self_until=last - timedelta(days=20) if is_closed else None,
            first_until=last - timedelta(days=13) if is_closed else None,
            final_until=last,
            each=5 if is_closed else 3,
            least=3,
            alert=Decimal(12),
            ties=[f"{GROUP_RULE}{group.pk}", "median"],
        ),
        actor=clerk,
    )
    take_units(one, f"plans.program:{program.pk}", actor=clerk)
    for place, (_, _, role, weight) in enumerate(JUDGES, start=1):
        user = User.objects.get(username="pingwei" if place == 1 else f"pingwei{place}")
        add_judge(one, user, role, Decimal(weight), actor=clerk)
    draw_judges(one, f"{year}1208", Drawing.EVEN, actor=clerk)
    return one


def _score(one: Round, clerk: Actor, *, is_closed: bool) -> None:
    """Stage by stage; what scorers typed is written in bulk, everything else is the real way."""
    random = Random(one.year)  # noqa: S311 — the same each time
    quality = {
        subject: random.uniform(0.8, 0.98)
        for subject in Subject.objects.ungated("demo").filter(round=one).values_list("pk", flat=True)
    }
    scorer = Scorer(one, quality, random)
    if not is_closed:
        stages.open_final_scoring(one, actor=clerk)
        scorer.fill(Stage.FINAL, share=0.55)
        type_paper(one, random)
        return
    one.refresh_from_db()  # days as days
    self_until, first_until = one.self_until or one.final_until, one.first_until or one.final_until
    with told_at(moment_of(self_until - 14 * DAY, 9, 0), Round):
        stages.open_self_scoring(one, actor=clerk)
    scorer.fill(Stage.SELF, bias=0.03)
    with told_at(moment_of(self_until + DAY, 9, 0), Round):
        stages.open_first_scoring(one, actor=clerk)
    scorer.fill(Stage.FIRST, bias=-0.01)
    with told_at(moment_of(first_until + DAY, 9, 0), Round):
        stages.open_final_scoring(one, actor=clerk)
    scorer.fill(Stage.FINAL)
    done = moment_of(one.final_until + DAY, 15, 0)
    with told_at(done, Round):
        stages.tally(one, actor=clerk)
        stages.conclude_round(one, actor=clerk)
    one.results.update(made_at=done)
