"""Why not, as a sentence, or an empty text."""

from jiangong.domains.assessments.rules.rubrics import register_holding, revising_refusal

__all__ = ["register_holding", "revising_refusal"]
