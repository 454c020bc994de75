"""What happens to organizations by itself."""

from datetime import time

from django.utils import timezone

from jiangong.domains.organizations.actions import apply_due_changes
from jiangong.domains.organizations.choices import ChangeState
from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled


@scheduled("organizations.apply_due_changes", "使到期的组织变动生效", daily_at=time(0, 5))
def apply_changes_due_today(progress: Progress, *, actor: Actor) -> dict[str, str]:
    """Changes planned for today take effect before anybody starts to work."""
    changes = apply_due_changes(timezone.localdate(), actor=actor)
    failed = sum(change.state == ChangeState.FAILED for change in changes)
    return {"message": f"生效{len(changes) - failed}项，未能生效{failed}项。"}
