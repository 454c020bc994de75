"""Whatever happens to the tree, every day's tree stays whole: compared with trees kept by hand, day by day."""

from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiangong.domains.organizations.actions import (
    close_organization,
    create_organization,
    merge_organizations,
    move_organization,
    rename_organization,
    split_organization,
)
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import Refusal
from tests.factories.organizations import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.database]

START = date(2020, 1, 1)
DAYS = 40
SYSTEM = system_actor()
ACTS = ("create", "rename", "move", "merge", "merge_new", "split", "close")
Trees = list[dict[int, tuple[int | None, str]]]  # one per day: organization → (parent, name)

steps = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(1, DAYS - 1),
        st.integers(0, 30),
        st.integers(0, 30),
        st.booleans(),
    ),
    min_size=1,
    max_size=16,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_random_changes_keep_every_days_tree(db, steps: list[tuple]) -> None:
    with transaction.atomic():
        trees: Trees = plant()
        for number, step in enumerate(steps):
            with suppress(Refusal), transaction.atomic():
                ACTIONS[step[0]](trees, number, *step[1:])
        check_days(trees)
        check_spans()
        check_today()
        transaction.set_rollback(True)


def plant() -> Trees:
    """A city, two districts, and two layers of grass roots in each."""
    city = make_organization("市总工会", Kind.FEDERATION, opened_on=START)
    tree: dict[int, tuple[int | None, str]] = {city.pk: (None, city.name)}
    for district in range(2):
        above = make_organization(f"{district}区总工会", Kind.DISTRICT, city, opened_on=START)
        tree[above.pk] = (city.pk, above.name)
        for depth in range(3):
            made = make_organization(f"{district}-{depth}工会", Kind.GRASSROOTS, above, opened_on=START)
            tree[made.pk] = (above.pk, made.name)
            above = made
    return [dict(tree) for _ in range(DAYS + 1)]


def day_of(offset: int) -> date:
    return START + timedelta(days=offset)


def chosen(*numbers: int) -> list[Organization]:
    rows = list(Organization.unscoped.order_by("pk"))
    return [rows[number % len(rows)] for number in numbers]


def grow(trees: Trees, offset: int, made: Organization) -> None:
    for tree in trees[offset:]:
        tree[made.pk] = (made.parent_id, made.name)


def hang(trees: Trees, offset: int, pk: int, parent: int) -> None:
    for tree in trees[offset:]:
        if pk in tree:
            tree[pk] = (parent, tree[pk][1])


def end(trees: Trees, offset: int, pk: int, heir: int) -> None:
    for tree in trees[offset:]:
        del tree[pk]
        for child, (parent, name) in tree.items():
            if parent == pk:
                tree[child] = (heir, name)


def create(trees: Trees, number: int, offset: int, first: int, *rest: int) -> None:
    (parent,) = chosen(first)
    made = create_organization(
        name=f"新设{number}工会",
        kind=Kind.GRASSROOTS,
        parent=parent,
        starts_on=day_of(offset),
        actor=SYSTEM,
    )
    grow(trees, offset, made)


def rename(trees: Trees, number: int, offset: int, first: int, *rest: int) -> None:
    (one,) = chosen(first)
    rename_organization(one, name=f"更名{number}工会", starts_on=day_of(offset), actor=SYSTEM)
    for tree in trees[offset:]:
        tree[one.pk] = (tree[one.pk][0], f"更名{number}工会")


def move(trees: Trees, number: int, offset: int, first: int, second: int, *rest: int) -> None:
    one, other = chosen(first, second)
    move_organization(one, parent=other, starts_on=day_of(offset), actor=SYSTEM)
    hang(trees, offset, one.pk, other.pk)


def merge(trees: Trees, number: int, offset: int, first: int, second: int, *rest: int) -> None:
    one, other = chosen(first, second)
    merge_organizations([one], into=other, starts_on=day_of(offset), actor=SYSTEM)
    end(trees, offset, one.pk, other.pk)


def merge_new(trees: Trees, number: int, offset: int, first: int, second: int, *rest: int) -> None:
    sources = chosen(first, second)
    if sources[0] == sources[1]:
        return
    change = merge_organizations(sources, name=f"合并{number}工会", starts_on=day_of(offset), actor=SYSTEM)
    grow(trees, offset, change.organization)
    for source in sources:
        end(trees, offset, source.pk, change.organization.pk)


def split(trees: Trees, number: int, offset: int, first: int, second: int, keep: bool) -> None:
    (one,) = chosen(first)
    children = list(Organization.unscoped.filter(parent=one, closed_on=None)[:1])
    parts = [{"name": f"分设{number}甲工会", "children": children}, {"name": f"分设{number}乙工会"}]
    change = split_organization(one, parts=parts, starts_on=day_of(offset), keep=keep, actor=SYSTEM)
    made = list(change.others.order_by("pk"))
    for part in made:
        grow(trees, offset, part)
    for child in children:
        hang(trees, offset, child.pk, made[0].pk)
    if not keep:
        end(trees, offset, one.pk, made[0].pk)


def close(trees: Trees, number: int, offset: int, first: int, second: int, *rest: int) -> None:
    one, other = chosen(first, second)
    close_organization(one, successor=other, starts_on=day_of(offset), actor=SYSTEM)
    end(trees, offset, one.pk, other.pk)


ACTIONS = {each.__name__: each for each in (create, rename, move, merge, merge_new, split, close)}


def path_in(tree: dict[int, tuple[int | None, str]], pk: int | None) -> str:
    return "/" if pk is None else f"{path_in(tree, tree[pk][0])}{pk}/"


def check_days(trees: Trees) -> None:
    spans = list(OrganizationSpan.unscoped.all())
    for offset, tree in enumerate(trees):
        day = day_of(offset)
        found = {
            span.organization_id: (span.parent_id, span.name, span.path)
            for span in spans
            if span.starts_on <= day and (span.ends_on is None or span.ends_on > day)
        }
        assert found == {pk: (*place, path_in(tree, pk)) for pk, place in tree.items()}


def check_spans() -> None:
    """No gap, no overlap, from the opening to the closing day."""
    own = defaultdict(list)
    for span in OrganizationSpan.unscoped.order_by("starts_on"):
        own[span.organization_id].append(span)
    for organization in Organization.unscoped.all():
        spans = own[organization.pk]
        assert spans[0].starts_on == organization.opened_on
        assert [span.ends_on for span in spans[:-1]] == [span.starts_on for span in spans[1:]]
        assert spans[-1].ends_on == organization.closed_on


def check_today() -> None:
    """Today's rows hang together; what is closed stands under something open."""
    rows = {row.pk: row for row in Organization.unscoped.all()}
    for row in rows.values():
        above = rows[row.parent_id].path if row.parent_id else "/"
        assert row.path == f"{above}{row.pk}/"
        assert row.closed_on is None or rows[row.parent_id].closed_on is None
        if row.closed_on is None:
            last = OrganizationSpan.unscoped.get(organization=row, ends_on=None)
            assert (last.path, last.name, last.parent_id) == (row.path, row.name, row.parent_id)
