"""The import wizard: choose a file, see what was found, confirm, take back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from jiangong.kit.access.permissions import label_of
from jiangong.kit.audit.recording import record
from jiangong.kit.importing import batches, previews
from jiangong.kit.importing.forms import UploadForm
from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.importing.sheets import errors_response, template_response
from jiangong.kit.importing.specs import ImportSpec, spec_of
from jiangong.kit.importing.tables import TONES, BatchTable
from jiangong.kit.pages import Action, ActionPage, Badge, FormPage, Head, Link, ListPage, Page

USE = "importing.use"
SECTION = "imports"


def allowed(spec: ImportSpec | None, actor: Any) -> ImportSpec:
    """The spec, if it exists and the actor may import such things."""
    if spec is None:
        raise Http404
    if not actor.can(spec.permission):
        raise PermissionDenied(f"您当前的任职没有“{label_of(spec.permission)}”的权限。")
    return spec


class BatchList(ListPage):
    """What was imported, by whom, with which result."""

    permission = USE
    model = ImportBatch
    table = BatchTable
    title = "导入记录"
    section = SECTION


class ImportStart(FormPage):
    """Choose a workbook for one kind of thing."""

    permission = USE
    form_class = UploadForm
    template_name = "ui/import_page.html"
    section = SECTION
    submit_label = "上传并检查"
    done = ""

    @property
    def spec(self) -> ImportSpec:
        return allowed(spec_of(self.kwargs["key"]), self.actor)

    def head(self) -> Head:
        crumbs = (Link(self.spec.label, self.cancel_url()), Link("导入"))
        return Head(title=f"导入{self.spec.label}", crumbs=crumbs)

    def cancel_url(self) -> str:
        return reverse(self.spec.list_url) if self.spec.list_url else reverse("importing:list")

    def context(self) -> dict[str, Any]:
        template_url = reverse("importing:template", args=[self.spec.key])
        return {**super().context(), "steps": previews.steps(0), "template_url": template_url}

    def perform(self, form: Any) -> ImportBatch:
        return batches.upload_batch(self.spec, form.cleaned_data["file"], actor=self.actor)


class ImportTemplate(Page):
    """The template to fill in."""

    permission = USE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return template_response(allowed(spec_of(kwargs["key"]), self.actor))


class BatchPage(Page):
    """What the pages of one batch share; only its own kind's importers see it."""

    permission = USE
    model = ImportBatch
    section = SECTION

    @property
    def spec(self) -> ImportSpec:
        return allowed(spec_of(self.get_object().kind), self.actor)


class BatchDetail(BatchPage):
    """One import at whatever stage it is."""

    template_name = "importing/batch_detail.html"

    def head(self) -> Head:
        batch, spec = self.get_object(), self.spec
        list_url = reverse(spec.list_url) if spec.list_url else ""
        return Head(
            title=f"导入{spec.label}",
            crumbs=(Link(spec.label, list_url), Link("导入记录", reverse("importing:list"))),
            badge=self.badge(batch),
            meta=self.meta(batch),
            actions=self.actions(batch, list_url),
        )

    def badge(self, batch: ImportBatch) -> Badge:
        if batches.stopped_job(batch):
            return Badge("已停止", "crit")
        return Badge(batch.get_state_display(), TONES[BatchState(batch.state)])

    def meta(self, batch: ImportBatch) -> tuple[str, ...]:
        found = [batch.file_name]
        if batch.sheet:
            found.append(f"工作表“{batch.sheet}”")
        if batch.blank:
            found.append(f"已跳过{batch.blank}行空行")
        if batch.merged:
            found.append("合并单元格已展开")
        if batch.ignored:
            found.append(f"未导入的列：{'、'.join(batch.ignored[:5])}")
        return tuple(found)

    def actions(self, batch: ImportBatch, list_url: str) -> tuple[Action, ...]:
        def address(name: str) -> str:
            return reverse(f"importing:{name}", args=[batch.pk])

        if batches.stopped_job(batch):
            return (
                Action("取消", address("cancel"), method="post"),
                Action("重新检查", address("recheck"), "refresh", method="post", primary=True),
            )
        if batch.state == BatchState.CHECKED:
            blocked = "" if batch.importable else "没有可以导入的行。"
            return (
                *self.remedies(batch),
                Action("取消", address("cancel"), method="post"),
                Action("重新检查", address("recheck"), "refresh", method="post"),
                Action(
                    f"导入{batch.importable:,}行",
                    address("confirm"),
                    method="post",
                    primary=True,
                    blocked=blocked,
                ),
            )
        if batch.state == BatchState.IMPORTED:
            consequences = (
                f"本次导入的{batch.imported:,}行将被删除。",
                "导入后改动过、被引用过或加了附件的行保留。",
                "撤销会留下审计记录。",
            )
            undo = Action(
                "撤销导入", address("undo"), "arrow-back-up", "post", danger=True, consequences=consequences
            )
            return (undo, Action("查看列表", list_url, primary=True)) if list_url else (undo,)
        if batch.state in {BatchState.REFUSED, BatchState.CANCELLED, BatchState.UNDONE}:
            return (
                Action("重新上传", reverse("importing:start", args=[batch.kind]), "upload", primary=True),
            )
        return ()

    def remedies(self, batch: ImportBatch) -> tuple[Action, ...]:
        """Where the actor can settle what stood in the way of rows."""
        if not batch.failed:
            return ()
        return tuple(
            Action(remedy.label, reverse(remedy.url_name), "help")
            for remedy in self.spec.remedies
            if self.actor.can(remedy.permission)
        )

    def context(self) -> dict[str, Any]:
        batch = self.get_object()
        return {
            "batch": batch,
            "steps": previews.steps_of(batch),
            "progress": previews.progress_of(batch),
            "check": previews.check_of(batch, self.spec),
            "sample": previews.sample_of(batch, self.spec),
            "stayed": previews.stayed_of(batch, self.spec, self.actor),
            "banners": previews.banners_of(batch, self.actor),
        }


class BatchProgress(BatchPage):
    """Polled while a job runs; when it ends the whole page is asked for again."""

    template_name = "ui/components/job_progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        progress = previews.progress_of(self.get_object())
        return self.render(progress=progress) if progress else HttpResponseClientRefresh()


class BatchErrors(BatchPage):
    """The failed rows with what is wrong, ready to correct and send again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        batch, spec = self.get_object(), self.spec
        with transaction.atomic():
            record(self.actor, "importing.importbatch.errors", batch, rows=batch.failed)
        return errors_response(batch, spec)


class BatchAct(ActionPage):
    """Something done to a batch; its kind's permission is asked as well."""

    permission = USE
    model = ImportBatch
    done = ""

    def get_object(self) -> ImportBatch:
        batch = super().get_object()
        allowed(spec_of(batch.kind), self.actor)
        return batch


class BatchConfirm(BatchAct):
    """Bring the good rows in."""

    def run(self, instance: ImportBatch, note: str) -> None:
        batches.confirm_batch(instance, actor=self.actor)


class BatchRecheck(BatchAct):
    """Check again, after names were settled."""

    def run(self, instance: ImportBatch, note: str) -> None:
        batches.recheck_batch(instance, actor=self.actor)


class BatchCancel(BatchAct):
    """Drop the batch."""

    done = "已取消，没有导入任何数据。"

    def run(self, instance: ImportBatch, note: str) -> None:
        batches.cancel_batch(instance, actor=self.actor)


class BatchUndo(BatchAct):
    """Take the rows back."""

    def run(self, instance: ImportBatch, note: str) -> None:
        batches.undo_batch(instance, actor=self.actor)
