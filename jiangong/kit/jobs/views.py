"""Pages of background jobs: mine, one with its live progress."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.jobs.models import FINISHED, SEES_ALL_JOBS, Job, JobState
from jiangong.kit.jobs.queue import cancel_job, retry_job
from jiangong.kit.jobs.tables import STATE_TONES, JobTable
from jiangong.kit.pages import Action, ActionPage, Badge, Head, Link, ListPage, Page
from jiangong.kit.ui.parts import Progress

SECTION = "jobs"


class JobList(ListPage):
    """My jobs; all of them for the system administrator."""

    permission = SIGNED_IN
    model = Job
    table = JobTable
    section = SECTION

    def head(self) -> Head:
        return Head(title="后台任务" if self.actor.can(SEES_ALL_JOBS) else "我的后台任务")


class JobPage(Page):
    """What the pages of one job share."""

    permission = SIGNED_IN
    model = Job
    section = SECTION

    def progress(self) -> Progress:
        """The job as a progress bar; while it runs the page asks again every second."""
        job: Job = self.get_object()
        return Progress(
            label=job.get_state_display(),
            done=job.done,
            total=job.total,
            unit="",
            url=reverse("jobs:progress", args=[job.pk]),
            finished=job.is_finished,
            note=job.error or job.message or job.note,
        )


class JobDetail(JobPage):
    """One job: how far it is, what came of it, what can be done."""

    template_name = "jobs/job_detail.html"

    def head(self) -> Head:
        job: Job = self.get_object()
        return Head(
            title=str(job),
            crumbs=(Link("后台任务", reverse("jobs:list")), Link(str(job))),
            meta=(f"任务编号{job.pk}",),
            badge=Badge(job.get_state_display(), STATE_TONES[JobState(job.state)]),
            actions=self.actions(job),
        )

    def actions(self, job: Job) -> tuple[Action, ...]:
        if not job.is_finished:
            stop = reverse("jobs:cancel", args=[job.pk])
            blocked = "已经要求停止，正在等任务停下来。" if job.cancel_requested else ""
            return (Action("停止", stop, "player-stop", method="post", blocked=blocked),)
        if job.state == JobState.SUCCEEDED:
            return (Action("查看结果", job.result_url, primary=True),) if job.result_url else ()
        if job.user_id != self.actor.user_id:
            return ()
        again = reverse("jobs:retry", args=[job.pk])
        return (Action("重新办理", again, "refresh", method="post", primary=True),)

    def context(self) -> dict[str, Any]:
        return {"job": self.get_object(), "progress": self.progress()}


class JobProgress(JobPage):
    """The live part alone; when the job has ended the whole page is read again."""

    template_name = "ui/components/job_progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.get_object().state in FINISHED:
            return HttpResponseClientRefresh()
        return self.render(progress=self.progress())


class JobCancel(ActionPage):
    """Stop a job."""

    permission = SIGNED_IN
    model = Job
    done = "已要求停止。"

    def run(self, instance: Any, note: str) -> None:
        cancel_job(instance, actor=self.actor)


class JobRetry(ActionPage):
    """Ask for the same again."""

    permission = SIGNED_IN
    model = Job
    done = "已重新提交。"

    def get_queryset(self) -> Any:
        """Only one's own: the copy acts with the rights of whoever asks."""
        return Job.objects.filter(user_id=self.actor.user_id)

    def run(self, instance: Any, note: str) -> Any:
        return retry_job(instance, actor=self.actor)
