"""Facts of reports: they appear where a report counts, are replaced by a correction and go with a withdrawal."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from jiangong.domains.indicators.actions.facts import Figure
from jiangong.domains.reporting.actions.words import put_reported
from jiangong.domains.reporting.choices import CountsFrom, EntryMode
from jiangong.domains.reporting.models import Entry, Report, Window
from jiangong.domains.reporting.queries.covering import ENDING
from jiangong.domains.reporting.queries.lines import FACTS, ZERO

WHY = "the facts of reports that were decided on"


def count_entries(report: Report, entries: Collection[Entry], *, is_first: bool = False) -> None:
    """Let a report's lines count; what they said before, if they were there, is replaced."""
    put_reported([report], entries, list(_figures(report, entries)), is_first=is_first)


def count_reports(reports: Collection[Report]) -> None:
    """The same for many reports, in a constant number of statements."""
    mine: dict[int, list[Entry]] = {}
    for one in _entries(reports):
        mine.setdefault(one.report_id, []).append(one)
    counted = [one for one in reports if one.pk in mine]
    if counted:
        said = [figure for one in counted for figure in _figures(one, mine[one.pk])]
        put_reported(counted, [one for found in mine.values() for one in found], said)


def uncount_report(report: Report) -> None:
    """Where figures count from submission on, taking the report back takes them back."""
    if counts_on_arrival(report.window):
        put_reported([report], list(_entries([report])), [])


def _entries(reports: Collection[Report]) -> QuerySet[Entry]:
    return Entry.objects.ungated(WHY).filter(report__in=reports).select_related("goal__indicator").order_by()


def counts_on_arrival(window: Window) -> bool:
    return window.counts_from == CountsFrom.SUBMITTED


def _figures(report: Report, entries: Collection[Entry]) -> Iterator[Figure]:
    """A difference is one fact of the difference; what is typed is dated at its span's end; a confirmation is no fact.

    Of a stock it ends the word the unit had said before, which would go on standing beside what it confirms.
    """
    window = report.window
    sent = timezone.localdate(report.submitted_at) if report.submitted_at else window.ends_on
    url = report.get_absolute_url()
    for one in entries:
        if one.stated is None or one.mode not in FACTS:
            continue
        value = one.stated - (one.base or ZERO)
        says_nothing = one.mode == EntryMode.TYPED and not value
        if one.is_confirmed and not (says_nothing and one.goal.indicator.is_stock):
            continue
        yield Figure(
            origin=f"{one.origin}{ENDING}" if says_nothing else one.origin,
            indicator_id=one.goal.indicator_id,
            organization_id=report.organization_id,
            dated_on=min(window.ends_on, sent),
            value=value,
            source=FACTS[EntryMode(one.mode)],
            url=url,
        )
