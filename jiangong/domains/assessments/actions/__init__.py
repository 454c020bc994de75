"""Every write on rubrics, rounds, score sheets and results."""

from jiangong.domains.assessments.actions.rubrics import GroupFacts, ItemFacts, revise_rubric

__all__ = ["GroupFacts", "ItemFacts", "revise_rubric"]
