"""Organizations and enterprises for reading by other systems."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import name_as_of, path_as_of, resolve_name
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take

router = Router(tags=["组织"])
enterprise_router = Router(tags=["企业"])


class OrganizationOut(Schema):
    """One organization as it is today; a closed one names its successor."""

    id: str
    name: str
    short_name: str
    kind: str
    parent_id: str | None
    territory_id: str | None
    credit_code: str
    division_code: str
    division_year: int | None
    members_count: int | None
    opened_on: date | None
    closed_on: date | None
    successor_id: str | None


class PlaceOnDayOut(Schema):
    """What an organization was called and where it stood on a day; no path when it did not exist then."""

    id: str
    day: date
    name: str
    path: list[str]


class MeaningOut(Schema):
    """What a written name was taken to mean, and why."""

    text: str
    organization_id: str | None
    how: str
    explanation: str
    candidates: list[dict[str, str]]


class EnterpriseOut(Schema):
    """One enterprise."""

    id: str
    organization_id: str
    union_id: str | None
    name: str
    credit_code: str
    above_scale: bool
    ownership: str
    industry: str
    chain: str
    high_risk: bool
    workers_count: int | None


def _key(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


def show(one: Organization) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "name": one.name,
        "short_name": one.short_name,
        "kind": one.kind,
        "parent_id": _key(one.parent_id),
        "territory_id": _key(one.territory_id),
        "credit_code": one.credit_code,
        "division_code": one.division_code,
        "division_year": one.division_year,
        "members_count": one.members_count,
        "opened_on": one.opened_on,
        "closed_on": one.closed_on,
        "successor_id": _key(one.successor_id),
    }


def show_enterprise(one: Enterprise) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "union_id": _key(one.union_id),
        "name": one.name,
        "credit_code": one.credit_code,
        "above_scale": one.above_scale,
        "ownership": one.ownership,
        "industry": one.industry,
        "chain": one.chain,
        "high_risk": one.high_risk,
        "workers_count": one.workers_count,
    }


@router.get("", response={200: PageOf[OrganizationOut], **ERRORS}, summary="组织列表")
@requires("organizations.view")
def list_organizations(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every organization in the token's scope, closed ones too."""
    rows: QuerySet[Organization] = Organization.objects.visible_to(request.actor)
    return take(rows, wanted, show)


@router.get("/resolve", response={200: MeaningOut, **ERRORS}, summary="识别组织名称")
@requires("organizations.view")
def resolve(
    request: HttpRequest,
    text: Annotated[str, Query(min_length=1, max_length=120, description="文件里的写法。")],
    day: date | None = None,
) -> dict[str, Any]:
    """Which organization a written name means, as of a day."""
    meant = resolve_name(text, request.actor, day)
    return {
        "text": meant.text,
        "organization_id": _key(meant.organization_id),
        "how": meant.how,
        "explanation": meant.explanation,
        "candidates": [
            {"organization_id": str(each.organization_id), "name": each.name} for each in meant.candidates
        ],
    }


@router.get("/{pk}", response={200: OrganizationOut, **ERRORS}, summary="一个组织")
@requires("organizations.view")
def read_organization(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One organization."""
    return show(one_or_404(request, Organization, pk))


@router.get("/{pk}/place", response={200: PlaceOnDayOut, **ERRORS}, summary="某日的名称和隶属")
@requires("organizations.view")
def read_place(request: HttpRequest, pk: str, day: Annotated[date, Field()]) -> dict[str, Any]:
    """What it was called and where it stood on a day."""
    one = one_or_404(request, Organization, pk)
    path = path_as_of(one, day)
    return {
        "id": str(one.pk),
        "day": day,
        "name": name_as_of(one, day),
        "path": [str(key) for key in ancestor_ids(path)],
    }


@enterprise_router.get("", response={200: PageOf[EnterpriseOut], **ERRORS}, summary="企业列表")
@requires("organizations.view_enterprises")
def list_enterprises(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every enterprise in the token's scope."""
    return take(Enterprise.objects.visible_to(request.actor), wanted, show_enterprise)


@enterprise_router.get("/{pk}", response={200: EnterpriseOut, **ERRORS}, summary="一家企业")
@requires("organizations.view_enterprises")
def read_enterprise(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One enterprise."""
    return show_enterprise(one_or_404(request, Enterprise, pk))
