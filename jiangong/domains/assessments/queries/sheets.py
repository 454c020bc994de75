"""What a score sheet asks, line by line, with what is known already."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiangong.domains.assessments.choices import ItemKind, SheetState, Stage
from jiangong.domains.assessments.models import Level, Reckoning, RubricItem, Sheet
from jiangong.domains.assessments.queries.rounds import own_sheet

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
    self_points: str
    self_note: str
    first_points: str
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
    def points(self) -> Decimal | None:
        """What stands there: what was typed, or what data came to."""
        said = self.mark.get("points", "")
        return Decimal(said) if said else self.data_points

    @property
    def note(self) -> str:
        return self.mark.get("note", "")

    @property
    def is_overridden(self) -> bool:
        return self.data_points is not None and self.points != self.data_points


def lines_of(sheet: Sheet) -> list[Line]:
    """Every item in order, in a constant number of queries."""
    items = (
        RubricItem.objects.filter(group__rubric=sheet.round.rubric_id)
        .select_related("group")
        .prefetch_related("levels")
        .order_by("group__position", "group_id", "position", "pk")
    )
    reckoned = {one.item_id: one for one in Reckoning.objects.filter(subject=sheet.subject_id)}
    self_marks, self_notes = _marks_of(sheet, Stage.SELF)
    first_marks, _ = _marks_of(sheet, Stage.FIRST)
    found: list[Line] = []
    group = None
    for item in items:
        key = str(item.pk)
        line = Line(
            item=item,
            group=item.group.name,
            group_points=item.group.points,
            starts_group=item.group_id != group,
            levels=tuple(item.levels.all()),
            reckoning=reckoned.get(item.pk),
            self_points=self_marks.get(key, {}).get("points", ""),
            self_note=self_marks.get(key, {}).get("note", "") if self_notes else "",
            first_points=first_marks.get(key, {}).get("points", ""),
            mark=sheet.marks.get(key, {}),
        )
        found.append(line)
        group = item.group_id
    return found


def _marks_of(sheet: Sheet, stage: Stage) -> tuple[Marks, bool]:
    """What an earlier stage handed in, and whether its words may be shown: they name the unit."""
    order = list(Stage)
    if order.index(stage) >= order.index(Stage(sheet.stage)):
        return {}, False
    earlier = own_sheet(sheet.subject, stage)
    if earlier is None or earlier.state != SheetState.SUBMITTED:
        return {}, False
    return earlier.marks, not (sheet.stage == Stage.FINAL and sheet.round.is_blind)


def signed_total(marks: Marks, signs: Mapping[str, int]) -> Decimal:
    """The sum of what was given, deductions taken away."""
    return sum((Decimal(mark["points"]) * signs[key] for key, mark in marks.items()), Decimal(0))


def signs_of(rubric_id: int) -> dict[str, int]:
    """+1 or −1 for each item."""
    rows = RubricItem.objects.filter(group__rubric=rubric_id).only("pk", "kind")
    return {str(one.pk): one.sign for one in rows}


def mark_of(points: Decimal, note: str, data: Decimal | None) -> dict[str, Any]:
    """A mark as it is kept."""
    kept = {"points": f"{points:.2f}"}
    if note:
        kept["note"] = note
    if data is not None:
        kept["data"] = f"{data:.2f}"
    return kept
