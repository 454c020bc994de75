"""Rubrics, rounds and official results for other systems; scoring is an act of a named person, which a program is not."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.assessments.actions.rounds import revise_round, set_up_round
from jiangong.domains.assessments.forms.rounds import RoundForm
from jiangong.domains.assessments.models import Result, ResultRow, Round, Rubric
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, etag

rubric_router = Router(tags=["评分标准"])
router = Router(tags=["考评"])


class ItemOut(Schema):
    """One thing that is judged."""

    id: str
    group: str
    text: str
    points: Decimal | None
    kind: str
    hint: str
    formula: str


class RubricOut(Schema):
    """A scoring standard."""

    id: str
    organization_id: str
    title: str
    year: int
    edition: int
    points: Decimal


class WholeRubricOut(RubricOut):
    """The same with its items."""

    items: list[ItemOut]


class RoundOut(Schema):
    """A round of scoring."""

    id: str
    organization_id: str
    rubric_id: str
    title: str
    year: int
    starts_on: date
    ends_on: date
    state: str
    aggregation: str
    final_until: date
    version: int


class ResultRowOut(Schema):
    """A subject's place in the official result; what was not scored enough has neither figure nor rank."""

    subject_id: str
    organization_id: str
    title: str
    group: str
    official: Decimal | None
    rank: int | None
    group_rank: int | None
    sheets: int


class ResultOut(Schema):
    """The official result as far as the token's organization may see it."""

    round_id: str
    number: int
    digest: str
    made_at: datetime
    places: list[ResultRowOut]


def show_rubric(one: Rubric) -> dict[str, Any]:
    own = ("title", "year", "edition", "points")
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        **{name: getattr(one, name) for name in own},
    }


def show_items(one: Rubric) -> list[dict[str, Any]]:
    groups = one.groups.prefetch_related("items__rule__indicator")
    return [
        {
            "id": str(item.pk),
            "group": group.name,
            "formula": item.rule.words if hasattr(item, "rule") and item.rule.is_adopted else "",
            **{name: getattr(item, name) for name in ("text", "points", "kind", "hint")},
        }
        for group in groups
        for item in group.items.all()
    ]


OWN = ("title", "year", "starts_on", "ends_on", "state", "aggregation", "final_until", "version")


def show(one: Round) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "rubric_id": str(one.rubric_id),
        **{name: getattr(one, name) for name in OWN},
    }


def show_place(row: ResultRow) -> dict[str, Any]:
    return {
        "subject_id": str(row.subject_id),
        "organization_id": str(row.organization_id),
        "title": row.subject.title,
        **{name: getattr(row, name) for name in ("group", "official", "rank", "group_rank", "sheets")},
    }


@rubric_router.get("", response={200: PageOf[RubricOut], **ERRORS}, summary="评分标准列表")
@requires("assessments.view")
def list_rubrics(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every standard in the token's scope."""
    return take(Rubric.objects.visible_to(request.actor), wanted, show_rubric)


@rubric_router.get("/{pk}", response={200: WholeRubricOut, **ERRORS}, summary="一份评分标准")
@requires("assessments.view")
def read_rubric(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One standard with its items and, where data scores them, the formula in words."""
    found = one_or_404(request, Rubric, pk)
    return {**show_rubric(found), "items": show_items(found)}


@router.get("", response={200: PageOf[RoundOut], **ERRORS}, summary="考评列表")
@requires("assessments.view")
def list_rounds(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Rounds one's subtree organizes, and those under way that score it."""
    return take(Round.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: RoundOut, **ERRORS}, summary="一次考评")
@requires("assessments.view")
def read_round(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One round, with the version that a change must name."""
    found = one_or_404(request, Round, pk)
    response["ETag"] = etag(found)
    return show(found)


@router.get("/{pk}/result", response={200: ResultOut | None, **ERRORS}, summary="考评正式结果")
@requires("assessments.view")
def read_result(request: HttpRequest, pk: str) -> dict[str, Any] | None:
    """The official result; nothing before there is one."""
    one = one_or_404(request, Round, pk)
    rows = (
        ResultRow.objects.visible_to(request.actor)
        .filter(round=one, result__is_official=True)
        .select_related("result", "subject")
        .order_by("position")
    )
    found = list(rows)
    if not found:
        return None
    result: Result = found[0].result
    return {
        "round_id": str(one.pk),
        "number": result.number,
        "digest": result.digest,
        "made_at": result.made_at,
        "places": [show_place(row) for row in found],
    }


def set_up(form: Any, actor: Actor) -> Round:
    return set_up_round(form.instance, actor=actor)


def revise(form: Any, actor: Actor) -> Round:
    changed = [name for name in form.changed_data if not name.startswith("tie")]
    return revise_round(form.instance, [*changed, "ties"], form.instance.version, actor=actor)


resource = Resource(router, Round, RoundOut, show)
resource.creates("组织考评", "assessments.organize", RoundForm, set_up)
resource.revises("修改考评", "assessments.organize", RoundForm, revise)
