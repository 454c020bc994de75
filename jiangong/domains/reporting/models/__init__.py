"""Reports, windows, what else is asked, matters."""

from jiangong.domains.reporting.models.inquiries import Answer, Inquiry, Question
from jiangong.domains.reporting.models.matters import Matter
from jiangong.domains.reporting.models.reports import RELATED, Entry, Report
from jiangong.domains.reporting.models.windows import Expectation, Schedule, Unlock, Window

__all__ = [
    "RELATED",
    "Answer",
    "Entry",
    "Expectation",
    "Inquiry",
    "Matter",
    "Question",
    "Report",
    "Schedule",
    "Unlock",
    "Window",
]
