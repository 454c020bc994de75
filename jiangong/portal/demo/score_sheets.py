"""Score sheets of the demo, filled in as scorers would."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.choices import SheetState, Stage
from jiangong.domains.assessments.models import Reckoning, Round, RubricItem, Sheet
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.officers import officers_by_unit
from jiangong.portal.demo.past import moment_of, told_at

COMMENTS = ("台账完整，与现场一致。", "成效明显，宣传可以再加强。", "资金到位，项目推进有序。", "", "", "")


class Scorer:
    """Writes believable sheets: figures where data answers, halves of points elsewhere, judges of their own temper."""

    def __init__(self, one: Round, quality: dict[int, float], random: Random) -> None:
        self.round, self.quality, self.random = one, quality, random
        self.officers, self.clerk = officers_by_unit(), User.objects.get(username="shizong")
        items = RubricItem.objects.filter(group__rubric=one.rubric_id).order_by("group__position", "position")
        self.items = [(str(item.pk), item.points or Decimal(0)) for item in items]

    def fill(self, stage: Stage, bias: float = 0.0, share: float = 1.0) -> None:
        known: dict[int, dict[str, Decimal]] = {}
        for subject, item, points in Reckoning.objects.filter(subject__round=self.round).values_list(
            "subject_id", "item_id", "points"
        ):
            if points is not None:
                known.setdefault(subject, {})[str(item)] = points
        rows = Sheet.objects.ungated("demo").filter(round=self.round, stage=stage)
        written = []
        for sheet in rows.select_related("judge__user").order_by("pk"):
            if sheet.judge and share < 1 and self.random.random() > share:
                continue
            temper = bias + (((sheet.judge.pk * 7) % 5) - 2) * 0.012 if sheet.judge else bias
            self._write(sheet, known.get(sheet.subject_id, {}), temper)
            written.append(sheet)
        columns = [
            "marks",
            "comment",
            "total",
            "state",
            "submitted_at",
            "submitted_by",
            "updated_at",
            "version",
        ]
        Sheet.objects.ungated("demo").bulk_update(written, columns, batch_size=100)
        _record(written)

    def _write(self, sheet: Sheet, known: dict[str, Decimal], temper: float) -> None:
        marks: dict[str, dict[str, str]] = {}
        total = Decimal(0)
        for key, most in self.items:
            data = known.get(key)
            points = data if data is not None else self._points(most, self.quality[sheet.subject_id] + temper)
            marks[key] = {"points": f"{points:.2f}"}
            if data is not None:
                marks[key]["data"] = f"{data:.2f}"
            total += points
        sheet.marks, sheet.total = marks, total
        sheet.comment = self.random.choice(COMMENTS) if sheet.judge else ""
        sheet.submitted_at = self._moment(Stage(sheet.stage))
        sheet.submitted_by = self._scorer_of(sheet)
        sheet.updated_at, sheet.version = sheet.submitted_at, sheet.version + 1
        setattr(sheet, "state", SheetState.SUBMITTED)  # noqa: B010 — a story told from its end

    def _scorer_of(self, sheet: Sheet) -> User | None:
        """The judge, somebody of the unit, or whoever organizes."""
        if sheet.judge is not None:
            return sheet.judge.user
        return self.officers.get(sheet.organization_id) if sheet.stage == Stage.SELF else self.clerk

    def _points(self, most: Decimal, share: float) -> Decimal:
        """In halves of a point, rarely more than all of it."""
        wanted = float(most) * min(max(share + self.random.uniform(-0.08, 0.05), 0), 1)
        return min(Decimal(round(wanted * 2)) / 2, most)

    def _moment(self, stage: Stage) -> datetime:
        until = {
            Stage.SELF: self.round.self_until,
            Stage.FIRST: self.round.first_until,
            Stage.FINAL: self.round.final_until,
        }[stage]
        day = min(
            (until or timezone.localdate()) - timedelta(days=self.random.randint(0, 4)), timezone.localdate()
        )
        return moment_of(day, 9, self.random.randint(0, 59))


def _record(written: list[Sheet]) -> None:
    """In the trail each scorer handed their own sheets in, each when it is told to have been."""
    by_scorer: dict[User | None, list[Sheet]] = {}
    for sheet in written:
        by_scorer.setdefault(sheet.submitted_by, []).append(sheet)
    with told_at({sheet.pk: sheet.submitted_at for sheet in written if sheet.submitted_at}, Sheet):
        for user, sheets in by_scorer.items():
            actor = current_actor(user) if user else Actor(None, None, frozenset(), "")
            record_many(actor, "assessments.sheet.submit", sheets)
