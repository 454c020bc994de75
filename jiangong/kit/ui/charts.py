"""A line over months as SVG whose figures are attributes, with axes in HTML; its table stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from jiangong.kit.ui.marks import written
from jiangong.lib.amounts import shown

WIDTH, HEIGHT = Decimal(1100), Decimal(200)
NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
LINES = 4


def top_of(highest: Decimal) -> Decimal:
    """A round value that is not less: the scale ends in four even steps."""
    step = highest / LINES
    power = Decimal(1).scaleb(step.adjusted())
    return next(power * one for one in NICE if power * one >= step) * LINES


@dataclass(frozen=True)
class LineChart:
    """A figure through some months, beside an earlier time and where it should be."""

    name: str
    unit: str
    labels: tuple[str, ...]
    now: tuple[Decimal | None, ...]  # nothing for months to come
    past: tuple[Decimal | None, ...] = ()
    target: Decimal | None = None
    is_cumulative: bool = True

    @property
    def top(self) -> Decimal:
        drawn = [one for one in (*self.now, *self.past, self.target) if one is not None]
        return top_of(max([*drawn, Decimal(1)]))

    @property
    def scale(self) -> list[str]:
        """The labels beside the lines, the highest first."""
        return [shown((self.top * part / LINES).normalize()) for part in range(LINES, -1, -1)]

    @property
    def has_past(self) -> bool:
        return any(self.past)

    @property
    def steps(self) -> list[Decimal | None]:
        return steps(self.now)

    @property
    def spoken(self) -> str:
        """For who hears the page."""
        known = [(label, one) for label, one in zip(self.labels, self.now, strict=True) if one is not None]
        if not known:
            return f"{self.name}还没有数据。"
        (first, least), (last, most) = known[0], known[-1]
        return f"{self.name}：{first}{shown(least)}{self.unit}，{last}{shown(most)}{self.unit}。"

    @property
    def plot(self) -> SafeString:
        """Grid, the line of time, last year, this year."""
        now = self._line(self.now)
        before = self._line(self.past) if self.has_past else []
        frame = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none"'
        parts = [
            f'<svg class="chart__plot" {frame} role="img" aria-label="{written(self.spoken)}">',
            f'<line class="ax" x1="0" x2="{WIDTH}" y1="{HEIGHT}" y2="{HEIGHT}"/>',
        ]
        for part in range(1, LINES + 1):
            y = HEIGHT - HEIGHT * part / LINES
            parts.append(f'<line class="gl" x1="0" x2="{WIDTH}" y1="{y:f}" y2="{y:f}"/>')
        parts.append(self._reference())
        if before:
            parts.append(f'<polyline class="past" points="{_points(before)}"/>')
        if now:
            area = [(now[0][0], HEIGHT), *now, (now[-1][0], HEIGHT)]
            parts.append(f'<polygon class="area" points="{_points(area)}"/>')
            parts.append(f'<polyline class="ln" points="{_points(now)}"/>')
            x, y = now[-1]
            parts.append(f'<line class="pt" x1="{x:.1f}" x2="{x:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>')
        return SafeString("".join([*parts, "</svg>"]))

    def _reference(self) -> str:
        """Where the figure would be if it grew with the time; a stock has a level instead."""
        target, count = self.target, len(self.labels)
        if target is None or not count:
            return ""
        end = HEIGHT - HEIGHT * target / self.top
        start = HEIGHT - HEIGHT * target / self.top / count if self.is_cumulative else end
        return f'<line class="ref" x1="0" y1="{start:.1f}" x2="{WIDTH}" y2="{end:.1f}"/>'

    def _line(self, amounts: Sequence[Decimal | None]) -> list[tuple[Decimal, Decimal]]:
        steps = max(len(amounts) - 1, 1)
        return [
            (WIDTH * place / steps, HEIGHT - HEIGHT * max(amount, Decimal(0)) / self.top)
            for place, amount in enumerate(amounts)
            if amount is not None
        ]


def _points(line: list[tuple[Decimal, Decimal]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in line)


def steps(amounts: Sequence[Decimal | None]) -> list[Decimal | None]:
    """What each month added to a line."""
    found: list[Decimal | None] = []
    last = Decimal(0)
    for amount in amounts:
        found.append(None if amount is None else amount - last)
        last = last if amount is None else amount
    return found
