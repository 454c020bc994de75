"""Exact amounts: apportioning without a remainder, and how a figure is written."""

from collections.abc import Hashable, Mapping
from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

UNITS = 10_000  # amounts kept as whole numbers count ten-thousandths


def to_units(value: Decimal | int) -> int:
    """A figure as a whole number of ten-thousandths; more places than that are refused, never rounded."""
    units = Decimal(value) * UNITS
    if units != units.to_integral_value():
        raise ValueError("a figure has at most four decimal places")
    return int(units)


@lru_cache(8192)
def from_units(units: int) -> Decimal:
    return Decimal(units) / UNITS


def apportion(total: Decimal, weights: Mapping[Key, Decimal], decimals: int = 0) -> dict[Key, Decimal]:
    """Divide ``total`` in proportion to ``weights`` so that the shares add up to it exactly.

    Largest remainder: everybody gets the whole part of what is due, the units of the last place that are
    left go to the largest remainders; among equals the earlier key goes first.
    """
    step = Decimal(1).scaleb(-decimals)
    whole = sum(weights.values(), Decimal(0))
    if whole <= 0 or total < 0:
        raise ValueError("weights must be positive in sum and the total not negative")
    due = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: (value / step).to_integral_value(ROUND_FLOOR) * step for key, value in due.items()}
    left = int((total - sum(shares.values(), Decimal(0))) / step)
    order = sorted(shares, key=lambda key: due[key] - shares[key], reverse=True)
    for key in order[:left]:
        shares[key] += step
    return shares


def plain(value: Decimal) -> str:
    """``5.5000`` as ``5.5``, ``100.0000`` as ``100``: without trailing zeros or an exponent."""
    return f"{value.normalize():f}" if value else "0"


@lru_cache(8192)  # a table of thousands of figures has the same few over and over
def shown(value: Decimal | None, decimals: int = 0, empty: str = "—") -> str:
    """A figure as people read it: thousands separators, at least ``decimals`` places, a true minus."""
    if value is None:
        return empty
    if not decimals and value == (whole := int(value)):  # nearly all, in less than half the time
        return f"{whole:,}".replace("-", "−")
    places = max(decimals, -min(int(value.normalize().as_tuple().exponent), 0))
    return f"{value:,.{places}f}".replace("-", "−")


def cut(value: Decimal, decimals: int = 0) -> Decimal:
    """Just the places its indicator has, never rounded up: nothing looks reached that is not."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def displayed(value: Decimal | None, decimals: int = 0) -> str:
    """A figure as people read it, with just the places its indicator has."""
    if value is None:
        return shown(None)
    return shown(cut(value, decimals), decimals)
