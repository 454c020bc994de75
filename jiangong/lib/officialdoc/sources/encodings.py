"""The characters of a text file, whatever editor saved it."""

import codecs

from jiangong.lib.refused import Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4_096
_UNREADABLE = "文件不是可以识读的文本，请用Word或WPS打开并另存为.docx后重新识读。"


def decode(content: bytes) -> str:
    """UTF-8, UTF-16, UTF-32 or GB 18030 (which includes GBK and GB 2312)."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_readable(text):
            return text
    raise Refused(_UNREADABLE)


def _candidates(content: bytes) -> list[str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return [encoding]
    head = content[:_SAMPLE]
    if b"\0" in head:
        # Without a mark the byte order shows in line feeds, digits and blanks, whose high byte is zero.
        return ["utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"]
    if head.count(b"\n\x00") + head.count(b"\x00\n"):
        return ["utf-16-le"]
    return ["utf-8", "gb18030"]


def _is_readable(text: str) -> bool:
    sample = text[:_SAMPLE]
    odd = sum(
        1
        for character in sample
        if (character < " " and character not in "\t\n\r\f\v\x1a") or "\ue000" <= character <= "\uf8ff"
    )
    return odd * 20 <= len(sample)
