"""The gate: nothing of a scoped table is read without saying for whom."""

import pytest
from django.db import connection
from django.db.models import Count, Q

from jiangong.domains.organizations.models import Organization
from jiangong.kit.access import scoping
from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.scoping import UngatedRead, register_assignment
from jiangong.kit.rest.models import ApiToken
from tests.cast import CANARY


def make_token(organization, name="同步", **facts):
    """The smallest scoped row there is."""
    number = ApiToken.unscoped.count() + 1
    facts = {"prefix": f"p{number}", "digest": "d", "expires_on": "2030-01-01", "issued_by": 1} | facts
    return ApiToken.unscoped.create(organization=organization, name=name, **facts)


def names(queryset):
    return set(queryset.values_list("name", flat=True))


@pytest.fixture
def tokens(cast):
    """One row of each organization."""
    places = (cast.federation, cast.district, cast.union, cast.neighbour, cast.neighbour_union)
    return {place.pk: make_token(place, place.name) for place in places}


EVALUATIONS = {
    "iteration": list,
    "length": len,
    "truth": bool,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "aggregate": lambda rows: rows.aggregate(Count("pk")),
    "update": lambda rows: rows.update(name="x"),
    "delete": lambda rows: rows.delete(),
    "iterator": lambda rows: list(rows.iterator()),
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "latest": lambda rows: rows.latest("pk"),
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:3]),
    "values": lambda rows: list(rows.values("name")),
    "values_list": lambda rows: list(rows.values_list("name")),
    "dates": lambda rows: list(rows.dates("expires_on", "month")),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "contains": lambda rows: rows.contains(ApiToken(pk=1)),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
    "filtered": lambda rows: list(rows.filter(name="x").exclude(pk=2).order_by("pk")),
    "as a subquery": lambda rows: list(Organization.unscoped.filter(pk__in=rows.values("organization"))),
}


@pytest.mark.parametrize("way", EVALUATIONS)
def test_ungated_read_is_refused_before_it_reaches_the_database(way, db, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(UngatedRead):
        EVALUATIONS[way](ApiToken.objects.all())


@pytest.mark.parametrize(
    "way", ["count", "exists", "aggregate", "update", "iterator", "get", "first", "in_bulk"]
)
def test_ungated_manager_is_refused(way, db):
    with pytest.raises(UngatedRead):
        EVALUATIONS[way](ApiToken.objects)


@pytest.mark.parametrize("combine", [lambda a, b: a | b, lambda a, b: a & b, lambda a, b: a.union(b)])
def test_a_gated_queryset_does_not_let_an_ungated_one_through(cast, tokens, combine):
    gated = ApiToken.objects.visible_to(cast.actor("union_officer"))
    with pytest.raises(UngatedRead):
        list(combine(gated, ApiToken.objects.filter(name__contains=CANARY)))


def test_two_gated_querysets_may_be_combined(cast, tokens):
    district = ApiToken.objects.visible_to(cast.actor("district_officer"))
    assert names(district | district.filter(pk=0)) == {cast.district.name, cast.union.name}
    assert district.order_by().union(district.order_by()).count() == 2


def test_ungated_with_a_reason_reads_everything(cast, tokens):
    assert ApiToken.objects.ungated("counting for a test").count() == 5


def test_ungated_without_a_reason_is_refused(db):
    with pytest.raises(UngatedRead, match="needs a reason"):
        ApiToken.objects.ungated("")


def test_the_gate_stays_open_on_later_refinements(cast, tokens):
    gated = ApiToken.objects.visible_to(cast.actor("district_officer"))
    assert (
        gated.filter(name=cast.union.name).order_by("pk").exclude(pk=0).get().pk == tokens[cast.union.pk].pk
    )


def test_none_needs_no_gate(db):
    assert list(ApiToken.objects.none()) == []


def test_related_objects_of_a_visible_row_are_free(cast, tokens):
    token = ApiToken.objects.visible_to(cast.actor("district_officer")).get(pk=tokens[cast.union.pk].pk)
    assert token.organization.parent == cast.district
    token.refresh_from_db()
    assert token.name == cast.union.name


@pytest.mark.database
@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("city_officer", {"federation", "district", "union", "neighbour", "neighbour_union"}),
        ("city_leader", {"federation", "district", "union", "neighbour", "neighbour_union"}),
        ("district_officer", {"district", "union"}),
        ("neighbour_officer", {"neighbour", "neighbour_union"}),
        ("union_officer", {"union"}),
        ("partner_officer", set()),
        ("outsider", set()),
        ("system_admin", set()),
        ("security_admin", set()),
        ("audit_admin", set()),
    ],
)
def test_visible_to_gives_the_subtree_and_nothing_beside_it(cast, tokens, who, seen):
    expected = {getattr(cast, name).name for name in seen}
    assert names(ApiToken.objects.visible_to(cast.actor(who))) == expected


def test_a_unit_whose_key_begins_alike_is_no_subtree(cast):
    """/1/5/ must not reach /1/50/."""
    prefix = cast.district.path.rstrip("/")
    Organization.unscoped.filter(pk=cast.neighbour.pk).update(path=f"{prefix}0/")
    make_token(cast.neighbour, CANARY)
    assert not ApiToken.objects.visible_to(cast.actor("district_officer")).exists()


def test_a_closed_unit_is_seen_by_its_successor(cast, tokens):
    """A closed unit sits under its successor in today's tree, and what belongs to it with it."""
    moved = f"{cast.district.path}{cast.neighbour_union.pk}/"
    Organization.unscoped.filter(pk=cast.neighbour_union.pk).update(path=moved, closed_on="2025-01-01")
    assert cast.neighbour_union.name in names(ApiToken.objects.visible_to(cast.actor("district_officer")))
    assert cast.neighbour_union.name not in names(
        ApiToken.objects.visible_to(cast.actor("neighbour_officer"))
    )


def test_the_system_sees_every_row(cast, tokens):
    assert ApiToken.objects.visible_to(system_actor()).count() == 5


def test_an_assignment_widens_for_the_assigned_only(cast, tokens, monkeypatch):
    monkeypatch.setattr(scoping, "_assignments", {})
    register_assignment("rest.ApiToken", lambda actor: Q(issued_by=actor.user_id))
    assigned = tokens[cast.neighbour_union.pk]
    ApiToken.unscoped.filter(pk=assigned.pk).update(issued_by=cast.users["judge"].pk + 10**6)
    ApiToken.unscoped.filter(pk=tokens[cast.district.pk].pk).update(issued_by=cast.users["outsider"].pk)
    assert names(ApiToken.objects.visible_to(cast.actor("outsider"))) == {cast.district.name}
    assert names(ApiToken.objects.visible_to(cast.actor("partner_officer"))) == set()


@pytest.mark.database
def test_the_subtree_is_one_range_of_the_path_index(cast):
    plan = Organization.unscoped.filter(path__gte="/1/5/", path__lt="/1/50").order_by().explain()
    if connection.vendor == "sqlite":
        assert "path>? AND path<?" in plan
    else:
        assert "Filter" in plan or "Index Cond" in plan


def test_scope_narrows_through_the_path_range(cast):
    gated = ApiToken.objects.visible_to(cast.actor("district_officer"))
    sql, parameters = gated.query.sql_with_params()
    assert parameters == (cast.district.path, cast.district.path[:-1] + "0")
    assert "LIKE" not in sql
