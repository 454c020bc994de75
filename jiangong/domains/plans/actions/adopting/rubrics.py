"""Scoring sheets of a reading."""

from decimal import Decimal
from typing import Any

from jiangong.domains.assessments.choices import ItemKind
from jiangong.domains.assessments.models import Rubric, RubricGroup, RubricItem
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.actions.adopting.goals import home
from jiangong.domains.plans.models import Plan, Program

_WHOLE = Decimal(100)


def write_rubrics(programs: list[Program], result: dict[str, Any], plan: Plan, owner: Organization) -> None:
    """One rubric for each sheet; a programme is scored by the first of its sheets."""
    found = result.get("rubrics") or []
    rubrics = [
        Rubric(
            organization=owner,
            title=(one["title"] or f"{plan.title}评分标准")[:200],
            year=plan.year,
            points=_points(one) or _WHOLE,
        )
        for one in found
    ]
    Rubric.objects.bulk_create(rubrics)
    _write_groups(rubrics, found)
    scored = []
    for one, rubric in zip(found, rubrics, strict=True):
        program = programs[home(one.get("plan"), len(programs))]
        if program.rubric is None:
            program.rubric = rubric
            scored.append(program)
    Program.objects.bulk_update(scored, ["rubric"])


def _write_groups(rubrics: list[Rubric], found: list[dict[str, Any]]) -> None:
    pairs = [
        (
            RubricGroup(
                rubric=rubric, position=place, name=group["name"][:80], points=_number(group["points"])
            ),
            group,
        )
        for rubric, one in zip(rubrics, found, strict=True)
        for place, group in enumerate(one["groups"], start=1)
    ]
    RubricGroup.objects.bulk_create(group for group, _ in pairs)
    RubricItem.objects.bulk_create(
        RubricItem(
            group=group,
            position=place,
            text=item["text"][:500],
            points=_size(item["points"]),
            kind=kind_of(read["name"], item["text"], item["points"]),
        )
        for group, read in pairs
        for place, item in enumerate(read["items"], start=1)
    )


def kind_of(group: str, text: str, points: str | None) -> str:
    """Whether an item counts within the whole, on top of it or against it."""
    if (points or "").startswith("-") or "扣分" in group or "减分" in group:
        return ItemKind.DEDUCTION
    if "加分" in group or "附加" in group or "加分" in text:
        return ItemKind.BONUS
    return ItemKind.REGULAR


def _points(one: dict[str, Any]) -> Decimal | None:
    if one.get("points") is not None:
        return Decimal(one["points"])
    stated = [Decimal(group["points"]) for group in one["groups"] if group["points"] is not None]
    return sum(stated, Decimal(0)) or None


def _number(points: str | None) -> Decimal | None:
    return None if points is None else Decimal(points)


def _size(points: str | None) -> Decimal | None:
    number = _number(points)
    return None if number is None else abs(number)
