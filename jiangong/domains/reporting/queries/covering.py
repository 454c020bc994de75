"""Which figures of a sheet a unit above has already stated for everything below it."""

from collections.abc import Collection
from datetime import date

from jiangong.domains.indicators.choices import FactSource
from jiangong.domains.indicators.models import Fact
from jiangong.domains.organizations.models import Organization
from jiangong.domains.reporting.choices import EntryMode
from jiangong.domains.reporting.models import Entry, Report
from jiangong.domains.reporting.queries.lines import Line
from jiangong.kit.access.paths import ancestor_ids

WHY = "a unit may know that its figure is contained in one above"
ORIGIN, ENDING = "reporting.entry:", "="


def covered_by(report: Report, lines: Collection[Line]) -> dict[int, Organization]:
    """By indicator the nearest unit above whose word holds for this window: the unit's own figure is not added to it."""
    typed = {one.indicator.pk: one.indicator for one in lines if one.mode == EntryMode.TYPED}
    above = ancestor_ids(report.organization.path)[:-1]
    stated = Fact.objects.ungated(WHY).filter(
        organization__in=above,
        indicator__in=typed,
        source=FactSource.TYPED,
        origin__startswith=ORIGIN,
        dated_on__lte=report.window.ends_on,
    )
    facts = list(stated.select_related("organization").order_by("dated_on", "pk")) if typed else []
    windows = _windows([one for one in facts if one.origin.removeprefix(ORIGIN).isdigit()])
    found: dict[int, Fact] = {}
    standing: dict[tuple[int, int], Fact] = {}
    for one in facts:
        if typed[one.indicator_id].is_stock:
            standing[one.organization_id, one.indicator_id] = one
        elif one.origin in windows and windows[one.origin] >= report.window.starts_on:
            _nearer(found, one)
    for one in standing.values():
        if not one.origin.endswith(ENDING):
            _nearer(found, one)
    return {indicator: one.organization for indicator, one in found.items()}


def _windows(facts: Collection[Fact]) -> dict[str, date]:
    """By origin the last day of its window."""
    keys = [int(one.origin.removeprefix(ORIGIN)) for one in facts]
    rows = Entry.objects.ungated(WHY).filter(pk__in=keys) if keys else Entry.objects.none()
    return {f"{ORIGIN}{key}": last for key, last in rows.values_list("pk", "report__window__ends_on")}


def _nearer(found: dict[int, Fact], fact: Fact) -> None:
    known = found.get(fact.indicator_id)
    if known is None or len(fact.organization.path) > len(known.organization.path):
        found[fact.indicator_id] = fact
