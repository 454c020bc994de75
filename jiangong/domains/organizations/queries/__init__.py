"""Reads about organizations: the tree of any day, and what a written name means."""

from jiangong.domains.organizations.queries.names import (
    Resolution,
    Suggestion,
    resolve_many,
    resolve_name,
)
from jiangong.domains.organizations.queries.naming import (
    ground_of,
    grounds,
    grounds_for,
    names_within,
    organization_named,
)
from jiangong.domains.organizations.queries.trees import (
    TreeNode,
    ancestors,
    federation,
    history_of_places,
    members_as_of,
    members_by_kind,
    name_as_of,
    organizations_as_of,
    path_as_of,
    subtree_as_of,
    tree_as_of,
    units,
)

__all__ = [
    "Resolution",
    "Suggestion",
    "TreeNode",
    "ancestors",
    "federation",
    "ground_of",
    "grounds",
    "grounds_for",
    "history_of_places",
    "members_as_of",
    "members_by_kind",
    "name_as_of",
    "names_within",
    "organization_named",
    "organizations_as_of",
    "path_as_of",
    "resolve_many",
    "resolve_name",
    "subtree_as_of",
    "tree_as_of",
    "units",
]
