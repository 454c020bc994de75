"""What supervision hangs into the kit and into lower apps."""

from jiangong.domains.supervision.receivers import deadlines, links, messages, todos  # noqa: F401 — they register
