"""What happens by the calendar: windows open on their day."""

from datetime import timedelta
from typing import Any

from jiangong.domains.reporting.actions.windows import open_due_windows
from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled


@scheduled("reporting.open_windows", "开放填报期", every=timedelta(hours=1))
def open_windows(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Every unit finds its sheet in the morning."""
    opened = open_due_windows(actor=actor)
    return {"message": f"开放了{len(opened)}个填报期。"}
