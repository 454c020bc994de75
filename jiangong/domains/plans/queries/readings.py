"""How far the reading of a notice is."""

from jiangong.domains.plans.models import Reading
from jiangong.kit.jobs.models import FINISHED, Job

JOB = "plans.read_notice"


def job_of(reading: Reading) -> Job | None:
    """The latest job that reads it."""
    return Job.objects.filter(name=JOB, arguments__reading_id=reading.pk).order_by("-pk").first()


def is_under_way(reading: Reading) -> bool:
    job = job_of(reading)
    return job is not None and job.state not in FINISHED
