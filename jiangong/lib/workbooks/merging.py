"""Unfolds merged cells: what a reader sees across a merged range stands in every cell of it."""

from collections.abc import Iterable, Iterator

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.limits import MAX_COLUMNS
from jiangong.lib.workbooks.slices import Merge


class Unfolder:
    """Carries the value of each open merged range down and across while rows stream by."""

    def __init__(self, merges: list[Merge], most_cells: int) -> None:
        area = sum((each.bottom - each.top + 1) * (each.right - each.left + 1) for each in merges)
        if area > most_cells or any(each.right >= MAX_COLUMNS and each.left < MAX_COLUMNS for each in merges):
            raise Refused("合并单元格的范围过大，请取消合并后重新上传。")
        self._waiting = sorted(merges, key=lambda each: each.top, reverse=True)
        self._bottoms = [each.bottom for each in merges]

    def below(self, row: int) -> int:
        """How many ranges reach below a row; those of titles and notes above the header concern nobody."""
        return sum(bottom > row for bottom in self._bottoms)

    def rows(self, rows: Iterable[tuple[int, list]]) -> Iterator[tuple[int, list]]:
        """Rows that were blank before unfolding stay away, so a tall merge makes no rows of its own."""
        if not self._waiting:
            yield from rows
            return
        open_ranges: list[tuple[Merge, object]] = []
        for number, values in rows:
            open_ranges = [each for each in open_ranges if each[0].bottom >= number]
            while self._waiting and self._waiting[-1].top <= number:
                merge = self._waiting.pop()
                if merge.bottom >= number:
                    anchored = merge.top == number and merge.left < len(values)
                    open_ranges.append((merge, values[merge.left] if anchored else None))
            for merge, value in open_ranges:
                if value is not None:
                    values.extend([None] * (merge.right + 1 - len(values)))
                    values[merge.left : merge.right + 1] = [value] * (merge.right + 1 - merge.left)
            yield number, values
