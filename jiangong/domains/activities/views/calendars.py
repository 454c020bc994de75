"""The activities of a month as a calendar."""

from collections import defaultdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.activities.choices import TONES, ActivityState
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.queries.activities import within
from jiangong.domains.activities.tables import ActivityTable
from jiangong.domains.activities.views.register import ACTIVITIES, SECTION
from jiangong.kit.pages import Action, Head, Page
from jiangong.kit.ui.months import Entry, days_between, month_sheet, read_month, span_of

MOST = 2_000
FILTERS = ("kind", "organization")


class ActivityCalendar(Page):
    """What is planned and what was held, day by day; on a phone the busy days one below the other."""

    permission = "activities.view"
    model = Activity
    title = "活动月历"
    section = SECTION
    crumbs = (ACTIVITIES,)
    template_name = "activities/calendar.html"

    def head(self) -> Head:
        found = [Action("列表", f"{reverse('activities:list')}?{urlencode(self.asked())}", "list")]
        if self.actor.can("activities.edit"):
            found.insert(0, Action("登记活动", reverse("activities:create"), "plus", primary=True))
        return Head(self.title, crumbs=self.crumbs, actions=tuple(found))

    def asked(self) -> dict[str, str]:
        """The filters in force, as the list understands them."""
        return {name: value for name in FILTERS if (value := self.request.GET.get(name, ""))}

    def context(self) -> dict[str, Any]:
        today = timezone.localdate()
        first = read_month(self.request.GET.get("month", ""), today)
        table = ActivityTable(self.get_queryset(), self.asked(), self.actor)
        month = month_sheet(first, today, self.entries(table, first), self.month_url, self.day_url)
        fields = [one for one in table.filter_fields if one["filter"].name in FILTERS]
        return {"month": month, "fields": fields, "month_value": f"{first:%Y-%m}"}

    def entries(self, table: ActivityTable, first: date) -> dict[date, list[Entry]]:
        sheet, today = span_of(first), timezone.localdate()
        rows = table.filtered.filter(within(*sheet)).exclude(state=ActivityState.VOID)
        told = rows.select_related("organization").order_by("starts_on", "pk")[:MOST]
        found: dict[date, list[Entry]] = defaultdict(list)
        for one in told:
            late = one.state == ActivityState.PLANNED and one.last_on < today
            tone = "warn" if late else TONES[ActivityState(one.state)]
            people = f"　{one.people_count}人" if one.people_count else ""
            note = f"{one.get_kind_display()}　{one.organization}{people}"
            entry = Entry(one.title, one.get_absolute_url(), note, tone)
            for day in days_between(one.starts_on, one.last_on, sheet):
                found[day].append(entry)
        return found

    def month_url(self, first: date) -> str:
        return f"{reverse('activities:calendar')}?{urlencode({**self.asked(), 'month': f'{first:%Y-%m}'})}"

    def day_url(self, day: date) -> str:
        return f"{reverse('activities:list')}?{urlencode({**self.asked(), 'days_from': day, 'days_to': day})}"
