"""What reports hang onto the rest: owned files, messages, to-dos, deadlines, search."""

from jiangong.domains.reporting.receivers import (
    deadlines,
    messages,
    owning,
    searching,
    sourcing,
    todos,
)

__all__ = ["deadlines", "messages", "owning", "searching", "sourcing", "todos"]
