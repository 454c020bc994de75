"""Reads about rubrics, conflicts of interest, rounds of scoring and their results."""

from jiangong.domains.assessments.queries.conflicts import (
    MONTHS,
    Conflict,
    Question,
    Subject,
    Tie,
    conflicts_between,
    conflicts_of,
    register_conflict_source,
)
from jiangong.domains.assessments.queries.rubrics import rubric_differences

__all__ = [
    "MONTHS",
    "Conflict",
    "Question",
    "Subject",
    "Tie",
    "conflicts_between",
    "conflicts_of",
    "register_conflict_source",
    "rubric_differences",
]
