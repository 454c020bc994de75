"""Jobs, the schedules that enqueue them and the workers that carry them out."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.jobs.registry import label_of

SEES_ALL_JOBS = "accounts.system_console"


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "等待中"
    RUNNING = "running", "进行中"
    SUCCEEDED = "succeeded", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已停止"


FINISHED = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


class JobQuerySet(models.QuerySet):
    """Jobs belong to whoever asked for them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own jobs; the system administrator sees all, because a job holds no business content."""
        return self if actor.can(SEES_ALL_JOBS) else self.filter(user_id=actor.user_id or 0)


class Job(models.Model):
    """One piece of work done outside the request (后台任务)."""

    name = models.CharField("任务类型", max_length=80)
    arguments = models.JSONField("参数", default=dict)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.QUEUED)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="发起人"
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.CASCADE, null=True, related_name="+", verbose_name="发起组织"
    )
    appointment_id = models.BigIntegerField("任职编号", null=True)
    request_id = models.CharField("请求编号", max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    max_attempts = models.PositiveSmallIntegerField("最多次数", default=1)
    run_at = models.DateTimeField("最早开始", default=timezone.now)
    lease_until = models.DateTimeField("占用至", null=True)
    cancel_requested = models.BooleanField("要求停止", default=False)
    done = models.PositiveBigIntegerField("已处理", default=0)
    total = models.PositiveBigIntegerField("总数", default=0)
    note = models.CharField("进展说明", max_length=200, blank=True)
    result = models.JSONField("结果", default=dict)
    error = models.CharField("未完成原因", max_length=300, blank=True)
    created_at = models.DateTimeField("提交时间", default=timezone.now)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JobQuerySet.as_manager()

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "arguments": NOT_PERSONAL,
        "request_id": NOT_PERSONAL,
        "note": NOT_PERSONAL,
        "result": NOT_PERSONAL,
        "error": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "后台任务"
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=("run_at",),
                name="job_waiting",
                condition=models.Q(state__in=(JobState.QUEUED, JobState.RUNNING)),
            ),
            models.Index(fields=("user", "-id"), name="job_user"),
        )

    def __str__(self) -> str:
        return label_of(self.name)

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def message(self) -> str:
        """What the job said about its result."""
        return self._result("message")

    @property
    def result_url(self) -> str:
        """Where the result is; only addresses of this site."""
        address = self._result("url")
        return address if address.startswith("/") and not address.startswith("//") else ""

    def _result(self, key: str) -> str:
        value: Any = self.result.get(key) if isinstance(self.result, dict) else None
        return value if isinstance(value, str) else ""


class Schedule(models.Model):
    """When a recurring job is due next (定时计划); moving it on is what makes a tick happen once."""

    name = models.CharField("任务类型", max_length=80, primary_key=True)
    next_run_at = models.DateTimeField("下次时间")
    last_run_at = models.DateTimeField("上次时间", null=True)

    class Meta:
        verbose_name = "定时计划"

    def __str__(self) -> str:
        return label_of(self.name)


class Worker(models.Model):
    """A running worker process (后台进程) and when it was last alive."""

    key = models.CharField("进程", max_length=120, primary_key=True)
    started_at = models.DateTimeField("启动时间", default=timezone.now)
    seen_at = models.DateTimeField("最近活动", default=timezone.now)

    class Meta:
        verbose_name = "后台进程"

    def __str__(self) -> str:
        return self.key
