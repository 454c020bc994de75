"""Who has signed for a plan and who has not: after an adjustment only those whose shares changed sign again."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from jiangong.domains.plans.choices import EditionState, PlanState
from jiangong.domains.plans.models import Edition, Plan, Receipt, Recipient
from jiangong.domains.plans.queries.editions import last_changes
from jiangong.kit.access.actor import Actor

NO_EDITION = 0


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One unit of a plan: what it has to sign for, whether it has, and how far it divided its share."""

    recipient: Recipient
    owed: int  # number of the edition in which its shares last changed
    receipt: Receipt | None
    child: Plan | None = None

    @property
    def is_signed(self) -> bool:
        return self.receipt is not None and self.receipt.edition.number >= self.owed

    @property
    def signs_again(self) -> bool:
        """It signed once, but its shares have changed since."""
        return self.receipt is not None and not self.is_signed


def owed_numbers(plans: Collection[int]) -> dict[int, int]:
    """By recipient, the number of the approved edition in which its shares last changed."""
    approved = _approved(plans)
    first = {plan: versions[0].number for plan, versions in approved.items()}
    units = _recipients(plans).values_list("pk", "plan_id")
    return {unit: first.get(plan, NO_EDITION) for unit, plan in units} | last_changes(approved.values())


def _approved(plans: Collection[int]) -> dict[int, list[Edition]]:
    """By plan, its approved editions in order."""
    found: dict[int, list[Edition]] = {}
    for edition in Edition.objects.filter(plan__in=plans, state=EditionState.APPROVED).order_by("number"):
        found.setdefault(edition.plan_id, []).append(edition)
    return found


def _recipients(plans: Collection[int]) -> QuerySet[Recipient]:
    return Recipient.objects.ungated("units of plans their reader was let to").filter(plan__in=plans)


def signed_counts(plans: Collection[int]) -> dict[int, tuple[int, int]]:
    """By plan: how many of its units have signed for what they owe, and how many there are."""
    owed, signed = owed_numbers(plans), signed_numbers(plans)
    counts: dict[int, tuple[int, int]] = {}
    for key, plan, organization in _recipients(plans).values_list("pk", "plan_id", "organization_id"):
        done, whole = counts.get(plan, (0, 0))
        has = signed.get((plan, organization), NO_EDITION) >= max(owed[key], 1)
        counts[plan] = (done + has, whole + 1)
    return counts


def signed_numbers(plans: Collection[int]) -> dict[tuple[int, int], int]:
    """By plan and unit, the latest edition it signed for."""
    rows = Receipt.objects.ungated("counts of signatures").filter(edition__plan__in=plans)
    counted = rows.order_by().values_list("edition__plan_id", "organization_id")
    return {(plan, unit): number for plan, unit, number in counted.annotate(n=Max("edition__number"))}


def receipt_lines(plan: Plan, actor: Actor) -> list[ReceiptLine]:
    """The units of a plan within the actor's reach, in the notice's order."""
    recipients = Recipient.objects.visible_to(actor).filter(plan=plan).select_related("organization")
    owed = owed_numbers([plan.pk])
    receipts = _latest(plan, actor)
    below = Plan.objects.visible_to(actor).filter(parent=plan).exclude(state=PlanState.VOID)
    children = {one.organization_id: one for one in below}
    return [
        ReceiptLine(
            one,
            owed.get(one.pk, NO_EDITION),
            receipts.get(one.organization_id or 0),
            children.get(one.organization_id or 0),
        )
        for one in recipients
    ]


def _latest(plan: Plan, actor: Actor) -> dict[int, Receipt]:
    rows = Receipt.objects.visible_to(actor).filter(edition__plan=plan)
    known = rows.select_related("edition", "signed_by", "confirmed_by").order_by("edition__number")
    return {one.organization_id: one for one in known}


def owed_receipt(plan: Plan, organization_id: int | None) -> bool:
    """Whether this unit has something of the plan left to sign for."""
    if plan.state != PlanState.ISSUED or organization_id is None:
        return False
    return plan.pk in unsigned_plans(organization_id, [plan.pk])


def unsigned_plans(organization_id: int, plans: Collection[int] | None = None) -> list[int]:
    """Keys of the running plans this unit still has to sign for."""
    mine = Recipient.objects.ungated("one's own rows").filter(
        organization_id=organization_id, plan__state=PlanState.ISSUED
    )
    if plans is not None:
        mine = mine.filter(plan__in=plans)
    rows = dict(mine.values_list("plan_id", "pk"))
    owed, signed = owed_numbers(rows), signed_numbers(rows)
    return [
        plan
        for plan, key in rows.items()
        if signed.get((plan, organization_id), NO_EDITION) < max(owed[key], 1)
    ]
