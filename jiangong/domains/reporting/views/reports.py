"""One report."""

from jiangong.domains.reporting.models import Report
from jiangong.kit.pages.details import DetailPage


class ReportDetail(DetailPage):
    """What one unit said in one window."""

    permission = "reporting.view"
    model = Report
