"""Looks at an uploaded workbook before any parser does and turns away what could hurt one."""

import re
from collections.abc import Iterator
from pathlib import Path

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.archive import Caps, walk
from jiangong.lib.workbooks.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_EXCEL_ROWS, Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OVERLAP = 512
_LONGEST_RUN = MAX_CELL_CHARACTERS * 6  # a character is at most 6 bytes as an entity such as &#x9f;
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet")
_DDE_FORMULA = re.compile(
    rb"<f(?:\s[^>]*)?>(?:[^<]*(?:[=(,+*/-]|&amp;|&[lg]t;))?\s*[\w.]+\|(?:'[^'<]*'|[^'\"<!]*)!"
)
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s+ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_WIDE_CELL = re.compile(
    rb'<c r="((?:[A-Z]{3,}|[J-Z][A-Z]|I[W-Z])\d+)"[^>]*(?<!/)><(?!/)'
)  # beyond IV, with a value
_EXTERNAL = re.compile(
    rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE
)
_TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff")
MACROS = "文件含有宏或可执行内容，请另存为不含宏的格式后再上传。"
_RESAVE = "请用Excel或WPS打开并另存为.xlsx后重新上传。"


def prescan(path: Path, *, limits: Limits | None = None, name: str = "") -> None:
    """Raises `Refused` unless the file may be handed to the limited child; `name` is the uploaded file name."""
    limits = limits or Limits()
    suffix = Path(name or path.name).suffix.lower()
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise Refused("文件是空的，请检查内容后重新上传。")
    if head.startswith(_OLE):
        raise Refused(_ole_sentence(path))
    if suffix in (".xls", ".et"):
        raise Refused("不支持旧版.xls文件，请在Excel或WPS中另存为.xlsx后再上传。")
    if suffix in (".xlsm", ".xltm", ".xlsb"):
        raise Refused(MACROS)
    if head.startswith(b"PK"):
        _prescan_workbook(path, limits)
    elif suffix in (".csv", ".txt", ".tsv", ""):
        _prescan_text(path, head, limits)
    else:
        raise Refused("文件不是有效的Excel工作簿，" + _RESAVE)


def is_workbook(path: Path) -> bool:
    """True for a zip container, False for delimited text."""
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _ole_sentence(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(4 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "文件设有密码，请取消密码后再上传。"
    return "不支持旧版.xls文件，请在Excel或WPS中另存为.xlsx后再上传。"


def _prescan_text(path: Path, head: bytes, limits: Limits) -> None:
    if path.stat().st_size > limits.inflated_bytes:
        raise Refused(f"文件超过{limits.inflated_bytes >> 20}MB，请拆分成几个文件后分别上传。")
    if head.startswith(_TEXT_BOMS):
        raise Refused("文件编码是UTF-16，请另存为“CSV UTF-8”格式后重新上传。")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"%PDF", b"{\\rtf")) or b"\0" in head:
        raise Refused("文件不是CSV文本，请另存为.xlsx或“CSV UTF-8”格式后重新上传。")


def _prescan_workbook(path: Path, limits: Limits) -> None:
    names: set[str] = set()
    caps = Caps(limits.entries, limits.inflated_bytes, limits.ratio)
    for name, blocks in walk(path, caps):
        names.add(name)
        _check_name(name.lower())
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _scan_xml(name, blocks)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise Refused("文件不是有效的Excel工作簿，" + _RESAVE)


def _check_name(name: str) -> None:
    if "vbaproject" in name or "/macrosheets/" in name or name.endswith((".bin", ".exe", ".js", ".dll")):
        if "printersettings" not in name:
            raise Refused(MACROS)
    elif "/externallinks/" in name:
        raise Refused("文件引用了其他工作簿，请在“数据—编辑链接”中断开链接后再上传。")
    elif "/embeddings/" in name:
        raise Refused("文件里嵌入了其他文档，请删除嵌入的对象后重新上传。")


def _scan_xml(name: str, blocks: Iterator[bytes]) -> None:
    is_sheet = "/worksheets/" in name and not name.endswith(".rels")
    has_texts = is_sheet or name.endswith("sharedStrings.xml")
    window, run = b"", 0
    for number, block in enumerate(blocks):
        if number == 0:
            _scan_start(block)
        window = window[-_OVERLAP:] + block
        if has_texts:
            run = _run_of_text(block, run)
        if is_sheet:
            _scan_cells(window)
        scan_part(window, is_relations=name.endswith((".rels", "[Content_Types].xml")))


def scan_part(window: bytes, *, is_relations: bool) -> None:
    """The checks that every Office part shares, spreadsheet or text document."""
    if b"<!" in window and _FORBIDDEN.search(window):
        raise Refused("文件结构含有不允许的声明，请用原来的软件打开并另存后重新上传。")
    if not is_relations:
        return
    if b"macroEnabled" in window or b"vbaProject" in window:
        raise Refused(MACROS)
    for found in _EXTERNAL.findall(window):
        if b"/hyperlink" not in found:
            raise Refused("文件引用了外部内容，请断开外部链接后再上传。")


def _scan_start(block: bytes) -> None:
    start = block[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<") or b"\0" in start:
        raise Refused("文件已损坏，" + _RESAVE)
    found = _DIMENSION.search(start)
    if found and (len(found[1]) > 3 or len(found[2]) > 7 or int(found[2]) > MAX_EXCEL_ROWS):
        raise Refused(f"表格声明的范围超过{MAX_EXCEL_ROWS:,}行，" + _RESAVE)


def _scan_cells(window: bytes) -> None:
    if found := _WIDE_CELL.search(window):
        raise Refused(f"单元格{found[1].decode()}超出前{MAX_COLUMNS}列，请删除多余的列后重新上传。")
    if b"|" in window and _DDE_FORMULA.search(window):
        raise Refused("文件含有调用外部程序的公式，请把公式粘贴为数值后重新上传。")


def _run_of_text(block: bytes, run: int) -> int:
    first = block.find(b"<")
    if run + (len(block) if first < 0 else first) > _LONGEST_RUN:
        raise Refused(f"有单元格超过{MAX_CELL_CHARACTERS:,}个字，请缩短后重新上传。")
    return run + len(block) if first < 0 else len(block) - block.rfind(b"<")
