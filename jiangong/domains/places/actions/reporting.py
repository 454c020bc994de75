"""What anybody may say at a door: counted, never who said it."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from jiangong.domains.accounts.actions.counting import Allowance, TooManyTries, count_try
from jiangong.domains.places.choices import ReportKind, ReportState
from jiangong.domains.places.models import Place, PlaceReport
from jiangong.domains.places.workflow import report_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal

FROM_ONE_ADDRESS, AT_ONE_PLACE, THE_SAME = 12, 60, 2  # in a quarter of an hour


class TooManyReports(Refusal):
    """Enough has been said for now; nothing was counted."""

    status = 429

    def __init__(self) -> None:
        super().__init__("刚刚已经收到反映，不用重复提交。请15分钟后再试；有急事请拨打12351。")


def report_place(place: Place, kind: str, address: str, *, actor: Actor) -> PlaceReport:
    """Note that a place was found closed or broken; ``address`` only limits how often, as a keyed digest.

    ``actor`` is a stranger without an address: nothing is written down about whoever says it.
    """
    if kind not in ReportKind.values or not place.is_standing:
        raise Refusal("这个场所现在不能反映情况。有事请拨打12351。")
    try:
        count_try(
            (
                Allowance("place reports from", address, FROM_ONE_ADDRESS),
                Allowance("place reports at", str(place.pk), AT_ONE_PLACE),
                Allowance("the same report", f"{address}|{place.pk}|{kind}", THE_SAME),
            ),
            None,
        )
    except TooManyTries:
        raise TooManyReports from None
    try:
        return _say(place, kind, actor)
    except IntegrityError:  # two at once: the constraint let the first one make the row
        return _say(place, kind, actor)


@transaction.atomic
def _say(place: Place, kind: str, actor: Actor) -> PlaceReport:
    rows = PlaceReport.objects.ungated("whoever stands at the door may say so")
    same = rows.filter(place=place, kind=kind, state=ReportState.WAITING)
    if same.update(times=F("times") + 1, last_at=timezone.now()):
        report, verb = same.get(), "repeat"
    else:
        report = PlaceReport(organization=place.organization, place=place, kind=kind)
        report.save(force_insert=True)
        verb = "create"
    record(actor, f"places.placereport.{verb}", report)
    return report


@transaction.atomic
def settle_report(report: PlaceReport, answer: str, *, actor: Actor) -> PlaceReport:
    """Somebody went to see and says what was done."""
    values = {"answer": answer.strip(), "settled_on": timezone.localdate()}
    report_workflow.perform(report, "settle", actor=actor, note=answer, values=values)
    return report
