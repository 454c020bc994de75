"""Points from a figure: by the share of a target, by the piece, or by steps — exactly, and told in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiangong.lib.amounts import plain
from jiangong.lib.scoring import rounded

SHARE, PIECES, VALUE_STEPS, SHARE_STEPS = "share", "pieces", "value_steps", "share_steps"
KINDS = (SHARE, PIECES, VALUE_STEPS, SHARE_STEPS)
PLACES = 2  # of points


@dataclass(frozen=True, slots=True)
class Rule:
    """How one item's points follow from one figure; never more than ``most``."""

    kind: str
    most: Decimal
    unit: str
    each: Decimal | None = None  # points for one piece
    steps: tuple[tuple[Decimal, Decimal], ...] = ()  # from which value or per cent on, how many points

    @property
    def needs_target(self) -> bool:
        return self.kind in (SHARE, SHARE_STEPS)

    @property
    def words(self) -> str:
        """The formula as a reader sees it."""
        most = f"最高{plain(self.most)}分"
        if self.kind == SHARE:
            return f"完成数÷任务数×{plain(self.most)}分，{most}。"
        if self.kind == PIECES:
            return f"每1{self.unit}计{plain(self.each or Decimal(0))}分，{most}。"
        sign, what = ("%", "完成率") if self.kind == SHARE_STEPS else (self.unit, "")
        said = "，".join(
            f"{what}{plain(least)}{sign}以上计{plain(points)}分" for least, points in descending(self.steps)
        )
        return f"{said}，其余计0分。"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What came out, and how; no points where the figure or the target is not known."""

    points: Decimal | None
    words: str


def reckon(rule: Rule, value: Decimal | None, target: Decimal | None) -> Reckoned:
    """The points for a figure; unknown is unknown, not 0."""
    if value is None:
        return Reckoned(None, "还没有数据，不按数据计分。")
    done = f"完成{plain(value)}{rule.unit}"
    if not rule.needs_target:
        points = _of_value(rule, Fraction(value))
        return _told(rule, points, done)
    if not target or target < 0:
        return Reckoned(None, f"{done}，没有任务数，不按数据计分。")
    share = Fraction(value) / Fraction(target)
    told = f"{done}，任务{plain(target)}{rule.unit}，完成率{_percent(share)}%"
    if rule.kind == SHARE:
        return _told(rule, share * Fraction(rule.most), told)
    return _told(rule, _step(rule.steps, share * 100), told)


def _percent(share: Fraction) -> str:
    """Cut off, not rounded: nothing looks reached that is not."""
    return plain(Decimal(share * 100 * 10**PLACES // 1).scaleb(-PLACES))


def descending(steps: Sequence[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    return sorted(steps, reverse=True)


def _of_value(rule: Rule, value: Fraction) -> Fraction:
    if rule.kind == PIECES:
        return value * Fraction(rule.each or 0)
    return _step(rule.steps, value)


def _step(steps: Sequence[tuple[Decimal, Decimal]], reached: Fraction) -> Fraction:
    return next((Fraction(points) for least, points in descending(steps) if reached >= least), Fraction(0))


def _told(rule: Rule, points: Fraction, told: str) -> Reckoned:
    within = min(max(points, Fraction(0)), Fraction(rule.most))
    found = rounded(within, PLACES)
    return Reckoned(found, f"{told}，计{plain(found)}分。")
