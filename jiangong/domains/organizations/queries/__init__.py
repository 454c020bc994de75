"""Reads about organizations: the tree of any day, and what a written name means."""

from jiangong.domains.organizations.queries.grounds import ground_of, grounds, grounds_for
from jiangong.domains.organizations.queries.names import (
    Resolution,
    Suggestion,
    resolve_many,
    resolve_name,
)
from jiangong.domains.organizations.queries.parties import (
    Party,
    home_of,
    organization_meant,
    organizations_meant,
    parties_meant,
    party_meant,
    unit_meant,
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
    "Party",
    "Resolution",
    "Suggestion",
    "TreeNode",
    "ancestors",
    "federation",
    "ground_of",
    "grounds",
    "grounds_for",
    "history_of_places",
    "home_of",
    "members_as_of",
    "members_by_kind",
    "name_as_of",
    "organization_meant",
    "organizations_as_of",
    "organizations_meant",
    "parties_meant",
    "party_meant",
    "path_as_of",
    "resolve_many",
    "resolve_name",
    "subtree_as_of",
    "tree_as_of",
    "unit_meant",
    "units",
]
