"""How judges' scores come to one result, exactly: the same whatever order they arrived in.

Everything is reckoned in fractions and rounded once, half up, where a figure is published; ranks are by the published
figure, so that nobody stands above an equal. What is missing is missing: it is no zero, and it has no rank.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from statistics import median

Key = int | str
FEWEST_TO_NORMALISE = 3  # of a judge: with fewer nobody can say whether the judge is strict

MEAN, TRIMMED, MEDIAN, WEIGHTED, NORMALISED = "mean", "trimmed", "median", "weighted", "normalised"
METHODS = (MEAN, TRIMMED, MEDIAN, WEIGHTED, NORMALISED)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One judge's points for one subject, item by item; deductions are negative already.

    ``review`` is 1, or 2 for a sheet of a second review, which then decides alone.
    """

    subject: Key
    judge: Key
    points: Mapping[Key, Decimal]
    weight: Decimal = Decimal(1)
    review: int = 1

    @property
    def total(self) -> Fraction:
        return sum(map(Fraction, self.points.values()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Tie:
    """One rule for equals. ``items``: more points in these is better; without: ``spread`` or ``median``."""

    by: str  # "items", "median", "lowest", "spread"
    items: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Method:
    """How a round reckons. ``dropped`` highest and as many lowest are left out of a trimmed mean."""

    name: str = MEAN
    dropped: int = 1
    least: int = 1
    decimals: int = 2
    full: Decimal = Decimal(100)
    ties: tuple[Tie, ...] = ()
    alert: Decimal | None = None

    def __post_init__(self) -> None:
        if self.name not in METHODS:
            raise ValueError(f"no such method: {self.name}")
        if self.least < 1 or self.dropped < 0 or self.decimals < 0:
            raise ValueError("a method needs at least one sheet and counts nothing below zero")

    @property
    def fewest(self) -> int:
        """Sheets below which there is no result."""
        return max(self.least, 2 * self.dropped + 1) if self.name == TRIMMED else self.least


@dataclass(frozen=True, slots=True)
class Standing:
    """What came out for one subject. ``figures`` holds every method's published figure beside the official one."""

    subject: Key
    sheets: int
    official: Decimal | None
    figures: Mapping[str, Decimal]
    spread: Decimal | None
    first_review: Decimal | None  # of a subject that was reviewed again: what the first review came to
    alert: bool
    rank: int | None = None
    tied: int = 0  # how many share the published figure
    decided: tuple[Decimal, ...] = field(default=())  # what the tie rules looked at


def standings(subjects: Sequence[Key], sheets: Iterable[Sheet], method: Method) -> list[Standing]:
    """Every subject with its result and rank, best first; those without a result last, in the order given."""
    by_subject: dict[Key, list[Sheet]] = {subject: [] for subject in subjects}
    for sheet in sheets:
        by_subject[sheet.subject].append(sheet)
    even = normalised([one for rows in by_subject.values() for one in rows], method.full)
    found = [_reckoned(subject, rows, even, method) for subject, rows in by_subject.items()]
    return ranked(found)


def ranked(found: Sequence[Standing]) -> list[Standing]:
    """Ranks by the published figure, then by the tie rules; who is still equal shares the rank."""
    counted = [one for one in found if one.official is not None]
    shared: dict[Decimal | None, int] = defaultdict(int)
    for one in counted:
        shared[one.official] += 1
    counted.sort(key=_merit, reverse=True)
    placed: list[Standing] = []
    for place, one in enumerate(counted, start=1):
        equal = bool(placed) and _merit(placed[-1]) == _merit(one)
        placed.append(_placed(one, (placed[-1].rank or place) if equal else place, shared[one.official]))
    return [*placed, *(one for one in found if one.official is None)]


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero, without any floating point on the way."""
    units, rest = divmod(abs(value.numerator) * 10**decimals, value.denominator)
    units += 2 * rest >= value.denominator
    return Decimal(units if value >= 0 else -units).scaleb(-decimals)


def combined(values: Sequence[tuple[Fraction, Fraction]], name: str, dropped: int) -> Fraction | None:
    """Several (value, weight) as one; nothing where the method has too few."""
    plain = sorted(value for value, _ in values)
    if name == TRIMMED:
        plain = plain[dropped : len(plain) - dropped] if len(plain) > 2 * dropped else []
    if not plain:
        return None
    if name == MEDIAN:
        return median(plain)
    if name == WEIGHTED:
        whole = sum((weight for _, weight in values), Fraction(0))
        return sum((value * weight for value, weight in values), Fraction(0)) / whole if whole else None
    return sum(plain, Fraction(0)) / len(plain)


def normalised(sheets: Collection[Sheet], full: Decimal) -> dict[tuple[Key, Key, int], Fraction]:
    """Totals as if every judge were equally strict and equally bold, by (subject, judge, review).

    A judge's median moves to the median of all, and the spread of the judge's totals (the median distance from
    that median) to the spread of all; medians are not moved by one outlier. Who scored too few stays as they are.
    """
    by_judge: dict[Key, list[Fraction]] = defaultdict(list)
    for sheet in sheets:
        by_judge[sheet.judge].append(sheet.total)
    every = [total for totals in by_judge.values() for total in totals]
    if not every:
        return {}
    centre, width = _centre_and_width(every)
    own = {judge: _centre_and_width(totals) for judge, totals in by_judge.items()}
    found = {}
    for sheet in sheets:
        value, (middle, spread) = sheet.total, own[sheet.judge]
        if len(by_judge[sheet.judge]) >= FEWEST_TO_NORMALISE:
            scale = width / spread if spread and width else Fraction(1)
            value = centre + (value - middle) * scale
        key = (sheet.subject, sheet.judge, sheet.review)
        found[key] = min(max(value, Fraction(0)), Fraction(full))
    return found


def _centre_and_width(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    centre = median(values)
    return centre, median([abs(value - centre) for value in values])


def _reckoned(
    subject: Key, sheets: Sequence[Sheet], even: Mapping[tuple[Key, Key, int], Fraction], method: Method
) -> Standing:
    again = [one for one in sheets if one.review > 1]
    deciding = again or list(sheets)
    figures = {
        name: rounded(value, method.decimals)
        for name in METHODS
        if (value := _figure(deciding, name, even, method)) is not None
    }
    enough = len(deciding) >= method.fewest
    totals = [one.total for one in deciding]
    spread = rounded(max(totals) - min(totals), method.decimals) if totals else None
    first = _figure([one for one in sheets if one.review == 1], method.name, even, method) if again else None
    return Standing(
        subject=subject,
        sheets=len(deciding),
        official=figures.get(method.name) if enough else None,
        figures=figures,
        spread=spread,
        first_review=None if first is None else rounded(first, method.decimals),
        alert=method.alert is not None and spread is not None and spread > method.alert,
        decided=tuple(_tie_value(deciding, rule, method) for rule in method.ties) if enough else (),
    )


def _figure(
    sheets: Sequence[Sheet], name: str, even: Mapping[tuple[Key, Key, int], Fraction], method: Method
) -> Fraction | None:
    if name == NORMALISED:
        values = [(even[one.subject, one.judge, one.review], Fraction(1)) for one in sheets]
    else:
        values = [(one.total, Fraction(one.weight)) for one in sheets]
    return combined(values, name, method.dropped)


def _tie_value(sheets: Sequence[Sheet], rule: Tie, method: Method) -> Decimal:
    """What one rule compares; more is better."""
    totals = [one.total for one in sheets]
    if rule.by == "items":
        parts = [
            (
                sum(
                    (Fraction(points) for item, points in one.points.items() if item in rule.items),
                    Fraction(0),
                ),
                Fraction(one.weight),
            )
            for one in sheets
        ]
        name = MEAN if method.name == NORMALISED else method.name
        value = combined(parts, name, method.dropped) or Fraction(0)
    elif rule.by == "median":
        value = median(totals)
    elif rule.by == "lowest":
        value = min(totals)
    elif rule.by == "spread":
        value = min(totals) - max(totals)
    else:
        raise ValueError(f"no such rule for equals: {rule.by}")
    return rounded(value, method.decimals)


def _merit(one: Standing) -> tuple[Decimal | None, tuple[Decimal, ...]]:
    return one.official, one.decided


def _placed(one: Standing, rank: int, tied: int) -> Standing:
    return Standing(
        one.subject,
        one.sheets,
        one.official,
        one.figures,
        one.spread,
        one.first_review,
        one.alert,
        rank,
        tied if tied > 1 else 0,
        one.decided if tied > 1 else (),
    )
