"""People and committees for reading by other systems; numbers leave masked, as on every page."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.choices import SkillGrade
from jiangong.domains.people.models import ID_NUMBER, PHONE, Committee, Person
from jiangong.domains.people.queries import names_from, standing_people
from jiangong.kit.access.paths import below
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, Slice, SliceQuery, one_or_404, take

router = Router(tags=["人员"])
committee_router = Router(tags=["委员会"])


class PersonOut(Schema):
    """One person; an entry merged into another names the one that stands."""

    id: str
    organization_id: str
    name: str
    gender: str
    birth_on: date | None
    occupation: str
    skill_grade: str
    title: str
    is_migrant_worker: bool
    is_new_employment: bool
    is_union_official: bool
    phone: str
    id_number: str
    merged_into_id: str | None


class CommitteeOut(Schema):
    """One committee without its members."""

    id: str
    organization_id: str
    name: str
    kind: str
    term_from: date
    term_to: date | None
    duty: str


class PeopleSlice(Slice):
    """Which people, and which page of them."""

    organization: str = Field("", max_length=20, description="组织编号，含其下级；留空为令牌范围内的全部。")
    name: str = Field("", max_length=40, pattern=r"^[^\x00-\x1f]*$", description="姓名开头。")
    skill_grade: SkillGrade | None = Field(None, description="技能等级。")


def show(person: Person) -> dict[str, Any]:
    """Numbers are masked whoever holds the token: there is no scope that reveals them."""
    plain = (
        "name", "gender", "birth_on", "occupation", "skill_grade", "title",
        "is_migrant_worker", "is_new_employment", "is_union_official",
    )  # fmt: skip
    return {
        "id": str(person.pk),
        "organization_id": str(person.organization_id),
        **{name: getattr(person, name) for name in plain},
        "phone": PHONE.masked(person.pk, person.phone_sealed),
        "id_number": ID_NUMBER.masked(person.pk, person.id_number_sealed),
        "merged_into_id": str(person.merged_into_id) if person.is_merged else None,
    }


def show_committee(one: Committee) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "name": one.name,
        "kind": one.kind,
        "term_from": one.term_from,
        "term_to": one.term_to,
        "duty": one.duty,
    }


@router.get("", response={200: PageOf[PersonOut], **ERRORS}, summary="人员列表")
@requires("people.view")
def list_people(request: HttpRequest, wanted: Annotated[PeopleSlice, Query()]) -> dict[str, Any]:
    """The people in the token's scope, oldest entries first; those merged into others are left out."""
    people = standing_people(request.actor)
    if wanted.organization:
        place = one_or_404(request, Organization, wanted.organization)
        inside = Organization.objects.visible_to(request.actor).filter(below(place.path))
        people = people.filter(organization__in=inside.values("pk"))
    if wanted.name:
        people = people.filter(names_from(wanted.name))
    if wanted.skill_grade:
        people = people.filter(skill_grade=wanted.skill_grade)
    return take(people, wanted, show)


@router.get("/{pk}", response={200: PersonOut, **ERRORS}, summary="一名人员")
@requires("people.view")
def read_person(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One person."""
    return show(one_or_404(request, Person, pk))


@committee_router.get("", response={200: PageOf[CommitteeOut], **ERRORS}, summary="委员会列表")
@requires("people.view")
def list_committees(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every committee and leading group in the token's scope."""
    committees: QuerySet[Committee] = Committee.objects.visible_to(request.actor)
    return take(committees, wanted, show_committee)
