"""Organizations: the tree, its names, enterprises and dictionaries."""

from jiangong.domains.organizations.models.dictionaries import Dictionary, DictionaryEntry
from jiangong.domains.organizations.models.enterprises import Enterprise
from jiangong.domains.organizations.models.names import NameQuestion, OrganizationAlias
from jiangong.domains.organizations.models.tree import (
    Organization,
    OrganizationChange,
    OrganizationSpan,
)

__all__ = [
    "Dictionary",
    "DictionaryEntry",
    "Enterprise",
    "NameQuestion",
    "Organization",
    "OrganizationAlias",
    "OrganizationChange",
    "OrganizationSpan",
]
