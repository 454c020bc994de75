"""What statistics hang into the kit and into lower apps."""

from jiangong.domains.statistics.receivers import links, searching, todos

__all__ = ["links", "searching", "todos"]
