"""Plans for reading by other systems: the shares in force, as the token's organization sees them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from jiangong.domains.plans.models import Plan, Target
from jiangong.domains.plans.queries.editions import editions_for
from jiangong.domains.plans.queries.grid import edition_in_force
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.lib.amounts import plain

router = Router(tags=["计划"])


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
