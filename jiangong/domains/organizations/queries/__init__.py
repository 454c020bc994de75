"""Reads about organizations: the tree of any day, and what a written name means."""

from jiangong.domains.organizations.queries.annals import annals
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
    kinds_to_open,
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
    "annals",
    "federation",
    "ground_of",
    "grounds",
    "grounds_for",
    "home_of",
    "kinds_to_open",
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
