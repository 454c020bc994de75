"""Indicators of a notice found in the catalogue by name and unit, or defined under the next code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import MOST_DECIMALS, Indicator
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.lib.names import normalize

PREFIX = "ZB"
STANDING = "%"  # what is measured as it stands, never added up


class Measured(Protocol):
    """What an indicator is wanted for."""

    @property
    def name(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def figures(self) -> Iterable[Decimal]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator as somebody types it."""

    name: str
    unit: str
    figures: tuple[Decimal, ...] = ()


def decimals_of(figures: Iterable[Decimal]) -> int:
    """How many places the figures need."""
    places = [max(0, -int(one.normalize().as_tuple().exponent)) for one in figures]
    return min(max(places, default=0), MOST_DECIMALS)


def find_or_make_indicators(wanted: Sequence[Measured], actor: Actor) -> list[Indicator]:
    """One indicator for each, in order."""
    owner = catalogue_owner(actor.organization)
    known = {
        (normalize(one.name), one.unit): one
        for one in Indicator.objects.visible_to(actor).filter(retired_on=None)
    }
    made: list[Indicator] = []
    finer: dict[int, Indicator] = {}
    serial = _last_serial(owner)
    for each in wanted:
        key, decimals = (normalize(each.name), each.unit), decimals_of(each.figures)
        if (one := known.get(key)) is None:
            one = Indicator(
                organization=owner,
                code=f"{PREFIX}{serial + len(made) + 1:04d}",
                name=each.name,
                unit=each.unit,
                kind=IndicatorKind.LATEST if each.unit == STANDING else IndicatorKind.SUM,
                decimals=decimals,
            )
            known[key] = one
            made.append(one)
        elif one.decimals < decimals:
            one.decimals = decimals
            if one.pk:
                finer[one.pk] = one
    Indicator.objects.bulk_create(made)
    Indicator.objects.bulk_update(finer.values(), ["decimals"])
    record_many(actor, "indicators.indicator.create", made)
    return [known[normalize(each.name), each.unit] for each in wanted]


def catalogue_owner(organization: Organization) -> Organization:
    """A department defines for its federation, so that the districts see it."""
    if organization.kind == OrganizationKind.DEPARTMENT and organization.parent is not None:
        return organization.parent
    return organization


def _last_serial(owner: Organization) -> int:
    codes = Indicator.objects.ungated("codes run on for the whole organization").filter(
        organization=owner, code__startswith=PREFIX
    )
    serials = (code[len(PREFIX) :] for code in codes.values_list("code", flat=True))
    return max((int(one) for one in serials if one.isdecimal()), default=0)
