"""Reading a notice, beside the pages."""

from typing import Any

from django.urls import reverse

from jiangong.domains.plans.actions.reading import read_notice
from jiangong.domains.plans.models import Reading
from jiangong.domains.plans.queries.readings import JOB
from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.registry import job


@job(JOB, "识读通知", max_attempts=3)
def run(progress: Progress, *, actor: Actor, reading_id: int) -> dict[str, Any]:
    """Read the file, make the draft plan, lead to its review."""
    reading = (
        Reading.objects.ungated("the job was given its reading").select_related("plan").get(pk=reading_id)
    )
    plan = read_notice(reading, progress.report, actor=actor)
    return {"url": reverse("plans:review", args=[plan.pk]), "message": f"已识读“{reading.name}”。"}
