"""Assignments, owned files, search, and the line on a unit's card."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.supervision import rules
from jiangong.domains.supervision.choices import LIVE_FINDINGS, VisitState
from jiangong.domains.supervision.models import Finding, InspectionPlan, Visit, VisitInspector
from jiangong.domains.supervision.tables import VISIT_TONES
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.scoping import register_assignment
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.pages.heads import Panel

SHOWN = 5

register_owner(
    "supervision.visit",
    Visit.attachment_slots,
    permission="supervision.view",
    refusal=rules.attaching_refusal,
)
register_owner(
    "supervision.finding",
    Finding.attachment_slots,
    permission="supervision.view",
    refusal=rules.proof_refusal,
)


def drawn_visits(actor: Actor) -> Q:
    """Whoever was drawn sees the visit, whatever unit it is to."""
    return Q(pk__in=VisitInspector.objects.filter(user=actor.user_id).values("visit"))


def drawn_findings(actor: Actor) -> Q:
    return Q(visit__in=VisitInspector.objects.filter(user=actor.user_id).values("visit"))


register_assignment("supervision.visit", drawn_visits)
register_assignment("supervision.finding", drawn_findings)


def find_plans(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Inspection plans by title or basis."""
    rows = InspectionPlan.objects.visible_to(actor).filter(
        Q(title__icontains=text) | Q(basis__icontains=text)
    )
    for one in rows.order_by("-pk")[:limit]:
        yield Hit(
            one.title, f"{one.year}年　{one.get_state_display()}", one.get_absolute_url(), "clipboard-check"
        )


register_search(SearchSource(str(InspectionPlan._meta.verbose_name), "supervision.view", find_plans))


def inspections_panel(organization: Organization, actor: Actor) -> Panel | None:
    """The last visits to a unit, and what it still owes."""
    if not actor.can("supervision.view"):
        return None
    visits = Visit.objects.visible_to(actor).filter(
        organization=organization, state__in=(VisitState.ONGOING, VisitState.DONE)
    )
    found = list(visits.select_related("plan").order_by("-visited_on", "-pk")[:SHOWN])
    if not found:
        return None
    owed = (
        Finding.objects.visible_to(actor).filter(organization=organization, state__in=LIVE_FINDINGS).count()
    )
    shown = {
        "rows": [(one, VISIT_TONES[VisitState(one.state)]) for one in found],
        "owed": owed,
        "address": f"{reverse('supervision:finding_list')}?organization={organization.pk}",
    }
    return Panel("督导检查", "supervision/_organization.html", shown, count=visits.count())


organization_panels.append(inspections_panel)
