"""Official documents: reads notices by rules and offline, and writes them in the layout of GB/T 9704-2012."""

from jiangong.lib.officialdoc.gaps import Fill, Gap, explain_gap
from jiangong.lib.officialdoc.opening import read, read_text
from jiangong.lib.officialdoc.reading import Reading

__all__ = ["Fill", "Gap", "Reading", "explain_gap", "read", "read_text"]
