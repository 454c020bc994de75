"""The door: a file is checked, converted when it is an old one, parsed apart, and comes back as a reading."""

import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from jiangong.lib.filetypes import FileType, check_upload, sniff
from jiangong.lib.limited import Bounds, run_limited
from jiangong.lib.officialdoc.composing import MOST_CHARACTERS
from jiangong.lib.officialdoc.reading import Reading
from jiangong.lib.officialdoc.sources import office
from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.prescan import prescan

_MEBIBYTE = 1 << 20
_LARGEST = 50 * _MEBIBYTE
_LARGEST_TEXT = 12 * _MEBIBYTE
_TEXT = frozenset((FileType.TXT, FileType.MD, FileType.CSV))
_OLD = frozenset((FileType.DOC, FileType.WPS))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {FileType.DOCX: "docx", FileType.XLSX: "xlsx", FileType.PDF: "pdf"}
_BOUNDS = {"pdf": Bounds(cpu_seconds=90, waiting_seconds=120)}
_LARGE_PART = 64 * _MEBIBYTE
_NOT_READ = "这种文件不能识读，请另存为.docx、.xlsx、.pdf或.txt后再上传。"


def read(source: Path | bytes, name: str = "", usual_units: Sequence[str] = ()) -> Reading:
    """The reading of a file; `name` is what it was called, by default the path's. Raises `Refused`."""
    if isinstance(source, Path):
        return _read_file(source, name or source.name, usual_units)
    with tempfile.TemporaryDirectory(prefix="jiangong-read-") as place:
        path = Path(place) / "document"
        path.write_bytes(source)
        return _read_file(path, name, usual_units)


def read_text(text: str, usual_units: Sequence[str] = ()) -> Reading:
    """The reading of pasted text."""
    if len(text) > MOST_CHARACTERS:
        raise Refused("粘贴的文字过长，请拆分后分别识读。")
    return read(text.encode(), "pasted.txt", usual_units)


def _read_file(path: Path, name: str, usual_units: Sequence[str]) -> Reading:
    if not path.is_file():
        raise Refused("找不到这个文件，请检查文件名和路径。")
    if path.stat().st_size > _LARGEST:
        raise Refused(f"文件超过{_LARGEST // _MEBIBYTE}MB，请删去图片或拆分后再识读。")
    with path.open("rb") as file:
        head = file.read(4096)
    found = _type_of(path, head, name)
    if found in _OLD:
        with tempfile.TemporaryDirectory(prefix="jiangong-convert-") as place:
            converted = office.to_docx(path, Path(place))
            check_upload(converted, "converted.docx", (FileType.DOCX,))
            return _parsed(converted, "docx", usual_units)
    if found is FileType.XLSX:
        prescan(path, name=name)
    if found is FileType.DOCX:
        _check_parts(path)
    return _parsed(path, _KINDS.get(found, "txt"), usual_units)


def _type_of(path: Path, head: bytes, name: str) -> FileType:
    """The type of the contents; text may carry any name, also none."""
    suffix = Path(name).suffix.lower()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        suffix in (".txt", ".md") and sniff(head, name) is FileType.UNKNOWN and _is_wide_text(head)
    ):
        return _sized(path)
    if suffix in (".xls", ".et"):
        raise Refused("不支持旧版.xls文件，请在Excel或WPS中另存为.xlsx后再上传。")
    if suffix in (".docm", ".dotm", ".xlsm"):
        raise Refused("文件含有宏或可执行内容，请另存为不含宏的格式后再上传。")
    if head.startswith(_OLE) and suffix in (".docx", ".xlsx"):
        name = "renamed.doc"  # an old or encrypted file under a new name
    kind = sniff(head, name)
    if kind in _TEXT and suffix not in (".txt", ".md", ".csv", ".docx", ".xlsx", ".pdf", ".doc", ".wps"):
        name = "pasted.txt"
    if kind not in (*_KINDS, *_TEXT, *_OLD):
        raise Refused(_NOT_READ)
    try:
        found = check_upload(path, name, (*_KINDS, *_TEXT, *_OLD))
    except Refused as refusal:
        raise Refused(
            refusal.sentence.replace("Excel或WPS", "Word或WPS") if suffix != ".xlsx" else refusal.sentence
        ) from refusal
    return _sized(path) if found in _TEXT else found


def _is_wide_text(head: bytes) -> bool:
    """UTF-16 without its mark: half of the bytes of digits, blanks and line feeds are zero."""
    zeros = head.count(0)
    return (
        zeros > 0
        and not head.startswith((b"PK", b"%PDF", b"\xd0\xcf"))
        and zeros * 2 <= len(head)
        and (b"\n\0" in head or b"\0\n" in head)
    )


def _sized(path: Path) -> FileType:
    if path.stat().st_size > _LARGEST_TEXT:
        raise Refused(f"文本超过{_LARGEST_TEXT // _MEBIBYTE}MB，请拆分后再识读。")
    return FileType.TXT


def _check_parts(path: Path) -> None:
    """`check_upload` has proved the sizes true; what is parsed whole must not be huge."""
    with zipfile.ZipFile(path) as archive:
        if any(part.file_size > _LARGE_PART for part in archive.infolist() if part.filename.endswith(".xml")):
            raise Refused("文件内容过长，超出一份文书的范围，请拆分成几个文件后分别识读。")


def _parsed(path: Path, kind: str, usual_units: Sequence[str]) -> Reading:
    answer = run_limited(
        f"jiangong.lib.officialdoc.sources.{kind}",
        [str(path.resolve()), "\n".join(usual_units)],
        _BOUNDS.get(kind, Bounds()),
    )
    return Reading.from_json(answer["reading"], answer["text"])
