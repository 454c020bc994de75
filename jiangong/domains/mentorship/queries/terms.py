"""Whose time is taken when: the agreements of a person that overlap a term, and how many at once."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models

from jiangong.domains.mentorship.choices import LIVE_STATES, STANDING_STATES
from jiangong.domains.mentorship.models import Agreement

DAY = timedelta(days=1)
Span = tuple[date, date | None]  # from, and the first day no more


def overlapping(starts_on: date, until: date) -> models.Q:
    """Agreements signed by both whose time meets this one; ``until`` is the first day no more."""
    return models.Q(state__in=STANDING_STATES, starts_on__lt=until, lapses_on__gt=starts_on)


def teaching_already(
    apprentice_id: int, span: tuple[date, date], besides: int | None = None
) -> Agreement | None:
    """An agreement with which the apprentice is somebody's in this time."""
    everywhere = Agreement.objects.ungated("an apprentice has one master in the whole federation")
    found = everywhere.filter(overlapping(*span), apprentice=apprentice_id).exclude(pk=besides)
    return found.select_related("master", "apprentice", "organization").order_by("starts_on").first()


def apprentices_at_once(master_id: int, span: tuple[date, date], besides: int | None = None) -> int:
    """The most apprentices the master has on any day of this time."""
    everywhere = Agreement.objects.ungated("a master's apprentices count wherever they are")
    rows = everywhere.filter(overlapping(*span), master=master_id).exclude(pk=besides)
    return busiest(rows.values_list("starts_on", "lapses_on"))


def busiest(spans: Iterable[Span]) -> int:
    """How many of these run on the day on which most do."""
    turns = sorted(turn for start, until in spans for turn in ((start, 1), (until or date.max, -1)))
    now = most = 0
    for _, change in turns:  # an end sorts before a beginning on the same day
        now += change
        most = max(most, now)
    return most


def twin_of(agreement: Agreement) -> Agreement | None:
    """Another agreement of the same two people over the same time, in whatever state but void."""
    known = Agreement.objects.ungated("the same two people agree once")
    found = known.filter(
        master=agreement.master_id,
        apprentice=agreement.apprentice_id,
        state__in=LIVE_STATES,
        starts_on__lte=agreement.ends_on,
        ends_on__gte=agreement.starts_on,
    )
    return found.exclude(pk=agreement.pk).order_by("pk").first()
