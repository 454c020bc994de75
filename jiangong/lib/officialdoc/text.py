"""Spellings evened out without moving a character, so that every offset found is an offset in the text."""

import re
import unicodedata

Span = tuple[int, int]

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SINGLES = {
    "〔": "[", "〕": "]", "【": "[", "】": "]", "〖": "[", "〗": "]", "﹝": "(", "﹞": ")", "〈": "(", "〉": ")",
    "﹙": "(", "﹚": ")", "—": "-", "–": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "─": "-",
    "～": "~", "〜": "~", "∼": "~", "∶": ":", "︰": ":", "﹕": ":", "﹔": ";", "﹐": ",", "﹑": "、", "．": ".",
    "‧": "·", "•": "·", "・": "·", "﹪": "%", "＂": '"', "○": "〇", "Ｏ": "O", "⩾": "≥", "≧": "≥", "⩽": "≤", "≦": "≤",
    "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "﹣": "-",
}  # fmt: skip
_FOLDING: dict[int, int | str] = {**_FULL_WIDTH, **{ord(key): value for key, value in _SINGLES.items()}}
# What never carries meaning: zero-width marks, soft hyphens, controls other than tab and line feed.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffd]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0c\x0b\u2028\u2029\x85]")
# Radicals and compatibility forms that PDF fonts put in place of the character itself.
_LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
# A point typed for the full stop of a sentence, not behind a label such as 一.
_FULL_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff)”》%])(?<![一二三四五六七八九十]|件)\.(?=\s|[\u4e00-\u9fff“]|$)", re.MULTILINE
)
_BLANKS = re.compile(r"\s+")
_OPENING, _CLOSING = "([{《“", ")]}》”"


def clean(text: str) -> str:
    """Text as it entered the product: one kind of line end, nothing invisible."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return _LOOKALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0])[:1], text)


def fold(text: str) -> str:
    """Half-width brackets, digits, letters and punctuation; as many characters as before."""
    return _FULL_STOP.sub("。", text.translate(_FOLDING))


def squeeze(text: str) -> str:
    """Without any blanks: how names are given."""
    return _BLANKS.sub("", text)


def tidy(text: str) -> str:
    """Blanks between Latin letters stay, those a typesetter put between characters of a sentence go."""
    return re.sub(r"(?<![A-Za-z,.;:])\s+|\s+(?![A-Za-z])", "", text.strip())


def smooth(text: str) -> str:
    """A title on one line: runs of blanks become one."""
    return _BLANKS.sub(" ", text).strip()


def core(text: str) -> str:
    """What two spellings of a title have in common: no blanks, quotes or punctuation."""
    return re.sub(r"[\s\"'“”‘’《》()\[\]·,.、:;。-]", "", fold(text))


def closing_of(folded: str, start: int, limit: int | None = None) -> int:
    """Offset of the bracket that closes the one at `start`, or -1; nested brackets are respected."""
    depth = 0
    for position in range(start, min(len(folded), limit or len(folded))):
        if folded[position] in "([{":
            depth += 1
        elif folded[position] in ")]}":
            depth -= 1
            if depth == 0:
                return position
    return -1


def split_outside(folded: str, separators: str) -> list[Span]:
    """Pieces between separators that stand outside every bracket; empty pieces are left out."""
    pieces, depth, begin = [], 0, 0
    for position, character in enumerate(folded):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and character in separators:
            pieces.append((begin, position))
            begin = position + 1
    pieces.append((begin, len(folded)))
    return [trimmed for piece in pieces if (trimmed := trim(folded, piece))[0] < trimmed[1]]


def trim(text: str, span: Span, marks: str = "") -> Span:
    """The span without blanks (and `marks`) at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in marks):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return start, end
