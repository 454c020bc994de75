"""Why a table's rows do not add up to its total: units it leaves out, and fills that make it exact, ranked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from jiangong.lib.names import NameIndex
from jiangong.lib.officialdoc.numbers import shown
from jiangong.lib.officialdoc.reading import Allocation, Row
from jiangong.lib.officialdoc.wording import quoted

_SURE = 60
_COMPARABLE = 0.6
_FEWEST = 4
_MOST_FILLS = 8

Values = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """What could be entered so that every column adds up, from 0 to 100 how likely, and why."""

    shares: tuple[tuple[str, Values], ...]
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A table's difference, the units it leaves out against other lists, and ranked fills."""

    difference: Values
    missing: tuple[str, ...]
    fills: tuple[Fill, ...]


def explain_gap(
    table: Allocation, other_tables: Sequence[Allocation] = (), usual_units: Sequence[str] = ()
) -> Gap:
    """Explains `table` by the document's other tables and by the units a federation usually lists."""
    lists = [[row.organization for row in other.rows] for other in other_tables if other is not table]
    lists = [names for names in lists if _comparable(table, names)]
    if usual_units:
        lists.append(list(usual_units))
    missing = _missing(table, lists)
    gap = [Decimal(value) if value is not None else None for value in table.difference]
    fills: list[Fill] = []
    if any(gap):
        fills = _single(table, gap, missing, other_tables) + _blank(table, gap) + _shared(table, gap, missing)
    ranked = sorted(fills, key=lambda fill: -fill.score)[:_MOST_FILLS]
    return Gap(table.difference, tuple(missing), tuple(ranked))


def same_units(one: Sequence[str], other: Sequence[str]) -> dict[str, str]:
    """Each name of `one` that is in `other`, under its name there; every name is used once."""
    found = {name: name for name in one if name in frozenset(other)}
    left = tuple(dict.fromkeys(name for name in one if name not in found))
    if left:
        found |= _resembling(left, tuple(dict.fromkeys(name for name in other if name not in found)))
    return found


@lru_cache(maxsize=512)
def _resembling(one: tuple[str, ...], other: tuple[str, ...]) -> dict[str, str]:
    """Pairs of differently written names, the surest first."""
    index = NameIndex({name: (name,) for name in other})
    pairs = sorted(
        (
            (candidate.score, -position, name, candidate.key)
            for position, name in enumerate(one)
            for candidate in index.find(name)
            if candidate.score >= _SURE
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, name, match in pairs:
        if name not in found and match not in taken:
            found[name] = match
            taken.add(match)
    return found


def _comparable(table: Allocation, names: Sequence[str]) -> bool:
    """Both lists must be about the same units before one can lack any."""
    own = [row.organization for row in table.rows]
    if min(len(own), len(names)) < _FEWEST:
        return False
    return len(same_units(names, own)) >= _COMPARABLE * max(len(own), len(names))


def _missing(table: Allocation, lists: Sequence[Sequence[str]]) -> list[str]:
    own = [row.organization for row in table.rows]
    missing: list[str] = []
    for names in lists:
        known = same_units(names, own)
        absent = [name for name in names if name not in known]
        again = same_units(absent, missing)
        missing += [name for name in absent if name not in again]
    return missing


def _as_text(gap: Sequence[Decimal | None]) -> Values:
    return tuple(shown(value) if value else None for value in gap)


def _usual_rows(table: Allocation) -> Counter[Values]:
    return Counter(row.values for row in table.rows)


def _single(
    table: Allocation, gap: Sequence[Decimal | None], missing: Sequence[str], others: Sequence[Allocation]
) -> list[Fill]:
    """One unit that was left out takes the whole difference."""
    if any(value is not None and value < 0 for value in gap):
        return []
    fits = 15 if _usual_rows(table)[_as_text(gap)] else 0
    fills = []
    for name in missing:
        shares = _shares_elsewhere(name, others)
        score = 65 + fits + min(shares * 3, 15)
        reason = f"{quoted(name)}在其他表中列出，本表没有；补上这一差额后各列相符"
        fills.append(
            Fill(
                ((name, _as_text(gap)),), score, reason + ("，且与本表其他单位的数额一致。" if fits else "。")
            )
        )
    return fills


def _shares_elsewhere(name: str, others: Sequence[Allocation]) -> int:
    """How many figures the unit has in the other tables: one with many is likelier to have been forgotten."""
    count = 0
    for other in others:
        found = same_units([name], [row.organization for row in other.rows]).get(name)
        count += sum(
            1 for row in other.rows if row.organization == found for value in row.values if value is not None
        )
    return count


def _blank(table: Allocation, gap: Sequence[Decimal | None]) -> list[Fill]:
    """A unit whose cells are blank in exactly the columns that do not add up."""
    wanted = [number for number, value in enumerate(gap) if value]
    if not wanted or any((gap[number] or 0) < 0 for number in wanted):
        return []
    return [
        Fill(
            ((row.organization, _as_text(gap)),),
            _blank_score(row, wanted),
            f"{quoted(row.organization)}在差额所在的列是空白；填上差额后相符。",
        )
        for row in table.rows
        if all(row.values[number] is None for number in wanted)
    ]


def _blank_score(row: Row, wanted: Sequence[int]) -> int:
    filled = sum(1 for value in row.values if value is not None)
    return 50 if filled and len(wanted) < len(row.values) else 40


def _shared(table: Allocation, gap: Sequence[Decimal | None], missing: Sequence[str]) -> list[Fill]:
    """Two units that were left out share the difference equally."""
    halves = [value / 2 if value else value for value in gap]
    if len(missing) < 2 or any(
        value is not None and (value < 0 or value != value.to_integral_value()) for value in halves
    ):
        return []
    fits = 10 if _usual_rows(table)[_as_text(halves)] else 0
    return [
        Fill(
            ((one, _as_text(halves)), (other, _as_text(halves))),
            35 + fits,
            f"{quoted(one)}和{quoted(other)}本表都没有；平分差额后相符。",
        )
        for one, other in combinations(missing[:4], 2)
    ]
