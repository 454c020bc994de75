"""What reports hang onto the rest: owned files, messages, to-dos, search."""

from jiangong.domains.reporting.receivers import messages, owning, searching, todos

__all__ = ["messages", "owning", "searching", "todos"]
