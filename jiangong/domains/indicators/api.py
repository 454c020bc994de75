"""Indicators for other systems: what is counted and how, and where the figure of a unit comes from."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from jiangong.domains.indicators.models import Indicator, SourceRule
from jiangong.domains.indicators.queries.sourcing import (
    Standing,
    plain_indicators,
    rules_for,
    standings,
)
from jiangong.domains.organizations.models import Organization
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


class SourceRuleOut(Schema):
    """From a month on, where the figure of a unit and of those below it comes from."""

    id: str
    indicator_id: str
    organization_id: str
    mode: str
    starts_on: date
    reason: str


class StandingOut(Schema):
    """Where the figure of one indicator comes from today; without a rule, as the indicator usually has it."""

    indicator_id: str
    mode: str
    rule: SourceRuleOut | None
    coming: list[SourceRuleOut]


def show_rule(rule: SourceRule) -> dict[str, Any]:
    return {
        "id": str(rule.pk),
        "indicator_id": str(rule.indicator_id),
        "organization_id": str(rule.organization_id),
        **{name: getattr(rule, name) for name in ("mode", "starts_on", "reason")},
    }


def show_standing(one: Standing) -> dict[str, Any]:
    return {
        "indicator_id": str(one.indicator.pk),
        "mode": one.mode,
        "rule": show_rule(one.rule) if one.rule else None,
        "coming": [show_rule(rule) for rule in one.coming],
    }


@router.get("/sources", response={200: PageOf[SourceRuleOut], **ERRORS}, summary="数据来源规定列表")
@requires("indicators.view")
def list_sources(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every rule that holds for the token's organization or somewhere below it."""
    return take(rules_for(request.actor), wanted, show_rule)


@router.get(
    "/sources/{organization_id}",
    response={200: list[StandingOut], **ERRORS},
    summary="一个单位各项指标的数据来源",
)
@requires("indicators.view")
def read_sources(request: HttpRequest, organization_id: str) -> list[dict[str, Any]]:
    """Today, of every indicator that has a source of its own."""
    unit = one_or_404(request, Organization, organization_id)
    found = standings(plain_indicators(request.actor), [unit], timezone.localdate())
    return [show_standing(one) for one in found]


@router.get("/{pk}", response={200: IndicatorOut, **ERRORS}, summary="一个指标")
@requires("indicators.view")
def read_indicator(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One definition."""
    return show(one_or_404(request, Indicator, pk))
