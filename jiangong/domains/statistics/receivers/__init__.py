"""What statistics hang into the kit and into lower apps."""

from jiangong.domains.statistics.receivers import handing_over, links, searching, todos

__all__ = ["handing_over", "links", "searching", "todos"]
