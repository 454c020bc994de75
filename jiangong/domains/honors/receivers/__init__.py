"""What selection hangs into the kit and into lower apps."""

from jiangong.domains.honors.receivers import (  # noqa: F401 — they register
    bearing,
    deadlines,
    doors,
    falling,
    ledgers,
    links,
    scores,
    todos,
)
