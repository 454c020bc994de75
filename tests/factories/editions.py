"""Plans in force for tests, as issuing leaves them."""

from decimal import Decimal

from django.utils import timezone

from jiangong.domains.plans.choices import EditionState, PlanState
from jiangong.domains.plans.models import Edition, Plan, Receipt, Target
from jiangong.kit.access.actor import Actor
from tests.factories.plans import make_plan


def make_issued(actor: Actor, units: list, **facts) -> Plan:
    """An issued plan with its first version in force."""
    plan = make_plan(actor, units, **facts)
    Edition.objects.filter(plan=plan).update(state=EditionState.APPROVED, effective_at=timezone.now())
    Plan.objects.ungated("a test's own plan").filter(pk=plan.pk).update(
        state=PlanState.ISSUED, issued_at=timezone.now()
    )
    plan.refresh_from_db()
    return plan


def sign(edition: Edition, unit) -> Receipt:
    """The unit has signed for the version."""
    return Receipt.objects.create(edition=edition, organization=unit)


def give(edition: Edition, row: int, value: int | None) -> None:
    """Set the share of the unit in ``row`` of the only goal, without the rules of the product."""
    recipient = edition.plan.recipients.all()[row]
    targets = Target.objects.ungated("a test's own share").filter(edition=edition, recipient=recipient)
    if value is None:
        targets.delete()
    elif not targets.update(value=Decimal(value)):
        goal = edition.plan.programs.get().goals.get()
        Target.objects.create(edition=edition, recipient=recipient, goal=goal, value=value)
