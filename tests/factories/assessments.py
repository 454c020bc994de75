"""Rubrics, rounds, judges and scores for tests, over the real actions."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions.assigning import assign
from jiangong.domains.assessments.actions.rounds import add_judge, add_subject, set_up_round
from jiangong.domains.assessments.actions.sheets import Scoring, submit_sheet
from jiangong.domains.assessments.actions.stages import open_final_scoring
from jiangong.domains.assessments.models import Judge, Round, Rubric, RubricItem, Sheet, Subject
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from tests.factories.accounts import appoint, make_user
from tests.factories.people import make_person

_numbers = count(1)


def make_rubric(place: Organization, *points: int, title: str = "出彩行动评分标准") -> Rubric:
    """One group; an item for each of ``points`` (6 and 4)."""
    given = points or (6, 4)
    rubric = Rubric.objects.create(organization=place, title=title, year=2026, points=Decimal(sum(given)))
    group = rubric.groups.create(position=1, name="工作成效", points=sum(given))
    for place_in_group, most in enumerate(given, start=1):
        group.items.create(position=place_in_group, text=f"第{place_in_group}项", points=most)
    return rubric


def items_of(rubric: Rubric) -> list[RubricItem]:
    return list(RubricItem.objects.filter(group__rubric=rubric).order_by("group__position", "position"))


def make_judge_user(place: Organization, name: str = "") -> User:
    """An account of a judge with the person behind it, both at ``place``."""
    number = next(_numbers)
    user = make_user(f"judge{number}")
    appoint(user, place, "judge")
    make_person(name or f"评委{number}", place, user=user)
    return user


def make_round(actor: Actor, rubric: Rubric, *places: Organization, judges: int = 0, **facts) -> Round:
    """A prepared round over ``places`` whose judges belong to the federation."""
    today = timezone.localdate()
    facts.setdefault("title", "2026年出彩行动考评")
    facts.setdefault("year", 2026)
    facts.setdefault("starts_on", date(2026, 1, 1))
    facts.setdefault("ends_on", date(2026, 12, 31))
    facts.setdefault("final_until", today + timedelta(days=10))
    facts.setdefault("aggregation", "mean")
    facts.setdefault("least", 1)
    facts.setdefault("each", 2)
    one = set_up_round(Round(rubric=rubric, **facts), actor=actor)
    for place in places:
        add_subject(one, place, "", "", [], actor=actor)
    for _ in range(judges):
        add_judge(one, make_judge_user(one.organization), "member", Decimal(1), actor=actor)
    return one


def subjects_of(one: Round) -> list[Subject]:
    return list(Subject.objects.ungated("test").filter(round=one).select_related("round", "organization"))


def make_judging(actor: Actor, rubric: Rubric, *places: Organization, judges: int = 2, **facts) -> Round:
    """A round in which every judge has every subject and judging is open."""
    one = make_round(actor, rubric, *places, judges=judges, **facts)
    for subject in subjects_of(one):
        for judge in one.judges.all():
            assign(judge, subject, actor=actor)
            subject.round.refresh_from_db()
    one.refresh_from_db()
    return open_final_scoring(one, actor=actor)


def sheet_of(judge: Judge, subject: Subject, review: int = 1) -> Sheet:
    rows = Sheet.objects.ungated("test").select_related(
        "round__rubric", "round__organization", "subject__organization", "judge__person", "organization"
    )
    return rows.get(judge=judge, subject=subject, review=review)


def score(sheet: Sheet, *points: str | int) -> Sheet:
    """What its judge hands in."""
    keys = [str(item.pk) for item in items_of(sheet.round.rubric)]
    said = {key: Decimal(str(one)) for key, one in zip(keys, points, strict=True)}
    return submit_sheet(sheet, Scoring(said), actor=current_actor(sheet.judge.user))
