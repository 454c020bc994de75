"""Studios with everything in their file."""

from jiangong.domains.studios.models.course import Deadline, Naming, Review
from jiangong.domains.studios.models.parts import PARTS, Grant, Result, StudioPart, Topic
from jiangong.domains.studios.models.studios import Leadership, Member, Studio

__all__ = [
    "PARTS",
    "Deadline",
    "Grant",
    "Leadership",
    "Member",
    "Naming",
    "Result",
    "Review",
    "Studio",
    "StudioPart",
    "Topic",
]
