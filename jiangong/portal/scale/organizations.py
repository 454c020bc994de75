"""Fills a federation with as many grass-roots unions as a large city has."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.organizations.queries import federation, units
from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.paths import child_path
from jiangong.kit.loading import bulk_load
from jiangong.portal.demo.organizations import FOUNDED, company_name, load_units

UNIONS = 15_583
_PER_TOWNSHIP = 60
_ORGANIZATION = (
    "id", "name", "kind", "parent_id", "path", "position", "territory_id", "members_count", "opened_on",
)  # fmt: skip
_SPAN = ("organization_id", "name", "kind", "parent_id", "path", "starts_on")


@dataclass(frozen=True, slots=True)
class _Row:
    """One organization to be loaded."""

    pk: int
    name: str
    kind: str
    parent_id: int
    path: str
    position: int
    territory_id: int | None
    members: int | None

    def as_organization(self) -> tuple:
        return (
            self.pk, self.name, self.kind, self.parent_id, self.path, self.position, self.territory_id,
            self.members, FOUNDED,
        )  # fmt: skip

    def as_span(self) -> tuple:
        return self.pk, self.name, self.kind, self.parent_id, self.path, FOUNDED


@transaction.atomic
def load(count: int = UNIONS) -> int:
    """Bring the grass-roots unions up to ``count``; returns how many were added.

    They are spread over the units, in districts and zones below townships of ``_PER_TOWNSHIP`` each.
    """
    actor = system_actor()
    if federation() is None:
        load_units(actor)
    rows = Organization.objects.ungated("loading for measurement")
    wanted = count - rows.filter(kind=Kind.GRASSROOTS).count()
    if wanted <= 0:
        return 0
    next_pk = rows.aggregate(last=Max("pk"))["last"] + 1
    made = list(_rows(list(units(actor)), wanted, next_pk))
    bulk_load(Organization, _ORGANIZATION, (row.as_organization() for row in made))
    bulk_load(OrganizationSpan, _SPAN, (row.as_span() for row in made))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Organization]):
            cursor.execute(statement)
    return wanted


def _rows(above: list[Organization], wanted: int, next_pk: int) -> Iterator[_Row]:
    """Unions one after the other, each unit's share in turn, a township opened for every sixty."""
    number = 0
    for place, unit in enumerate(above):
        share = wanted * (place + 1) // len(above) - wanted * place // len(above)
        layered = unit.kind in {Kind.DISTRICT, Kind.ZONE}
        parent_id, path = unit.pk, unit.path
        for position in range(share):
            if layered and position % _PER_TOWNSHIP == 0:
                serial = position // _PER_TOWNSHIP + 1
                parent_id, path = next_pk, child_path(unit.path, next_pk)
                name = f"{unit.short_name}第{serial}街道总工会"
                yield _Row(next_pk, name, Kind.TOWNSHIP, unit.pk, path, 100 + serial, unit.pk, None)
                next_pk += 1
            name = f"{company_name(number)}第{number + 1}工会"
            own = child_path(path, next_pk)
            members = 60 + number * 13 % 101
            yield _Row(next_pk, name, Kind.GRASSROOTS, parent_id, own, position + 1, None, members)
            next_pk, number = next_pk + 1, number + 1
