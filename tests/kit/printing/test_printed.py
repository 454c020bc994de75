"""The one door: kinds, names, headers."""

import io
import zipfile
from urllib.parse import quote

import pytest

from jiangong.kit.printing.printed import CONTENT_TYPES, WRITERS, Kind, file_name, print_document
from tests.factories.notices import make_notice

STARTS = {Kind.DOCX: b"PK", Kind.PDF: b"%PDF-", Kind.XLSX: b"PK", Kind.TEXT: b"\xef\xbb\xbf"}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_written_and_has_a_content_type(kind):
    printed = print_document(make_notice(), kind)
    assert printed.content.startswith(STARTS[kind])
    assert (printed.kind, printed.name) == (kind, f"河州市总工会关于开展2021年度劳动和技能竞赛的通知.{kind}")
    assert set(WRITERS) == set(CONTENT_TYPES) == set(Kind)


def test_a_file_is_a_download_no_cache_keeps_and_no_browser_runs():
    answer = print_document(make_notice(), Kind.DOCX, "甲/乙").response()
    assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('甲_乙.docx')}"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("通知", "通知.pdf"),
        ("../../etc/passwd", "_.._etc_passwd.pdf"),
        ('a"b\r\nX: 1', "a_b_X_ 1.pdf"),
        ("", "文件.pdf"),
        ("...", "文件.pdf"),
        ("字" * 300, "字" * 80 + ".pdf"),
    ],
)
def test_names_that_every_file_system_takes(title, name):
    assert file_name(title, Kind.PDF) == name
