"""How much of an outside file we are willing to look at."""

from dataclasses import dataclass

from jiangong.lib.limited import Bounds

MAX_EXCEL_ROWS = 1_048_576
MAX_COLUMNS = 256
MAX_CELL_CHARACTERS = 32_767
_MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Caps of one import; the defaults suit what a clerk sends, `Limits.large()` a whole federation."""

    rows: int = 200_000
    merged_cells: int = 2_000_000
    entries: int = 2_000
    inflated_bytes: int = 200 * _MEBIBYTE
    ratio: int = 100
    memory: int = 512 * _MEBIBYTE
    cpu_seconds: int = 30

    @classmethod
    def large(cls) -> "Limits":
        """A million rows inflate to about 600 MB of XML, which passes through the child slice by slice.

        The child stays near 125 MiB when texts stand in their cells; a workbook that Excel saved shares its
        texts in one table, which is held whole (about 450 MiB for three million different texts).
        """
        return cls(
            rows=1_100_000, inflated_bytes=1_500 * _MEBIBYTE, memory=1_024 * _MEBIBYTE, cpu_seconds=120
        )

    def bounds(self) -> Bounds:
        return Bounds(
            memory=self.memory, cpu_seconds=self.cpu_seconds, waiting_seconds=2.0 * self.cpu_seconds
        )
