"""From submitted sheets to standings, and from a stored result back to the same standings."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiangong.domains.assessments.choices import SheetState, Stage
from jiangong.domains.assessments.models import Result, ResultRow, Round, RubricItem, Sheet, Subject
from jiangong.kit.access.actor import Actor
from jiangong.lib.scoring import MEAN, NORMALISED, Method, Standing, Tie, standings
from jiangong.lib.scoring import Sheet as Counted

WHY = "a result counts every sheet"
Inputs = Mapping[str, Any]


def inputs_of(one: Round) -> dict[str, Any]:
    """Everything a result is reckoned from, as plain values: keys and figures, no names of people."""
    items = RubricItem.objects.filter(group__rubric=one.rubric_id).order_by("group__position", "position")
    subjects = Subject.objects.ungated(WHY).filter(round=one).order_by("position", "pk")
    return {
        "round": one.pk,
        "rubric": {"id": one.rubric_id, "edition": one.rubric.edition, "points": _text(one.rubric.points)},
        "items": [{"id": item.pk, "sign": item.sign, "most": _text(item.points)} for item in items],
        "method": method_as_values(one.method),
        "subjects": [
            {"id": subject, "group": group, "code": code}
            for subject, group, code in subjects.values_list("pk", "group", "code")
        ],
        "sheets": _sheets(one),
    }


def _sheets(one: Round) -> list[dict[str, Any]]:
    rows = (
        Sheet.objects.ungated(WHY)
        .filter(round=one, stage=Stage.FINAL, state=SheetState.SUBMITTED)
        .order_by("pk")
        .values_list("pk", "subject_id", "judge_id", "judge__weight", "review", "marks")
    )
    return [
        {
            "id": pk,
            "subject": subject,
            "judge": judge,
            "weight": _text(weight),
            "review": review,
            "points": {key: mark["points"] for key, mark in marks.items()},
        }
        for pk, subject, judge, weight, review, marks in rows
    ]


def method_as_values(method: Method) -> dict[str, Any]:
    return {
        "name": method.name,
        "dropped": method.dropped,
        "least": method.least,
        "decimals": method.decimals,
        "full": _text(method.full),
        "alert": _text(method.alert),
        "ties": [{"by": one.by, "items": sorted(one.items, key=int)} for one in method.ties],
    }


def standings_from(inputs: Inputs) -> list[Standing]:
    """The standings that follow from stored inputs, and from nothing else."""
    signs = {str(one["id"]): one["sign"] for one in inputs["items"]}
    said = inputs["method"]
    method = Method(
        name=said["name"],
        dropped=said["dropped"],
        least=said["least"],
        decimals=said["decimals"],
        full=Decimal(said["full"]),
        ties=tuple(Tie(one["by"], frozenset(map(str, one["items"]))) for one in said["ties"]),
        alert=None if said["alert"] is None else Decimal(said["alert"]),
    )
    sheets = (
        Counted(
            one["subject"],
            one["judge"],
            {key: Decimal(points) * signs[key] for key, points in one["points"].items()},
            Decimal(one["weight"]),
            one["review"],
        )
        for one in inputs["sheets"]
    )
    return standings([one["id"] for one in inputs["subjects"]], sheets, method)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a result before it is stored."""

    standing: Standing
    position: int
    group: str
    group_rank: int | None

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a stored row that are reckoned."""
        one = self.standing
        return {
            "position": self.position,
            "group": self.group,
            "sheets": one.sheets,
            "official": one.official,
            "mean": one.figures.get(MEAN),
            "normalised": one.figures.get(NORMALISED),
            "spread": one.spread,
            "first_review": one.first_review,
            "rank": one.rank,
            "group_rank": self.group_rank,
            "tied": one.tied,
            "alert": one.alert,
        }


def places_from(inputs: Inputs) -> list[Place]:
    """Standings with their order and the rank within each group."""
    groups = {one["id"]: one["group"] for one in inputs["subjects"]}
    counted: dict[str, int] = {}
    last: dict[str, tuple[int | None, int]] = {}
    found = []
    for position, one in enumerate(standings_from(inputs), start=1):
        group, place = groups[one.subject], None
        if one.rank is not None:
            counted[group] = counted.get(group, 0) + 1
            before = last.get(group)
            place = before[1] if before and before[0] == one.rank else counted[group]
            last[group] = (one.rank, place)
        found.append(Place(one, position, group, place))
    return found


def digest_of(inputs: Inputs, places: Sequence[Place]) -> str:
    """A mark of a result's contents, for the foot of its printed form."""
    outcome = [
        [
            one.standing.subject,
            *(_text(value) if isinstance(value, Decimal) else value for value in one.values.values()),
        ]
        for one in places
    ]
    text = json.dumps({"inputs": inputs, "outcome": outcome}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def latest_result(one: Round, actor: Actor) -> Result | None:
    """The official result, or else the last that was reckoned — unless the actor has still to score.

    What it was reckoned from is as large as all sheets together and is read by whoever reckons again.
    """
    rows = Result.objects.visible_to(actor).filter(round=one).defer("inputs")
    return rows.order_by("-is_official", "-number").first()


def is_current(result: Result) -> bool:
    """Whether nothing has changed since it was reckoned."""
    return bool(result.inputs == json.loads(json.dumps(inputs_of(result.round))))


OUTDATED = {  # by whether it is official
    False: "汇总以后评分有变动，请重新汇总。",
    True: "出结果以后有评分作废，请重新终评，再汇总、出结果。",
}


def has_changed(result: Result) -> bool:
    """The same for a page: whether any score was written since."""
    rows = Sheet.objects.ungated(WHY).filter(round=result.round_id, stage=Stage.FINAL)
    return rows.filter(updated_at__gt=result.made_at).exists()


RANKED = (
    "group",
    "rank",
    "group_rank",
    "official",
    "mean",
    "normalised",
    "spread",
    "first_review",
    "self_total",
    "first_total",
    "sheets",
    "tied",
    "alert",
    "subject_id",
    "subject__title",
    "subject__code",
    "subject__position",
    "organization__short_name",
    "organization__name",
)


def ranking_rows(result: Result, actor: Actor) -> list[dict[str, Any]]:
    """The rows of a result within reach, group by group in the order of the notice, the best of each first."""
    rows = list(
        ResultRow.objects.visible_to(actor).filter(result=result).order_by("position").values(*RANKED)
    )
    first: dict[str, int] = {}
    for row in rows:
        place = row["subject__position"]
        first[row["group"]] = min(place, first.get(row["group"], place))
    for row in rows:
        unit = row["organization__short_name"] or row["organization__name"]
        row["first"] = first[row["group"]]
        row["name"] = f"{row['subject__title']}（{unit}）" if row["subject__title"] else unit
    return sorted(rows, key=lambda row: row["first"])


def _text(value: Decimal | None) -> str | None:
    """A decimal as one text whatever the database made of it."""
    return None if value is None else f"{value.normalize():f}"
