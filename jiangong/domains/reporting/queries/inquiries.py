"""Forms and their answers."""

from django.db.models import QuerySet
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.queries.levels import NOT_UNIONS
from jiangong.domains.plans.queries.officers import acting_union_id, own_organization_id
from jiangong.domains.reporting.choices import InquiryState
from jiangong.domains.reporting.models import Answer, Inquiry
from jiangong.kit.access.actor import Actor


def asked_units(inquiry: Inquiry) -> QuerySet[Organization]:
    """The unions directly below the one that asks, in their order."""
    maker = acting_union_id(inquiry.organization)
    below = Organization.objects.ungated("whom a form asks").filter(parent=maker, closed_on=None)
    return below.exclude(kind__in=NOT_UNIONS).order_by("position", "pk")


def is_running(inquiry: Inquiry) -> bool:
    """Published, and not past its day."""
    return inquiry.state == InquiryState.OPEN and timezone.localdate() <= inquiry.expires_on


def own_answer(inquiry: Inquiry, actor: Actor) -> Answer | None:
    own = own_organization_id(actor)
    return Answer.objects.visible_to(actor).filter(inquiry=inquiry, organization=own).first()


def is_asked(inquiry: Inquiry, actor: Actor) -> bool:
    own = own_organization_id(actor)
    return own is not None and asked_units(inquiry).filter(pk=own).exists()


def open_inquiries(actor: Actor) -> list[Inquiry]:
    """Forms one's own unit has not answered yet."""
    own = own_organization_id(actor)
    unit = Organization.objects.ungated("one's own unit").filter(pk=own).first()
    if unit is None or unit.parent_id is None:
        return []
    today = timezone.localdate()
    rows = Inquiry.objects.visible_to(actor).filter(state=InquiryState.OPEN, expires_on__gte=today)
    asking = rows.filter(organization=unit.parent_id) | rows.filter(
        organization__parent=unit.parent_id, organization__kind="department"
    )
    answered = Answer.objects.ungated("one's own").filter(organization=own).values("inquiry_id")
    return list(asking.exclude(pk__in=answered).order_by("due_on", "pk")[:20])
