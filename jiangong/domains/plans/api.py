"""Plans for other systems: what is wanted, a unit's own sheet, who has signed; and signing by a unit's program."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.plans.actions.issuing import sign_plan
from jiangong.domains.plans.models import Plan, Target
from jiangong.domains.plans.queries.course import programs_with_goals
from jiangong.domains.plans.queries.editions import editions_for
from jiangong.domains.plans.queries.grid import edition_in_force
from jiangong.domains.plans.queries.receipts import receipt_lines
from jiangong.domains.plans.queries.sheets import recipient_of, sheet_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag
from jiangong.lib.amounts import plain

router = Router(tags=["计划"])


class PlanOut(Schema):
    """One plan's facts."""

    id: str
    organization_id: str
    parent_id: str | None
    title: str
    year: int
    official_number: str
    issuer: str
    dated_on: date | None
    state: str
    issued_at: datetime | None
    version: int


class GoalOut(Schema):
    """What a programme wants of one indicator; figures are decimal strings, nothing is null."""

    id: str
    indicator_id: str
    indicator: str
    unit: str
    operator: str
    total: str | None
    total_to: str | None
    division: str
    holder_id: str | None


class ProgramOut(Schema):
    """A programme with its goals."""

    title: str
    aim: str
    goals: list[GoalOut]


class PlanDetailOut(PlanOut):
    """A plan with its programmes."""

    programs: list[ProgramOut]


class ShareOut(Schema):
    """A unit's figure for one goal; null means that nothing was assigned, which is not 0."""

    goal_id: str
    indicator: str
    unit: str
    value: str | None


class SheetOut(Schema):
    """What one unit has to do."""

    plan_id: str
    organization_id: str | None
    edition: int
    is_signed: bool
    shares: list[ShareOut]


class ReceiptOut(Schema):
    """Whether one unit has signed for what it owes."""

    organization_id: str | None
    unit: str
    is_signed: bool
    signed_at: datetime | None
    on_behalf: bool
    edition: int | None


def show(plan: Plan) -> dict[str, Any]:
    return {
        "id": str(plan.pk),
        "organization_id": str(plan.organization_id),
        "parent_id": str(plan.parent_id) if plan.parent_id else None,
        "title": plan.title,
        "year": plan.year,
        "official_number": plan.official_number,
        "issuer": plan.issuer_names,
        "dated_on": plan.dated_on,
        "state": plan.state,
        "issued_at": plan.issued_at,
        "version": plan.version,
    }


def show_program(program: Any) -> dict[str, Any]:
    return {"title": program.title, "aim": program.aim, "goals": [show_goal(g) for g in program.goals.all()]}


def show_goal(goal: Any) -> dict[str, Any]:
    return {
        "id": str(goal.pk),
        "indicator_id": str(goal.indicator_id),
        "indicator": goal.indicator.name,
        "unit": goal.indicator.unit,
        "operator": goal.operator,
        "total": None if goal.total is None else plain(goal.total),
        "total_to": None if goal.total_to is None else plain(goal.total_to),
        "division": goal.division,
        "holder_id": str(goal.holder_id) if goal.holder_id else None,
    }


@router.get("", response={200: PageOf[PlanOut], **ERRORS}, summary="计划列表")
@requires("plans.view")
def list_plans(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every plan in the token's reach, oldest first."""
    return take(Plan.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: PlanDetailOut, **ERRORS}, summary="一份计划")
@requires("plans.view")
def read_plan(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One plan with programmes and goals, and the version that an act must name."""
    plan = one_or_404(request, Plan, pk)
    response["ETag"] = etag(plan)
    return {**show(plan), "programs": [show_program(one) for one in programs_with_goals(plan)]}


@router.get("/{pk}/sheet", response={200: SheetOut, **ERRORS}, summary="本单位任务书")
@requires("plans.view")
def read_sheet(request: HttpRequest, pk: str) -> dict[str, Any]:
    """The own unit's figures in the edition in force."""
    plan = one_or_404(request, Plan, pk)
    recipient = recipient_of(plan, request.actor)
    if recipient is None:
        raise Refusal("这份计划没有给本单位下达任务。")
    sheet = sheet_of(plan, recipient, request.actor)
    return {
        "plan_id": str(plan.pk),
        "organization_id": str(recipient.organization_id) if recipient.organization_id else None,
        "edition": sheet.edition.number,
        "is_signed": bool(sheet.line and sheet.line.is_signed),
        "shares": [
            {
                "goal_id": str(share.goal.pk),
                "indicator": share.goal.indicator.name,
                "unit": share.goal.indicator.unit,
                "value": None if share.value is None else plain(share.value),
            }
            for program in sheet.programs
            for share in program.shares
        ],
    }


@router.get("/{pk}/receipts", response={200: list[ReceiptOut], **ERRORS}, summary="签收情况")
@requires("plans.view")
def read_receipts(request: HttpRequest, pk: str) -> list[dict[str, Any]]:
    """The units in the token's reach, in the notice's order."""
    lines = receipt_lines(one_or_404(request, Plan, pk), request.actor)
    return [
        {
            "organization_id": str(one.recipient.organization_id) if one.recipient.organization_id else None,
            "unit": str(one.recipient),
            "is_signed": one.is_signed,
            "signed_at": one.receipt.signed_at if one.receipt else None,
            "on_behalf": bool(one.receipt and one.receipt.on_behalf),
            "edition": one.receipt.edition.number if one.receipt else None,
        }
        for one in lines
    ]


class TargetOut(Schema):
    """One unit's share of one goal; what is not assigned has no entry, which is not 0."""

    id: str
    edition: int
    organization_id: str | None
    organization_name: str
    goal_id: str
    indicator_code: str
    indicator_name: str
    unit: str
    value: str


def show_target(target: Target) -> dict[str, Any]:
    """Amounts are decimal strings: a program must not lose a tenth."""
    indicator, recipient = target.goal.indicator, target.recipient
    return {
        "id": str(target.pk),
        "edition": target.edition.number,
        "organization_id": str(recipient.organization_id) if recipient.organization_id else None,
        "organization_name": recipient.organization.name if recipient.organization else recipient.written,
        "goal_id": str(target.goal_id),
        "indicator_code": indicator.code,
        "indicator_name": indicator.name,
        "unit": indicator.unit,
        "value": plain(target.value),
    }


@router.get("/{pk}/targets", response={200: PageOf[TargetOut], **ERRORS}, summary="一份计划的任务数")
@requires("plans.view")
def list_targets(request: HttpRequest, pk: str, wanted: SliceQuery) -> dict[str, Any]:
    """The shares of the version in force; before anything is in force, of the draft for whoever makes it."""
    plan = one_or_404(request, Plan, pk)
    edition = edition_in_force(plan) or editions_for(plan, request.actor).first()
    shares = Target.objects.visible_to(request.actor).filter(edition=edition)
    return take(
        shares.select_related("edition", "recipient__organization", "goal__indicator"), wanted, show_target
    )


def sign(plan: Plan, cleaned: dict[str, Any], actor: Actor) -> Plan:
    sign_plan(plan, actor=actor)
    return plan


resource = Resource(router, Plan, PlanOut, show)
# Drafting, reviewing and issuing are acts of named persons, which a program is not.
resource.acts("sign", "签收", "plans.receive", Step(sign))
