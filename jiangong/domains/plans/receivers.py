"""What plans hang into the kit and into lower apps."""

from jiangong.domains.plans import rules
from jiangong.domains.plans.models import Reading
from jiangong.kit.attachments.slots import register_owner

# review
register_owner(
    "plans.reading",
    Reading.attachment_slots,
    permission="plans.view",
    refusal=rules.attaching_to_reading_refusal,
)
