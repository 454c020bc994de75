"""Honest files of every kind are recognised and let through."""

import zipfile

import pytest

from jiangong.lib.filetypes import FileType, check_upload, sniff
from jiangong.lib.refused import Refused
from tests.hostile import corpus

HONEST = {
    "a.pdf": lambda: corpus.pdf("/OpenAction [3 0 R /Fit] /PageMode /UseNone"),
    "b.pdf": lambda: corpus.pdf(
        "/OpenAction << /S /GoTo /D [3 0 R /Fit] >>", "<< /Length 9 >>\nstream\n/JS /AA x\nendstream"
    ),
    "a.docx": lambda: corpus.docx({"word/embeddings/chart.xlsx": corpus.honest_workbook()}),
    "a.xlsx": corpus.honest_workbook,
    "a.jpg": lambda: corpus.picture("JPEG"),
    "a.JPEG": lambda: corpus.picture("JPEG"),
    "a.png": lambda: corpus.picture("PNG"),
    "a.gif": lambda: corpus.picture("GIF"),
    "a.webp": lambda: corpus.picture("WEBP"),
    "a.heic": lambda: b"\0\0\0\x18ftypheic" + bytes(100),
    "a.zip": lambda: corpus.zipped({"通知.docx": corpus.docx({})}),
    "a.ofd": lambda: corpus.zipped({"OFD.xml": b"<ofd/>"}),
    "a.doc": lambda: corpus.OLE + bytes(2000),
    "a.xls": lambda: corpus.OLE + bytes(2000),
    "a.wps": lambda: corpus.OLE + bytes(2000),
    "a.txt": lambda: ("工作通知" * 2000).encode("gb18030"),
    "a.csv": lambda: "姓名,单位\n".encode(),
    "a.md": lambda: "# 标题\n".encode(),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_file_is_accepted(name, tmp_path):
    path = tmp_path / "stored"
    path.write_bytes(HONEST[name]())
    found = check_upload(path, name, set(FileType))
    assert found == {"jpeg": "jpg"}.get(name.split(".")[1].lower(), name.split(".")[1].lower())


def test_type_outside_the_slot_is_refused_with_its_choices(tmp_path):
    path = tmp_path / "stored"
    path.write_bytes(corpus.picture("PNG"))
    with pytest.raises(Refused) as refusal:
        check_upload(path, "a.png", {FileType.PDF, FileType.DOCX})
    assert refusal.value.sentence == "这里不接受.png文件，请上传以下格式之一：docx、pdf。"


def test_wrong_extension_is_refused(tmp_path):
    path = tmp_path / "stored"
    path.write_bytes(corpus.picture("PNG"))
    with pytest.raises(Refused, match=r"扩展名“\.jpg”与内容不符"):
        check_upload(path, "a.jpg", set(FileType))


def test_binary_rubbish_is_unknown():
    assert sniff(b"\0\1\2\3" * 40, "a.txt") is FileType.UNKNOWN


def test_names_of_old_chinese_archivers_are_accepted(tmp_path):
    path = tmp_path / "stored"
    entry = zipfile.ZipInfo("placeholder")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, b"x")
    path.write_bytes(path.read_bytes().replace(b"placeholder", "工会通知甲".encode("gbk") + b"1"))
    assert check_upload(path, "a.zip", {FileType.ZIP}) is FileType.ZIP
