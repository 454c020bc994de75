"""Agreements, what is noted while they run, and the numbers given to them."""

from jiangong.domains.mentorship.models.agreements import SCAN, Agreement, NumberCounter
from jiangong.domains.mentorship.models.courses import Extension, Review

__all__ = ["SCAN", "Agreement", "Extension", "NumberCounter", "Review"]
