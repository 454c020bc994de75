"""Rubrics, and the ties a judge has declared."""

from jiangong.domains.assessments.models.declarations import Declaration
from jiangong.domains.assessments.models.rubrics import Rubric, RubricGroup, RubricItem

__all__ = ["Declaration", "Rubric", "RubricGroup", "RubricItem"]
