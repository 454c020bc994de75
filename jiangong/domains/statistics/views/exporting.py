"""Boards as .docx, .pdf and .xlsx in the layout of the notice's own tables."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase

from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics.queries.printing import board_document
from jiangong.domains.statistics.views.asking import BoardReader
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing.pages import PARAMETER
from jiangong.kit.printing.printed import Kind, print_document


class BoardExport(BoardReader):
    """``?as=xlsx`` gives the board of the address's place and day as a file; audited."""

    permission = "statistics.export"
    model = Plan
    kinds = (Kind.XLSX, Kind.DOCX, Kind.PDF)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        plan = self.get_object()
        kind = request.GET.get(PARAMETER, self.kinds[0])
        if kind not in self.kinds:
            raise Http404
        if not plan.is_published:
            raise Refusal("计划还没有下发，下发后才有进度可以导出。")
        document = board_document(self.shown)
        printed = print_document(document, Kind(kind), f"{document.title}{self.as_of:%Y%m%d}")
        with transaction.atomic():
            record(self.actor, "plans.plan.board_export", plan, kind=kind, as_of=str(self.as_of))
        return printed.response()
