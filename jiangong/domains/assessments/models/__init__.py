"""Rubrics, declared ties, rounds of scoring, score sheets and results."""

from jiangong.domains.assessments.models.declarations import Declaration
from jiangong.domains.assessments.models.rounds import GROUP_RULE, Judge, Reckoning, Round, Subject
from jiangong.domains.assessments.models.rubrics import DataRule, Level, Rubric, RubricGroup, RubricItem
from jiangong.domains.assessments.models.sheets import NameFinding, PaperEntry, Result, ResultRow, Sheet

__all__ = [
    "GROUP_RULE",
    "DataRule",
    "Declaration",
    "Judge",
    "Level",
    "NameFinding",
    "PaperEntry",
    "Reckoning",
    "Result",
    "ResultRow",
    "Round",
    "Rubric",
    "RubricGroup",
    "RubricItem",
    "Sheet",
    "Subject",
]
