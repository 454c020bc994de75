"""What a score sheet asks, line by line, with what is known already."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from jiangong.domains.assessments.choices import ItemKind, SheetState, Stage
from jiangong.domains.assessments.models import Level, Reckoning, RubricItem, Sheet
from jiangong.domains.assessments.queries.rounds import own_sheet
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.compiled import compiled

Marks = Mapping[str, Mapping[str, str]]  # as they are kept: by item, points and words


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the rubric on a sheet."""

    item: RubricItem
    group: str
    group_points: Decimal | None
    starts_group: bool
    levels: tuple[Level, ...]
    reckoning: Reckoning | None
    self_points: Decimal | None
    first_points: Decimal | None
    mark: Mapping[str, str]

    @property
    def key(self) -> str:
        return str(self.item.pk)

    @property
    def most(self) -> Decimal | None:
        return self.item.points

    @property
    def data_points(self) -> Decimal | None:
        return self.reckoning.points if self.reckoning else None

    @property
    def is_required(self) -> bool:
        """What counts within the whole must be said: missing is not 0."""
        return self.item.kind == ItemKind.REGULAR

    @property
    def said(self) -> Decimal | None:
        """What was typed."""
        return _points(self.mark)

    @property
    def points(self) -> Decimal | None:
        """What stands there: what was typed, or what data came to."""
        return self.data_points if self.said is None else self.said

    @property
    def note(self) -> str:
        return self.mark.get("note", "")

    @property
    def is_overridden(self) -> bool:
        return self.data_points is not None and self.points != self.data_points


def lines_of(sheet: Sheet, *, beside: bool = False) -> list[Line]:
    """Every item in order, in a constant number of queries.

    ``beside`` reads what whoever scores looks at as well: anchored levels and what earlier stages gave.
    """
    items = _items(sheet.round.rubric_id)
    if beside:
        prefetch_related_objects(items, "levels")
    reckoned = {}
    if not sheet.subject.title:  # works have no figures of their own
        reckoned = {one.item_id: one for one in _reckoned(sheet.subject_id)}
    self_marks = _marks_of(sheet, Stage.SELF) if beside else {}
    first_marks = _marks_of(sheet, Stage.FIRST) if beside else {}
    found: list[Line] = []
    group = None
    for item in items:
        key = str(item.pk)
        line = Line(
            item=item,
            group=item.group.name,
            group_points=item.group.points,
            starts_group=item.group_id != group,
            levels=tuple(item.levels.all()) if beside else (),
            reckoning=reckoned.get(item.pk),
            self_points=_points(self_marks.get(key)),
            first_points=_points(first_marks.get(key)),
            mark=sheet.marks.get(key, {}),
        )
        found.append(line)
        group = item.group_id
    return found


def sheet_to_score(pk: int, actor: Actor) -> Sheet | None:
    """A sheet within the actor's reach with all that its rules ask: twenty judges hand in at once."""
    found = _to_score(pk, actor, actor.can("assessments.view"))
    return found[0] if found else None


@compiled
def _to_score(pk: int, actor: Actor, sees_others: bool) -> QuerySet[Sheet]:
    rows = Sheet.objects.within(actor, sees_others=sees_others).filter(pk=pk)
    return rows.select_related("round", "subject", "judge", "organization").order_by()


@compiled
def _items(rubric: int) -> QuerySet[RubricItem]:
    rows = RubricItem.objects.filter(group__rubric=rubric).select_related("group")
    return rows.order_by("group__position", "group_id", "position", "pk")


@compiled
def _reckoned(subject: int) -> QuerySet[Reckoning]:
    return Reckoning.objects.filter(subject=subject).order_by()


def _marks_of(sheet: Sheet, stage: Stage) -> Marks:
    """What an earlier stage handed in."""
    order = list(Stage)
    if order.index(stage) >= order.index(Stage(sheet.stage)):
        return {}
    earlier = own_sheet(sheet.subject, stage)
    return earlier.marks if earlier is not None and earlier.state == SheetState.SUBMITTED else {}


def _points(mark: Mapping[str, str] | None) -> Decimal | None:
    return Decimal(mark["points"]) if mark and mark.get("points") else None


def signed_total(marks: Marks, signs: Mapping[str, int]) -> Decimal:
    """The sum of what was given, deductions taken away."""
    return sum((Decimal(mark["points"]) * signs[key] for key, mark in marks.items()), Decimal(0))


def mark_of(points: Decimal, note: str, data: Decimal | None) -> dict[str, Any]:
    """A mark as it is kept."""
    kept = {"points": f"{points:.2f}"}
    if note:
        kept["note"] = note
    if data is not None:
        kept["data"] = f"{data:.2f}"
    return kept
