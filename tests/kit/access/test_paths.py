"""Materialised paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.paths import ancestor_ids, below, child_path

KEYS = st.lists(st.integers(1, 10**9), min_size=1, max_size=6)


def path_of(keys):
    path = "/"
    for key in keys:
        path = child_path(path, key)
    return path


@given(KEYS)
def test_ancestor_ids_reads_back_what_child_path_wrote(keys):
    assert ancestor_ids(path_of(keys)) == keys


@given(KEYS, KEYS)
def test_below_holds_exactly_for_prefixes(first, second):
    """The range ``below`` asks for is the subtree, for any two paths."""
    root, other = path_of(first), path_of(second)
    bounds = dict(below(root).children)
    assert (bounds["path__gte"] <= other < bounds["path__lt"]) is other.startswith(root)


def test_below_names_another_field():
    assert dict(below("/1/5/", "organization__path").children) == {
        "organization__path__gte": "/1/5/",
        "organization__path__lt": "/1/50",
    }


@pytest.mark.database
def test_below_finds_the_subtree_in_the_database(cast):
    found = Organization.unscoped.filter(below(cast.district.path))
    assert set(found) == {cast.district, cast.union}
