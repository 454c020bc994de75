"""The fixed words of official documents: labels of headings, the list of annexes, dates, addressees."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from jiangong.lib.officialdoc.numbers import to_chinese
from jiangong.lib.officialdoc.writing.description import (
    Annex,
    Block,
    Heading,
    Imprint,
    Paragraph,
    Rubric,
    TableBlock,
)

_BARE = "，。；：、？！"


def label_of(level: int, number: int) -> str:
    """The label of the n-th heading of a level."""
    if level in {1, 2}:
        word = to_chinese(number)
        return f"{word}、" if level == 1 else f"（{word}）"
    return f"{number}." if level == 3 else f"（{number}）"


def labelled(blocks: Iterable[Block]) -> Iterator[Heading | Paragraph | TableBlock]:
    """The blocks as they are drawn: headings with their labels, rubrics as tables."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Rubric):
            yield block.as_table()
        elif isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            yield replace(block, label=block.label or label_of(block.level, counts[block.level - 1]))
        else:
            yield block


def laid(blocks: Iterable[Block]) -> Iterator[tuple[Heading | Paragraph | TableBlock, bool]]:
    """The same, each with whether it lies sideways: a wide table does, and the heading right over it goes along."""
    parts = list(labelled(blocks))
    for block, following in zip(parts, [*parts[1:], None], strict=True):
        table = following if isinstance(block, Heading) else block
        yield block, isinstance(table, TableBlock) and table.is_wide


def addressees_line(names: tuple[str, ...]) -> str:
    """Names joined by 、 and closed by a colon; what brings its own punctuation keeps it."""
    line = "".join(name if name[-1:] in _BARE else f"{name}、" for name in names)
    return f"{line[:-1]}：" if line else ""


def annex_lines(annexes: tuple[Annex, ...]) -> list[str]:
    """附件：一个不编号，多个编号."""
    if len(annexes) == 1:
        return [f"附件：{annexes[0].title}"]
    lines = [f"{number}.{annex.title}" for number, annex in enumerate(annexes, 1)]
    return [f"附件：{lines[0]}", *lines[1:]] if lines else []


def annex_label(number: int, count: int) -> str:
    return "附件" if count == 1 else f"附件{number}"


def prose_date(day: date) -> str:
    """2021年4月9日: no leading noughts."""
    return f"{day.year}年{day.month}月{day.day}日"


def imprint_lines(imprint: Imprint) -> tuple[str, str, str]:
    """Copies to, printed by, printed on."""
    copies = f"抄送：{'，'.join(imprint.copied_to)}。" if imprint.copied_to else ""
    return copies, imprint.printed_by, f"{prose_date(imprint.printed_on)}印发"
