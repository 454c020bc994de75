"""A notice comes in: upload or paste, live progress, then on to the review."""

from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from jiangong.domains.plans.actions.reading import retry_reading, start_reading
from jiangong.domains.plans.choices import ReadingState
from jiangong.domains.plans.forms.readings import NoticeForm
from jiangong.domains.plans.models import Reading
from jiangong.domains.plans.queries.readings import job_of
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.jobs.models import FINISHED
from jiangong.kit.pages import Action, ActionPage, Badge, FormPage, Head, Link, Page
from jiangong.kit.ui.parts import Banner, Progress, Step

SECTION = "plans"
PLANS = Link("计划任务", reverse_lazy("plans:list"))
STAGES = ("选择文件", "识读", "对照审阅")


def stages(current: int, *, stopped: bool = False) -> list[Step]:
    """The way of a notice, with the current stage marked."""
    marks = {current: "stop" if stopped else "current"}
    return [
        Step(label, state="done" if place < current else marks.get(place, ""))
        for place, label in enumerate(STAGES)
    ]


class ReadingCreate(FormPage):
    """Choose a file, paste a text, or take one from the register."""

    permission = "plans.edit"
    model = Reading
    form_class = NoticeForm
    template_name = "plans/reading_create.html"
    title = "识读通知"
    section = SECTION
    crumbs = (PLANS, Link("识读通知"))
    submit_label = "上传并识读"
    done = ""

    def explain(self, form: Any, refusal: Refusal) -> None:
        super().explain(form, refusal)
        if refusal.field == "again":  # the same file once more: now the box appears
            form.fields["again"].widget = CheckboxInput()

    def perform(self, form: Any) -> Reading:
        cleaned = form.cleaned_data
        return start_reading(
            cleaned["received"], form.document, again=cleaned.get("again", False), actor=self.actor
        )

    def cancel_url(self) -> str:
        return reverse("plans:list")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "steps": stages(0)}


class ReadingPage(Page):
    """What the pages of one reading share."""

    permission = "plans.edit"
    model = Reading
    section = SECTION

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("plan", "reader", "document")

    def progress(self) -> Progress | None:
        """The running job as a bar; nothing once it has ended."""
        reading = self.get_object()
        job = job_of(reading)
        if reading.plan is not None or job is None or job.state in FINISHED:
            return None
        note = job.note or "正在等待，可以离开本页，回来时进度还在。"
        url = reverse("plans:reading_progress", args=[reading.pk])
        return Progress("正在识读", job.done, job.total, unit="步", url=url, note=note)


class ReadingDetail(ReadingPage):
    """How far the reading is; once there is a plan, its review."""

    template_name = "plans/reading_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reading = self.get_object()
        if reading.plan is not None:
            return redirect("plans:review", reading.plan.pk)
        return self.render()

    def head(self) -> Head:
        reading = self.get_object()
        failed = self.progress() is None
        at = timezone.localtime(reading.created_at)
        return Head(
            title=reading.name,
            crumbs=(PLANS, Link("识读通知", reverse("plans:reading_create")), Link(reading.name)),
            badge=Badge("未能识读", "crit") if failed else Badge(reading.get_state_display(), "info"),
            meta=(f"{reading.reader or '系统'}上传", f"{at:%Y-%m-%d %H:%M}"),
            actions=self.actions(reading) if failed else (),
        )

    def actions(self, reading: Reading) -> tuple[Action, ...]:
        again = reverse("plans:reading_retry", args=[reading.pk])
        return (
            Action("再试一次", again, "refresh", method="post"),
            Action("换一份文件", reverse("plans:reading_create"), "upload", primary=True),
        )

    def context(self) -> dict[str, Any]:
        progress = self.progress()
        return {
            "reading": self.get_object(),
            "progress": progress,
            "steps": stages(1, stopped=progress is None),
            "banners": [] if progress else [self.failure()],
            "panel": attachment_panel(self.get_object(), self.actor),
        }

    def failure(self) -> Banner:
        reading, job = self.get_object(), job_of(self.get_object())
        told = reading.failure if reading.state == ReadingState.FAILED else (job.error if job else "")
        return Banner(
            told or "识读没有完成，请再试一次。", "crit", "alert-triangle", lead="这份文件没有识读成功。"
        )


class ReadingProgress(ReadingPage):
    """Asked again every second while the job runs; then the whole page is."""

    template_name = "ui/components/job_progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        progress = self.progress()
        return self.render(progress=progress) if progress else HttpResponseClientRefresh()


class ReadingRetry(ActionPage):
    """Read the same file once more."""

    permission = "plans.edit"
    model = Reading
    done = "已重新开始识读。"

    def run(self, instance: Reading, note: str) -> Reading:
        return retry_reading(instance, actor=self.actor)
