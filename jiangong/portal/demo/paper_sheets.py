"""Judges of the demo who score on paper: one sheet typed alike by two clerks at last, two that wait for the other clerk."""

from decimal import Decimal
from random import Random

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions.sheets import Scoring, enter_paper
from jiangong.domains.assessments.choices import OPEN_SHEETS, Stage
from jiangong.domains.assessments.models import Round, Sheet
from jiangong.domains.assessments.queries.sheets import lines_of
from jiangong.domains.people.models import Person

ON_PAPER = "韩晓东"  # whose office has no access to the system
CLERKS = ("shizong", "luru")


def type_paper(one: Round, random: Random) -> list[Sheet]:
    """The first was misread once; of the others each clerk has typed one, so that either can go on."""
    first, second = (current_actor(User.objects.get(username=name)) for name in CLERKS)
    judge = Person.objects.ungated("demo").get(name=ON_PAPER, user__username__startswith="pingwei")
    rows = Sheet.objects.ungated("demo").filter(round=one, stage=Stage.FINAL, judge__person=judge)
    related = ("round__rubric", "round__organization", "subject__organization", "judge")
    sheets = list(rows.filter(state__in=OPEN_SHEETS).select_related(*related).order_by("pk")[:3])
    misread, *waiting = sheets
    said = _read(misread, random)
    enter_paper(misread, _slipped(said), actor=first)
    enter_paper(misread, said, actor=second)  # the two differ: the original is looked at again
    enter_paper(misread, said, actor=first)
    for sheet, clerk in zip(waiting, (first, second), strict=True):
        enter_paper(sheet, _read(sheet, random), actor=clerk)
    return sheets


def _read(sheet: Sheet, random: Random) -> Scoring:
    """What stands on the paper: halves of points, and what data came to where the judge left it."""
    points: dict[str, Decimal | None] = {}
    for line in lines_of(sheet):
        halves = Decimal(round(float(line.most or 0) * random.uniform(1.6, 1.9)))
        points[line.key] = halves / 2 if line.data_points is None else line.data_points
    return Scoring(points)


def _slipped(said: Scoring) -> Scoring:
    """The first item read a point too low."""
    key, points = next(one for one in said.points.items() if one[1] and one[1] >= 1)
    return Scoring({**said.points, key: (points or Decimal(1)) - 1})
