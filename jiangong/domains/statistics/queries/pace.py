"""Against target and time: how far, how far it should be, and the word for it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiangong.domains.indicators.choices import Direction, IndicatorKind
from jiangong.domains.statistics.choices import DOWNWARD, OVER, Stage
from jiangong.kit.ui.figures import BEHIND, ON_TRACK

HUNDRED = Decimal(100)
NOTHING = "—"
RULE = (
    "完成率＝完成数÷任务数；时序进度＝已过天数÷总天数。完成率÷时序进度不低于97%为正常，80%至97%为略滞后，"
    "低于80%为滞后，达到任务数为已完成；没有分配任务的（—）不参加任何比率。"
)
DOWN_RULE = "越少越好的指标，任务数是上限：按时序折算的上限÷实际数，用同样的界限判断，超过上限为超出。"
CUT_RULE = "完成数写到指标的位数，完成率写到整数，都不进位；完成率按没有舍去的完成数计算。"
RATIO_RULE = "比率不随时间累积，直接与任务数比较。"


@dataclass(frozen=True, slots=True)
class Term:
    """The days a goal runs, and the day it is looked at."""

    starts_on: date
    ends_on: date
    as_of: date

    @property
    def counted_to(self) -> date:
        """The last day whose facts count; on days before the beginning, the first."""
        return min(max(self.as_of, self.starts_on), self.ends_on)

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def passed(self) -> int:
        return min(max((self.as_of - self.starts_on).days + 1, 0), self.days)

    @property
    def elapsed(self) -> Decimal:
        """Time elapsed in per cent."""
        return HUNDRED * self.passed / self.days


def completion(target: Decimal | None, amount: Decimal | None) -> Decimal | None:
    """Per cent of the target; nothing where nothing was assigned, or where the target is 0."""
    if not target or amount is None:
        return None
    return amount * HUNDRED / target


def percent_text(percent: Decimal | None) -> str:
    """Whole per cent, rounded down: 99.6 % is not done."""
    return NOTHING if percent is None else f"{int(percent):,}%"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What of an indicator decides how its figures are judged."""

    kind: str
    direction: str
    elapsed: Decimal

    @property
    def pace(self) -> Decimal:
        """What part of the target is due now: a ratio is due from the first day."""
        return HUNDRED if self.kind == IndicatorKind.RATIO else self.elapsed

    def stage(self, target: Decimal | None, amount: Decimal | None) -> Stage:
        """Nothing assigned is no stage of anything; a target of 0 is reached by what it asks for."""
        if target is None or amount is None:
            return Stage.NONE
        if self.direction == Direction.DOWN:
            return self._falling(target, amount)
        if amount >= target:
            return Stage.DONE
        due = target * self.pace / HUNDRED
        return _against(amount / due) if due else Stage.NORMAL

    def _falling(self, target: Decimal, amount: Decimal) -> Stage:
        """The target is a ceiling: what may be used by now over what was used."""
        if amount > target:
            return Stage.BEHIND
        if self.elapsed >= HUNDRED or self.kind == IndicatorKind.RATIO:
            return Stage.DONE
        return _against(target * self.pace / HUNDRED / amount) if amount else Stage.NORMAL

    def word(self, target: Decimal | None, amount: Decimal | None) -> str:
        found = self.stage(target, amount)
        if self.direction != Direction.DOWN or target is None or amount is None:
            return str(found.label)
        return OVER if amount > target else DOWNWARD[found]


def _against(pace: Decimal) -> Stage:
    if pace < BEHIND:
        return Stage.BEHIND
    return Stage.SLOW if pace < ON_TRACK else Stage.NORMAL
