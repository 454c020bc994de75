"""Reads official notices of unions and authorities: what they set, for whom, until when, by rules and offline."""

from jiangong.lib.officialdoc.gaps import Fill, Gap, explain_gap
from jiangong.lib.officialdoc.opening import read, read_text
from jiangong.lib.officialdoc.reading import Reading

__all__ = ["Fill", "Gap", "Reading", "explain_gap", "read", "read_text"]
