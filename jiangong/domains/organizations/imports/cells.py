"""How cells of organizations and enterprises are read, and where their unknown names are settled."""

from collections.abc import Callable
from typing import Any

from jiangong.kit.importing.specs import Remedy, as_text

NAMES_TO_SETTLE = Remedy("待认名称", "organizations:name_question_list", "organizations.resolve_names")
_YES, _NO = {"是", "√", "1"}, {"否", "×", "0"}


def read_text(limit: int) -> Callable[[Any], str]:
    """A reader of text up to ``limit`` characters."""

    def read(cell: Any) -> str:
        text = as_text(cell)
        if len(text) > limit:
            raise ValueError(f"超过{limit}个字，请缩短。")
        return text

    return read


def read_count(cell: Any) -> int:
    text = as_text(cell).replace(",", "").removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise ValueError("应为不超过8位的整数，请改正。")
    return int(text)


def read_flag(cell: Any) -> bool:
    text = as_text(cell).removesuffix(".0")
    if text not in _YES | _NO:
        raise ValueError("这里请填“是”或“否”。")
    return text in _YES
