"""Bringing in agreements that were signed on paper."""

from jiangong.domains.mentorship.imports import agreements

__all__ = ["agreements"]
