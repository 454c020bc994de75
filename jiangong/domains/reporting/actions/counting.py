"""Facts of reports: they appear where a report counts, are replaced by a correction and go with a withdrawal."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.reporting.choices import CountsFrom, EntryMode
from jiangong.domains.reporting.models import Entry, Report, Window
from jiangong.domains.reporting.queries.lines import FACTS, ZERO

WHY = "the facts of reports that were decided on"


def count_entries(report: Report, entries: Collection[Entry]) -> None:
    """Let a report's lines count; what they said before is replaced."""
    put_facts([one.origin for one in entries], _figures(report, entries))


def count_reports(reports: Collection[Report]) -> None:
    """The same for many reports, in a constant number of statements."""
    mine: dict[int, list[Entry]] = {}
    for one in Entry.objects.ungated(WHY).filter(report__in=reports).select_related("goal").order_by():
        mine.setdefault(one.report_id, []).append(one)
    origins = [one.origin for found in mine.values() for one in found]
    put_facts(origins, [one for report in reports for one in _figures(report, mine.get(report.pk, ()))])


def uncount_report(report: Report) -> None:
    """Where figures count from submission on, taking the report back takes them back."""
    if counts_on_arrival(report.window):
        entries = Entry.objects.ungated(WHY).filter(report=report)
        put_facts([one.origin for one in entries], [])


def counts_on_arrival(window: Window) -> bool:
    return window.counts_from == CountsFrom.SUBMITTED


def _figures(report: Report, entries: Collection[Entry]) -> Iterator[Figure]:
    """A confirmation is no fact; a difference is one fact of the difference; what is typed is dated at its span's end."""
    window = report.window
    sent = timezone.localdate(report.submitted_at) if report.submitted_at else window.ends_on
    url = reverse("reporting:detail", args=[report.pk])
    for one in entries:
        if one.stated is None or one.mode not in FACTS or one.is_confirmed:
            continue
        yield Figure(
            origin=one.origin,
            indicator_id=one.goal.indicator_id,
            organization_id=report.organization_id,
            dated_on=min(window.ends_on, sent),
            value=one.stated - (one.base or ZERO),
            source=FACTS[EntryMode(one.mode)],
            url=url,
        )
