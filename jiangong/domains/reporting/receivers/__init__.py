"""What reports hang onto the rest: owned files, messages, to-dos, deadlines, search."""

from jiangong.domains.reporting.receivers import (
    deadlines,
    handing_over,
    messages,
    owning,
    searching,
    sourcing,
    todos,
)

__all__ = ["deadlines", "handing_over", "messages", "owning", "searching", "sourcing", "todos"]
