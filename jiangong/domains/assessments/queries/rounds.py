"""Reads about a round: its subjects and judges, who may not meet, how far scoring has come."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from jiangong.domains.assessments.choices import OPEN_SHEETS, SheetState, Stage, TieRule
from jiangong.domains.assessments.models import GROUP_RULE, Judge, Round, RubricGroup, Sheet, Subject
from jiangong.domains.assessments.models import Subject as ScoredSubject
from jiangong.domains.assessments.queries.conflicts import Conflict, Question, conflicts_between
from jiangong.domains.assessments.queries.conflicts import Subject as Judged

WHY = "the organizer's own round"
Barred = dict[tuple[int, int], list[Conflict]]  # by judge and subject


def subjects_of(one: Round) -> list[ScoredSubject]:
    rows = ScoredSubject.objects.ungated(WHY).filter(round=one)
    return list(rows.select_related("organization", "round").prefetch_related("authors"))


def judges_of(one: Round) -> list[Judge]:
    return list(one.judges.select_related("person__organization", "user"))


def barred_pairs(
    one: Round,
    on: date | None = None,
    judges: Collection[Judge] | None = None,
    subjects: Collection[ScoredSubject] | None = None,
) -> Barred:
    """Every judge and subject of the round that may not meet, with the reasons."""
    panel = judges_of(one) if judges is None else list(judges)
    scored = subjects_of(one) if subjects is None else list(subjects)
    judged = [
        Judged(
            subject.pk,
            frozenset({subject.organization_id}),
            frozenset(person.pk for person in subject.authors.all()),
        )
        for subject in scored
    ]
    people = {judge.person_id: judge.pk for judge in panel}
    question = Question(list(people), judged, on or timezone.localdate(), one.months)
    return {
        (people[person], int(subject)): reasons
        for (person, subject), reasons in conflicts_between(question).items()
    }


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A subject and, judge by judge, whether they may meet and whether they do."""

    subject: ScoredSubject
    cells: tuple["MatrixCell", ...]
    assigned: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One judge and one subject."""

    judge: Judge
    reasons: tuple[Conflict, ...]
    sheet: Sheet | None

    @property
    def words(self) -> str:
        return "".join(one.sentence for one in self.reasons)


def matrix(one: Round) -> tuple[list[Judge], list[MatrixRow]]:
    """The whole panel against all subjects, in a constant number of queries."""
    judges, subjects = judges_of(one), subjects_of(one)
    barred = barred_pairs(one, judges=judges, subjects=subjects)
    rows = Sheet.objects.ungated(WHY).filter(round=one, stage=Stage.FINAL, review=1)
    sheets = {(sheet.judge_id, sheet.subject_id): sheet for sheet in rows}
    found = []
    for subject in subjects:
        cells = tuple(
            MatrixCell(
                judge,
                tuple(barred.get((judge.pk, subject.pk), ())),
                sheets.get((judge.pk, subject.pk)),
            )
            for judge in judges
        )
        counted = sum(cell.sheet is not None and cell.sheet.state != SheetState.VOID for cell in cells)
        found.append(MatrixRow(subject, cells, counted))
    return judges, found


def group_rules(rubric: int | None) -> list[tuple[str, str]]:
    """What may decide among equals besides the general rules: each group of the rubric."""
    groups = RubricGroup.objects.filter(rubric=rubric) if rubric else ()
    return [(f"{GROUP_RULE}{one.pk}", f"“{one.name}”得分高的在前") for one in groups]


def tie_words(ties: Collection[str], rubric: int) -> str:
    """What is looked at among equals, in this order."""
    words = {**dict(TieRule.choices), **(dict(group_rules(rubric)) if ties else {})}
    rules = [words[rule] for rule in ties if rule in words]
    return f"依次看{'、'.join(rules)}，都相同的并列" if rules else "并列"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sheets of a stage are in; ``is_open`` while more may come."""

    stage: Stage
    done: int
    whole: int
    is_open: bool

    @property
    def label(self) -> str:
        return self.stage.label

    @property
    def lacking(self) -> int:
        return self.whole - self.done


def progress_of(one: Round) -> list[Progress]:
    """Stage by stage, void sheets left out."""
    rows = (
        Sheet.objects.ungated(WHY)
        .filter(round=one)
        .exclude(state=SheetState.VOID)
        .order_by()
        .values_list("stage")
        .annotate(done=Count("pk", filter=Q(state=SheetState.SUBMITTED)), whole=Count("pk"))
    )
    counted = {stage: (done, whole) for stage, done, whole in rows}
    return [Progress(stage, *counted.get(stage, (0, 0)), stage == one.stage) for stage in one.stages]


def open_by_judge(one: Round) -> dict[int, int]:
    """How many sheets each judge has still to hand in."""
    rows = Sheet.objects.ungated(WHY).filter(round=one, stage=Stage.FINAL, state__in=OPEN_SHEETS)
    counted: dict[int, int] = defaultdict(int)
    for judge in rows.values_list("judge_id", flat=True):
        if judge is not None:
            counted[judge] += 1
    return dict(counted)


def missing_scorers(one: Round) -> list[str]:
    """Who has still to score in the stage that is open: units in the notice's order, or judges."""
    rows = Sheet.objects.ungated(WHY).filter(round=one, stage=one.stage, state__in=OPEN_SHEETS)
    rows = rows.select_related("judge__person", "organization").order_by("subject__position", "pk")
    return list(dict.fromkeys(str(sheet.judge or sheet.organization) for sheet in rows))


def own_sheet(subject: Subject, stage: Stage) -> Sheet | None:
    """The sheet of the unit itself, or of whoever organizes."""
    rows = Sheet.objects.ungated("beside the one that is being filled in")
    return rows.filter(subject=subject, stage=stage).first()
