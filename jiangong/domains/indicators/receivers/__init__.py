"""What indicators hang onto the rest: search, and the triggers that tell which figures changed."""

from jiangong.domains.indicators.receivers import searching, triggers

__all__ = ["searching", "triggers"]
