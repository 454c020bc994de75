"""What plans tell the rest: messages to whose turn it is, to-dos, search, owned files."""

from jiangong.domains.plans import rules
from jiangong.domains.plans.models import Delivery, Plan, Receipt
from jiangong.domains.plans.receivers import (
    deadlines,
    handing_over,
    holdings,
    messages,
    readings,
    searching,
    shares,
    todos,
    usages,
)
from jiangong.kit.attachments.slots import register_owner

__all__ = [
    "deadlines",
    "handing_over",
    "holdings",
    "messages",
    "readings",
    "searching",
    "shares",
    "todos",
    "usages",
]

register_owner("plans.plan", Plan.attachment_slots, permission="plans.view", refusal=rules.attaching_refusal)
register_owner(
    "plans.receipt",
    Receipt.attachment_slots,
    permission="plans.view",
    refusal=rules.receipt_attaching_refusal,
)
register_owner(
    "plans.delivery",
    Delivery.attachment_slots,
    permission="plans.view",
    refusal=rules.delivery_attaching_refusal,
)
