"""Which lines of a report have something to show for them."""

from jiangong.domains.reporting.models import Entry, Report
from jiangong.kit.attachments.models import Attachment

WHY = "the report was read through the gate"


def goals_with_evidence(report: Report) -> set[int]:
    """The goals whose line carries a file."""
    held = Attachment.objects.ungated(WHY).filter(owner_model="reporting.entry", removed_at=None)
    rows = Entry.objects.ungated(WHY).filter(report=report, pk__in=held.values("owner_id"))
    return set(rows.values_list("goal_id", flat=True))
