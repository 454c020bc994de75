"""Tells what an uploaded file really is and turns away what must not be stored or shown."""

import enum
import re
import zlib
from collections.abc import Collection
from pathlib import Path, PurePath

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.archive import Caps, walk
from jiangong.lib.workbooks.prescan import MACROS, scan_part

_HEAD = 4_096
_BLOCK = 1 << 20
_OVERLAP = 256
_LARGEST_PDF_STREAM = 4 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_MARKUP = re.compile(rb"<(?:!doctype\s+(?:html|svg)|html|head|body|script|iframe|svg|\?xml)\b", re.IGNORECASE)
_ACTIVE = re.compile(rb"<(?:script|iframe|html|body)\b", re.IGNORECASE)
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|SubmitForm|ImportData|RichMedia)(?![A-Za-z])")
# Short names occur by chance in compressed pictures, so they count only outside streams.
_PDF_ACTIVE_SHORT = re.compile(rb"/(?:JS|AA|XFA)(?![A-Za-z])|/OpenAction\s*<<(?!\s*/S\s*/GoTo)")
_PDF_STREAM_BODY = re.compile(rb">>\s*stream\r?\n.*?endstream", re.DOTALL)
_PDF_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_EXECUTABLE = "不接受程序或脚本文件，请上传文档、表格或图片。"
_WEB_PAGE = "不接受网页或SVG文件，请转换为PDF或图片后重新上传。"


class FileType(enum.StrEnum):
    """Types an attachment slot may name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    WPS = "wps"
    JPG = "jpg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    ZIP = "zip"
    OFD = "ofd"
    TXT = "txt"
    CSV = "csv"
    MD = "md"
    UNKNOWN = "unknown"


PICTURES = frozenset({FileType.JPG, FileType.PNG, FileType.GIF, FileType.WEBP})
_ZIPPED = {"docx": FileType.DOCX, "xlsx": FileType.XLSX, "zip": FileType.ZIP, "ofd": FileType.OFD}
_COMPOUND = {"doc": FileType.DOC, "xls": FileType.XLS, "et": FileType.XLS, "wps": FileType.WPS}
_PLAIN = {"txt": FileType.TXT, "csv": FileType.CSV, "md": FileType.MD}
_EXTENSIONS = {"jpeg": "jpg", "heif": "heic", "markdown": "md", "et": "xls"}
_OWN_PART = {FileType.DOCX: "word/document.xml", FileType.XLSX: "xl/workbook.xml", FileType.OFD: "ofd.xml"}


def sniff(head: bytes, name: str) -> FileType:
    """The type told by the first bytes; the name only decides between types that share a container."""
    suffix = _suffix(name)
    if head.startswith(b"PK\x03\x04"):
        return _ZIPPED.get(suffix, FileType.ZIP)
    if head.startswith(_OLE):
        return _COMPOUND.get(suffix, FileType.DOC)
    for magic, found in (
        (b"%PDF-", FileType.PDF),
        (b"\xff\xd8\xff", FileType.JPG),
        (b"\x89PNG\r\n\x1a\n", FileType.PNG),
        (b"GIF87a", FileType.GIF),
        (b"GIF89a", FileType.GIF),
    ):
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileType.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return FileType.HEIC
    return _PLAIN.get(suffix, FileType.TXT) if _is_text(head) else FileType.UNKNOWN


def check_upload(path: Path, name: str, allowed: Collection[FileType]) -> FileType:
    """Returns the real type of an upload, or raises `Refused` with what to do."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Refused("文件是空的，请检查内容后重新上传。")
    found = sniff(head, name)
    _refuse_active(path, head, found)
    suffix = _suffix(name)
    if _EXTENSIONS.get(suffix, suffix) != found:
        raise Refused(f"文件的扩展名“.{suffix}”与内容不符，请用原来的软件打开并另存后重新上传。")
    if found not in allowed:
        offered = "、".join(sorted(allowed))
        raise Refused(f"这里不接受.{found}文件，请上传以下格式之一：{offered}。")
    if found is FileType.PDF:
        _check_pdf(path)
    elif found in _ZIPPED.values():
        _check_container(path, found)
    elif found in _COMPOUND.values():
        _check_compound(path)
    return found


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the block may end inside a character
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _refuse_active(path: Path, head: bytes, found: FileType) -> None:
    if head.startswith(_PROGRAMS):
        raise Refused(_EXECUTABLE)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    is_text = found in (FileType.TXT, FileType.CSV, FileType.MD, FileType.UNKNOWN)
    if is_text and (start.startswith(b"<") and _MARKUP.search(head)):
        raise Refused(_WEB_PAGE)
    window = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            window = window[-_OVERLAP:] + block
            if _EICAR in window:
                raise Refused("文件被识别为病毒，请先用杀毒软件检查电脑，再上传干净的文件。")
            if found in PICTURES and _ACTIVE.search(window):
                raise Refused("图片里夹带了网页代码，请重新截图或另存图片后上传。")


def _check_container(path: Path, found: FileType) -> None:
    names = set()
    for name, blocks in walk(path, Caps(nested=True)):
        names.add(name.lower())
        if name.lower().endswith((".exe", ".js", ".vbs", ".bat", ".cmd", ".scr", ".hta", ".lnk", ".dll")):
            raise Refused(_EXECUTABLE)
        if name.lower().endswith((".zip", ".rar", ".7z")):
            raise Refused("压缩包里还有压缩包，请解压后直接上传其中的文件。")
        window = b""
        for block in blocks:
            window = window[-_OVERLAP * 2 :] + block
            if _EICAR in window:
                raise Refused("文件被识别为病毒，请先用杀毒软件检查电脑，再上传干净的文件。")
            if found in (FileType.DOCX, FileType.XLSX) and name.endswith((".xml", ".rels")):
                scan_part(window, is_relations=name.endswith((".rels", "[Content_Types].xml")))
        if found is not FileType.ZIP and "vbaproject" in name.lower():
            raise Refused(MACROS)
    if _OWN_PART.get(found) not in {None, *names}:
        raise Refused(f"文件的扩展名“.{found}”与内容不符，请用原来的软件打开并另存后重新上传。")


def _check_compound(path: Path) -> None:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("文件设有密码，请取消密码后再上传。")
    if any(f"{storage}\0".encode("utf-16-le") in content for storage in ("_VBA_PROJECT", "Macros")):
        raise Refused(MACROS)


def _check_pdf(path: Path) -> None:
    content = path.read_bytes()
    if b"%%EOF" not in content[-2048:]:
        raise Refused("PDF文件不完整，请重新导出后上传。")
    if b"/Encrypt" in content:
        raise Refused("文件设有密码，请取消密码后再上传。")
    for part in (content, *_pdf_object_streams(content)):
        plain = _PDF_NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), part)
        if _PDF_ACTIVE.search(plain) or _PDF_ACTIVE_SHORT.search(_PDF_STREAM_BODY.sub(b"", plain)):
            raise Refused("PDF含有脚本或自动动作，请用“打印为PDF”重新生成后上传。")


def _pdf_object_streams(content: bytes) -> list[bytes]:
    """Objects may hide in compressed object streams; only those are opened, each to a bounded size."""
    opened = []
    for found in _PDF_STREAM.finditer(content):
        if b"/ObjStm" in content[max(0, found.start() - 300) : found.start()]:
            inflater = zlib.decompressobj()
            try:
                opened.append(inflater.decompress(content[found.end() :], _LARGEST_PDF_STREAM))
            except zlib.error as error:
                raise Refused("PDF文件已损坏，请重新导出后上传。") from error
    return opened
