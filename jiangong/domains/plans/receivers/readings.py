"""The file of a notice belongs to its reading."""

from jiangong.domains.plans import rules
from jiangong.domains.plans.models import Reading
from jiangong.kit.attachments.slots import register_owner

register_owner(
    "plans.reading",
    Reading.attachment_slots,
    permission="plans.view",
    refusal=rules.attaching_to_reading_refusal,
)
