"""Places: twins, what waits, and what a unit keeps."""

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.places.choices import (
    STANDING_STATES,
    InspectionState,
    PlaceKind,
    PlaceState,
    ReportState,
)
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.lib.names import normalize

PATIENCE = timedelta(days=3)  # after which what people said is also shown above


def twin_of(name: str, kind: str, address: str, organization: Organization, own: int | None) -> Place | None:
    """A place of the same unit that carries this name, or one of its kind at this very address."""
    near = Place.objects.ungated("a twin is named to whoever would register it again")
    rows = near.exclude(state=PlaceState.VOID).exclude(pk=own).filter(organization=organization)
    wanted = normalize(name)
    for pk, known, its_kind, its_address in rows.values_list("pk", "name", "kind", "address"):
        if normalize(known) == wanted or (its_kind == kind and its_address == address):
            return rows.get(pk=pk)
    return None


def own_organizations(actor: Actor) -> Q:
    """Rows of the actor's own unit; a department acts for what it stands under."""
    organization = actor.organization
    if organization is None:
        return Q(pk__in=[])
    return Q(organization=organization) | Q(organization__path=organization.scope_path)


def waiting_reports(actor: Actor) -> QuerySet[PlaceReport]:
    """What people said at the doors of the actor's own unit, the oldest first."""
    seen = PlaceReport.objects.visible_to(actor).filter(own_organizations(actor), state=ReportState.WAITING)
    return seen.select_related("place").order_by("first_at", "pk")


def neglected_reports(actor: Actor) -> QuerySet[PlaceReport]:
    """What units below have left lying for days."""
    late = PlaceReport.objects.visible_to(actor).exclude(own_organizations(actor))
    return late.filter(state=ReportState.WAITING, first_at__lt=timezone.now() - PATIENCE)


def due_inspections(actor: Actor, until: date) -> QuerySet[Inspection]:
    """Defects of the actor's own unit that should be put right by a day."""
    rows = Inspection.objects.visible_to(actor).filter(own_organizations(actor))
    open_ones = rows.filter(state=InspectionState.DEFECTIVE, due_on__lte=until)
    return open_ones.filter(place__state__in=STANDING_STATES).select_related("place").order_by("due_on", "pk")


def reported() -> Q:
    """Places about which something was said that nobody has looked after."""
    rows = PlaceReport.objects.ungated("matched within gated places")
    return Q(Exists(rows.filter(place=OuterRef("pk"), state=ReportState.WAITING)))


def defective() -> Q:
    """Places with defects that are not put right."""
    rows = Inspection.objects.ungated("matched within gated places")
    return Q(Exists(rows.filter(place=OuterRef("pk"), state=InspectionState.DEFECTIVE)))


def kept_by(organization: Organization, actor: Actor) -> list[tuple[str, str, int, int]]:
    """Kind, label, how many stand at the unit and below, and how many of these are suspended."""
    rows = Place.objects.visible_to(actor).filter(
        below(organization.path, "organization__path"), state__in=STANDING_STATES
    )
    counted = rows.order_by().values_list("kind")
    found = {
        kind: (whole, suspended)
        for kind, whole, suspended in counted.annotate(
            whole=Count("pk"), suspended=Count("pk", filter=Q(state=PlaceState.SUSPENDED))
        )
    }
    return [(kind, PlaceKind(kind).label, *found[kind]) for kind in PlaceKind.values if kind in found]
