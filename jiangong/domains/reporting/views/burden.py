"""The meter of what all reports and forms ask."""

from typing import Any

from django.utils import timezone

from jiangong.domains.reporting.queries.burden import QUIET, burdens
from jiangong.domains.reporting.views.links import INQUIRIES
from jiangong.kit.pages.base import Page
from jiangong.lib.digits import year_named

SECTION = "reporting_inquiries"


class BurdenMeter(Page):
    """What is asked of each unit month by month; units stand in their order, nobody is ranked."""

    permission = "reporting.view"
    title = "填报负担"
    section = SECTION
    template_name = "reporting/burden.html"
    crumbs = (INQUIRIES,)

    def context(self) -> dict[str, Any]:
        today = timezone.localdate()
        year = year_named(self.request.GET.get("year", "")) or today.year
        return {
            "rows": burdens(self.actor, year),
            "year": year,
            "years": range(today.year, today.year - 3, -1),
            "months": range(1, 13),
            "quiet": QUIET,
        }
