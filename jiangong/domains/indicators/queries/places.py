"""Where organizations stood on a day: figures follow the tree of their date."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import QuerySet

from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.kit.access.paths import below

WHY = "figures are summed over the whole tree"
BATCH = 5000  # values of one query


class Places:
    """The paths of some organizations through time; before the first span and after the last the nearest holds."""

    def __init__(self, organizations: Collection[int] | None = None) -> None:
        self._starts: dict[int, list[date]] = defaultdict(list)
        self._paths: dict[int, list[str]] = defaultdict(list)
        spans = OrganizationSpan.objects.ungated(WHY).order_by("organization_id", "starts_on")
        for key, starts, path in _within(spans, "organization_id", organizations).values_list(
            "organization_id", "starts_on", "path"
        ):
            if not self._paths[key] or self._paths[key][-1] != path:
                self._starts[key].append(starts)
                self._paths[key].append(path)
        self._add_missing(organizations)

    def _add_missing(self, organizations: Collection[int] | None) -> None:
        if organizations is not None and len(self._paths) == len(organizations):
            return
        rows = _within(Organization.objects.ungated(WHY), "pk", organizations)
        for key, path in rows.values_list("pk", "path"):
            if key not in self._paths:
                self._starts[key], self._paths[key] = [date.min], [path]

    def __contains__(self, organization: int) -> bool:
        return organization in self._paths

    def path(self, organization: int, day: date) -> str:
        paths = self._paths[organization]
        if len(paths) == 1:
            return paths[0]
        return paths[max(bisect_right(self._starts[organization], day) - 1, 0)]

    def only(self, organization: int) -> str:
        """Where an organization stands that never stood elsewhere."""
        return self._paths[organization][0]

    def moves(self, organization: int) -> list[date]:
        """The days from which it stood elsewhere."""
        return self._starts[organization][1:]

    def paths(self, organization: int) -> list[str]:
        return self._paths[organization]

    @property
    def moved(self) -> list[int]:
        return [key for key, paths in self._paths.items() if len(paths) > 1]


def moved_between(first: date, last: date) -> set[int]:
    """Organizations whose place or name changed on one of these days."""
    spans = OrganizationSpan.objects.ungated(WHY).filter(starts_on__range=(first, last))
    return set(spans.values_list("organization_id", flat=True))


def spans_below(node: Organization) -> QuerySet[OrganizationSpan]:
    """Where the organization, and all that are or ever were below it, stood there or elsewhere.

    Each place the node ever had is one range of paths: what stood below it then has a path that begins with it.
    """
    spans = OrganizationSpan.objects.ungated(WHY)
    if not node.parent_id:
        return spans.filter(below(node.path))
    places = {node.path, *spans.filter(organization=node).values_list("path", flat=True)}
    return spans.filter(reduce(or_, map(below, sorted(places))))


def ever_below(node: int) -> set[int]:
    """The organization, and all that are or ever were below it."""
    standing = Organization.objects.ungated(WHY)
    itself = standing.get(pk=node)
    now = standing.filter(below(itself.path)).values_list("pk", flat=True)
    return {*spans_below(itself).values_list("organization_id", flat=True), *now}


def _within(rows: QuerySet, field: str, organizations: Collection[int] | None) -> QuerySet:
    return rows if organizations is None else rows.filter(**{f"{field}__in": organizations})
