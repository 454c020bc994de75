"""The catalogue of indicators, their facts and the kept sums."""

from jiangong.domains.indicators.models.catalogue import MOST_DECIMALS, Indicator
from jiangong.domains.indicators.models.facts import Fact, SourceRule
from jiangong.domains.indicators.models.summary import Cell, Folding, Pending, Summary

__all__ = [
    "MOST_DECIMALS",
    "Cell",
    "Fact",
    "Folding",
    "Indicator",
    "Pending",
    "SourceRule",
    "Summary",
]
