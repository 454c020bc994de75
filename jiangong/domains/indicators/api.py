"""Indicators for other systems: what is counted and how."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from jiangong.domains.indicators.models import Indicator
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take

router = Router(tags=["指标"])


class IndicatorOut(Schema):
    """One definition."""

    id: str
    organization_id: str
    code: str
    name: str
    definition: str
    unit: str
    kind: str
    direction: str
    decimals: int
    source_mode: str
    numerator_id: str | None
    denominator_id: str | None
    is_retired: bool


def show(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": str(indicator.pk),
        "organization_id": str(indicator.organization_id),
        **{name: getattr(indicator, name) for name in FACTS},
        "numerator_id": str(indicator.numerator_id) if indicator.numerator_id else None,
        "denominator_id": str(indicator.denominator_id) if indicator.denominator_id else None,
    }


FACTS = ("code", "name", "definition", "unit", "kind", "direction", "decimals", "source_mode", "is_retired")


@router.get("", response={200: PageOf[IndicatorOut], **ERRORS}, summary="指标列表")
@requires("indicators.view")
def list_indicators(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every definition that holds for the token's organization."""
    return take(Indicator.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: IndicatorOut, **ERRORS}, summary="一个指标")
@requires("indicators.view")
def read_indicator(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One definition."""
    return show(one_or_404(request, Indicator, pk))
