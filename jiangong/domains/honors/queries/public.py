"""What everybody may see: a notice in its time, a certificate by its code. Nothing else is read for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from jiangong.domains.honors.choices import CHOSEN
from jiangong.domains.honors.models import Certificate, Notice, NoticeEntry, Programme

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a notice, in the words that were written for the public."""

    nomination_id: int
    order: int
    name: str
    workplace: str
    position: str
    category: str
    deeds: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a certificate and whether it holds."""

    number: str
    bearer: str
    workplace: str
    title: str
    year: int
    issuer: str
    basis: str
    issued_on: date
    is_valid: bool
    revoked_on: date | None


def find_notice(token: str, now: datetime | None = None) -> Notice | None:
    """The notice of this address, from its hour on; before it nobody can tell it from nothing."""
    rows = Notice.objects.filter(token=token, recalled_at=None, opens_at__lte=now or timezone.now())
    return rows.select_related("programme__organization", "stage").first()


def lines_of(notice: Notice) -> list[Line]:
    """Who still stands on the list of a notice."""
    fields = ("nomination_id", "order", "name", "workplace", "position", "category", "deeds")
    rows = NoticeEntry.objects.filter(notice=notice, nomination__state__in=CHOSEN).order_by("order")
    return [Line(*values) for values in rows.values_list(*fields)]


def last_day_of(notice: Notice) -> date:
    return timezone.localdate(notice.closes_at) - DAY


def find_certificate(token: str) -> Shown | None:
    """What stands on the certificate of this code."""
    rows = Certificate.objects.ungated("its code is printed on it")
    found = rows.select_related("award").filter(token=token).first()
    if found is None:
        return None
    words = ("number", "bearer", "workplace", "title", "year", "issuer", "basis", "issued_on")
    said = {name: getattr(found, name) for name in words}
    return Shown(**said, is_valid=found.is_valid, revoked_on=found.award.revoked_on)


def called_before(programme: Programme) -> str:
    """The telephone of this union's last notice."""
    rows = Notice.objects.filter(programme__organization=programme.organization_id)
    return rows.order_by("-pk").values_list("contact", flat=True).first() or ""
