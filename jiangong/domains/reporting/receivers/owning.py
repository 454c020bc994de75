"""The files reports, their lines and matters own."""

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.models import Entry, Matter, Report
from jiangong.kit.attachments.slots import register_owner

register_owner(
    "reporting.report", Report.attachment_slots, permission="reporting.view", refusal=rules.scanning_refusal
)
register_owner(
    "reporting.entry", Entry.attachment_slots, permission="reporting.view", refusal=rules.evidence_refusal
)
register_owner(
    "reporting.matter",
    Matter.attachment_slots,
    permission="reporting.view",
    refusal=rules.matter_attaching_refusal,
)
