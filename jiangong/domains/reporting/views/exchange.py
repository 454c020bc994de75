"""The Excel round trip: a window's sheet out, filled in, back in — each cell that differs shown with both values."""

import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions.exchanging import Taken, take_in
from jiangong.domains.reporting.forms.exchange import TakeInForm
from jiangong.domains.reporting.models import RELATED, Report, Window
from jiangong.domains.reporting.queries.exchange import CellChange, read_exchange, write_exchange
from jiangong.domains.reporting.views.windows import WindowPage
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Link

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_REPORTS = 500
THEIRS = "theirs"


def reports_within(window: Window, actor: Actor) -> list[Report]:
    """The window's reports within reach, in the notice's order."""
    rows = Report.objects.visible_to(actor).filter(window=window)
    return list(rows.select_related(*RELATED).order_by("position", "pk")[:MOST_REPORTS])


class WindowExport(WindowPage):
    """The sheet of every unit within reach, to be filled in; audited."""

    permission = "reporting.export"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        window = self.get_object()
        reports = reports_within(window, self.actor)
        content = write_exchange(window, reports)
        with transaction.atomic():
            record(self.actor, "reporting.window.export", window, rows=len(reports))
        response = HttpResponse(content, content_type=KIND)
        response["Content-Disposition"] = (
            f"attachment; filename*=UTF-8''{quote(str(window))}{quote('填报表')}.xlsx"
        )
        return response


class WindowTakeIn(WindowPage, FormPage):
    """Compare an uploaded sheet with what stands here; nothing is written yet."""

    permission = "reporting.fill"
    title = "导入填报表"
    form_class: type[forms.Form] = TakeInForm
    submit_label = "核对"
    intro = "选择从这里导出并填好的填报表。系统逐格比对，改过的先给您看，确认后才写入草稿。"
    template_name = "reporting/take_in.html"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (*super().crumbs, Link(self.title))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.open_form(data=request.POST, files=request.FILES)
        changes = None
        if form.is_valid():
            try:
                changes = self.compare(form.cleaned_data["file"])
            except Refusal as refusal:
                self.explain(form, refusal)
        status = 200 if changes is not None else 422
        return self.render(form=form, changes=changes, status=status, **self.told(changes))

    def compare(self, upload: Any) -> list[CellChange]:
        """Read through a limited child, from a file that is gone afterwards."""
        reports = reports_within(self.get_object(), self.actor)
        with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".xlsx") as kept:
            for piece in upload.chunks():
                kept.write(piece)
            kept.flush()
            return read_exchange(Path(kept.name), upload.name or "", reports)

    def told(self, changes: list[CellChange] | None) -> dict[str, Any]:
        if changes is None:
            return {}
        shut = {one.report.pk: self.why_shut(one.report) for one in changes}
        return {
            "fresh": [one for one in changes if not shut[one.report.pk] and not one.is_conflict],
            "conflicts": [one for one in changes if not shut[one.report.pk] and one.is_conflict],
            "shut": [(one, shut[one.report.pk]) for one in changes if shut[one.report.pk]],
        }

    def why_shut(self, report: Report) -> str:
        if rules.is_own(report, self.actor):
            return rules.filling_refusal(report, self.actor)
        if not self.actor.can("reporting.review"):
            return "这是别的单位的上报表。"
        return rules.standing_in_refusal(report, self.actor)

    def cancel_url(self) -> str:
        return self.get_object().get_absolute_url()


class WindowTakeInConfirm(WindowPage, ActionPage):
    """Write the chosen cells into drafts."""

    permission = "reporting.fill"
    http_method_names = ("post",)
    done = "已写入草稿，核对后再报送。"

    def run(self, instance: Window, note: str) -> None:
        reports = reports_within(instance, self.actor)
        take_in(instance, reports, self.cells(), actor=self.actor)

    def cells(self) -> list[Taken]:
        """``cell-<report>-<goal>``: both values; a conflict says which one is meant."""
        found = []
        for name, sent in self.request.POST.items():
            _, _, key = name.partition("cell-")
            if not name.startswith("cell-") or self.request.POST.get(f"pick-{key}", THEIRS) != THEIRS:
                continue
            try:
                report, goal = (int(part) for part in key.split("-"))
                theirs, now = (Decimal(part) if part else None for part in str(sent).split("|"))
            except (ValueError, InvalidOperation):
                raise Refusal("提交的内容不完整，没有写入。请重新导入。") from None
            found.append(Taken(report, goal, theirs, now))
        return found
