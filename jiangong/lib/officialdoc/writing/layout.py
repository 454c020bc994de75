"""The measures of GB/T 9704-2012, said once: millimetres and points."""

import unicodedata

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_LEFT = 37, 28
TEXT_WIDTH, TEXT_HEIGHT = 156, 225
MARGIN_RIGHT = PAGE_WIDTH - MARGIN_LEFT - TEXT_WIDTH
MARGIN_BOTTOM = PAGE_HEIGHT - MARGIN_TOP - TEXT_HEIGHT
CHARACTERS, LINES = 28, 22
# 22 exact lines in 225 mm; 28 characters of 16 pt are 2 mm too wide for 156 mm, so each gives up a quarter point.
LINE_PITCH = 28.95
TRACKING = -0.25

BODY, TITLE, IMPRINT, CELL, LARGEST_MARK = 16, 22, 14, 12, 44  # 三号, 二号, 四号, 小四
SONG, XIAOBIAOSONG, FANGSONG, KAI, HEI = "宋体", "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
LATIN = "Times New Roman"
HEADING_FONTS = {1: HEI, 2: KAI, 3: FANGSONG, 4: FANGSONG}
RED = "FF0000"

MARK_DROP = 35  # from the top of the text block to the red mark
PAGE_NUMBER_DROP = 7  # from the text block down to the page number

_MM_PER_POINT = 25.4 / 72
CELL_PADDING = 3.8
_LONGEST_CELL, _LONGEST_HEADING = 22, 5


def breadth(text: str) -> float:
    """How many full characters wide a text is: a Latin letter or digit takes half of one."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)


def natural_width(cells: list[str], heading: str) -> float:
    """Millimetres a column wants: its longest line, within reason; headings may break."""
    longest = max((breadth(line) for cell in cells for line in cell.splitlines()), default=0)
    wanted = max(min(longest, _LONGEST_CELL), min(breadth(heading), _LONGEST_HEADING), 2)
    return wanted * CELL * _MM_PER_POINT + CELL_PADDING


def mark_size(characters: float, width: float = TEXT_WIDTH) -> int:
    """The size of the red mark: as large as one line of ``width`` allows."""
    return min(LARGEST_MARK, int(width / _MM_PER_POINT / max(characters, 1)))
