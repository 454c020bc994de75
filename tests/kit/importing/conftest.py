"""A small importable thing, and the way of a file through the wizard."""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jiangong.domains.documents.models import Document
from jiangong.kit.importing import specs
from jiangong.kit.importing.models import ImportBatch
from jiangong.kit.importing.specs import Checker, ImportColumn, ImportSpec, as_text
from jiangong.kit.jobs.running import run_due

KEY = "tests.note"
HEADINGS = ["标题", "页数", "联系电话"]


def read_pages(cell: Any) -> int:
    if not as_text(cell).isdigit():
        raise ValueError("页数应为整数，例如：12。")
    return int(as_text(cell))


class NoteChecker(Checker):
    """Refuses a title seen before, in this file or in the register; doubts very long ones."""

    def __init__(self, actor: Any) -> None:
        super().__init__(actor)
        self.seen: set[str] = set()

    def check(self, rows: list[specs.Row]) -> None:
        titles = [row.values["title"] for row in rows if "title" in row.values]
        known = Document.objects.visible_to(self.actor).filter(title__in=titles)
        self.seen |= set(known.values_list("title", flat=True))
        for row in rows:
            if (title := row.values.get("title")) is None:
                continue
            if title in self.seen:
                row.refuse("title", "这个标题已经登记过。")
            if row.values.get("pages", 0) > 500:
                row.remind("pages", "页数很多，请核对。")
            self.seen.add(title)


class NoteImport(ImportSpec):
    """Documents with a title, for tests."""

    key = KEY
    label = "便签"
    model = Document
    permission = "people.import"
    checker = NoteChecker
    notes = ("每行一份。",)
    list_url = "documents:list"
    columns = (
        ImportColumn("title", "标题", required=True, also=("题名", "文件标题")),
        ImportColumn("pages", "页数", read=read_pages),
        ImportColumn("phone", "联系电话", is_text=True, mask=lambda text: text[:3] + "****" + text[-4:]),
    )

    def load(self, rows: Any, *, actor: Any, report: Callable[[int], None]) -> Callable[[], list[int]]:
        start = Document.unscoped.count()
        made = [
            Document(
                organization=actor.organization,
                title=row["title"],
                pages=row.get("pages"),
                register_year=2026,
                register_serial=start + place,
                register_number=f"收2026-{start + place}",
            )
            for place, row in enumerate(rows)
        ]
        report(len(made))
        return lambda: [document.pk for document in Document.unscoped.bulk_create(made)]

    def undo(self, keys: Any, *, actor: Any) -> int:
        return Document.unscoped.filter(pk__in=list(keys), version=0).delete()[0]


@pytest.fixture(autouse=True)
def notes_are_importable(monkeypatch):
    monkeypatch.setitem(specs._specs, KEY, NoteImport())


def workbook(rows: list[list[Any]], header: list[str] | None = None, merges: tuple[str, ...] = ()) -> bytes:
    """An .xlsx as a clerk might send it."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate([header or HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
        for place in merges:
            sheet.merge_range(place, rows[0][0])
    return held.getvalue()


@dataclass
class Wizard:
    """One person at the import pages."""

    client: Client
    key: str = KEY

    def send(self, content: bytes, name: str = "名单.xlsx", **fields: str) -> HttpResponse:
        fields = {"command_key": str(uuid.uuid4()), **fields}
        file = SimpleUploadedFile(name, content)
        return self.client.post(f"/imports/new/{self.key}/", {"file": file, **fields})

    def upload(self, content: bytes, name: str = "名单.xlsx") -> ImportBatch:
        """Send and let the check run."""
        response = self.send(content, name)
        assert response.status_code == 302, response.content.decode()
        run_due()
        return self.latest()

    def press(self, batch: ImportBatch, act: str, key: str = "") -> HttpResponse:
        return self.client.post(f"/imports/{batch.pk}/{act}/", {"command_key": key or str(uuid.uuid4())})

    def settle(self, batch: ImportBatch, act: str) -> ImportBatch:
        """Press a button and let what it queued run."""
        assert self.press(batch, act).status_code == 302
        run_due()
        return ImportBatch.unscoped.get(pk=batch.pk)

    def page(self, batch: ImportBatch) -> str:
        response = self.client.get(f"/imports/{batch.pk}/")
        assert response.status_code == 200
        return response.content.decode()

    def errors(self, batch: ImportBatch) -> bytes:
        response = self.client.get(f"/imports/{batch.pk}/errors/")
        assert response.status_code == 200
        return b"".join(response.streaming_content)

    @staticmethod
    def latest() -> ImportBatch:
        return ImportBatch.unscoped.order_by("-pk").first()


@pytest.fixture
def wizard(cast) -> Wizard:
    return Wizard(cast.client("district_officer"))
