"""The make-up of a list: bounds, how a list stands with them, and the smallest swaps that make it legal."""

from jiangong.lib.quotas.bounds import Bound, Candidate, Rounding, Side, Standing, standings
from jiangong.lib.quotas.swaps import Plan, Swap, smallest_swaps

__all__ = [
    "Bound",
    "Candidate",
    "Plan",
    "Rounding",
    "Side",
    "Standing",
    "Swap",
    "smallest_swaps",
    "standings",
]
