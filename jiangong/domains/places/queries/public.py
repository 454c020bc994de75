"""What everybody may see of places, without signing in."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import grounds
from jiangong.domains.places.choices import STANDING_STATES, PlaceKind, PlaceState, short_kind
from jiangong.domains.places.models import Place

MOST = 60
_WHY = "a place that is open to all is shown to all"


@dataclass(frozen=True, slots=True)
class Ground:
    """A district and how many places one finds there."""

    pk: int
    name: str
    count: int


def public_place(code: str) -> Place | None:
    """The place a QR code leads to, whoever scans it: who holds the code stands at the door."""
    rows = Place.objects.ungated("its code hangs at its door").exclude(state=PlaceState.VOID)
    return rows.select_related("organization", "territory").filter(code=code).first()


def public_places(text: str = "", kind: str = "", ground: int | None = None) -> QuerySet[Place]:
    """Places open to all; those one can enter now come first."""
    rows = Place.objects.ungated(_WHY).filter(is_public=True, state__in=STANDING_STATES)
    if kind:
        rows = rows.filter(kind=kind)
    if ground is not None:
        rows = rows.filter(territory=ground)
    for word in text.split()[:4]:
        rows = rows.filter(Q(name__icontains=word) | Q(address__icontains=word))
    shut = Case(When(state=PlaceState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("territory").order_by(shut, "territory__position", "name", "pk")


def public_grounds(kind: str = "", text: str = "") -> list[Ground]:
    """Every district with how many of these places stand there."""
    rows = public_places(text, kind).order_by().values_list("territory").annotate(n=Count("pk"))
    counts = dict(rows)
    return [Ground(one.pk, str(one), counts[one.pk]) for one in grounds() if one.pk in counts]


def public_kinds() -> list[tuple[str, str]]:
    """Kinds of which anything is open to all."""
    rows = public_places().order_by().values_list("kind", flat=True).distinct()
    known = set(rows)
    return [(kind, short_kind(kind)) for kind in PlaceKind.values if kind in known]


def ground_name(ground: int) -> str:
    found = Organization.objects.ungated("the districts of a city are no secret").filter(pk=ground).first()
    return str(found) if found else ""
