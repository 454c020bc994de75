"""Those above look at reports: notice, endorse, approve one or a whole district, send back, stand in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jiangong.domains.plans.choices import Channel
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions.counting import (
    count_entries,
    count_reports,
    counts_on_arrival,
    uncount_report,
)
from jiangong.domains.reporting.actions.filling import (
    Filling,
    arrival,
    doubts_of,
    keep_entries,
    keep_note,
    whole_entries,
    write_entries,
)
from jiangong.domains.reporting.choices import WAITING_STATES
from jiangong.domains.reporting.models import Report
from jiangong.domains.reporting.queries.doubts import held_out
from jiangong.domains.reporting.queries.windows import opening_for
from jiangong.domains.reporting.workflow import report_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal


def read_report(report: Report, *, actor: Actor) -> bool:
    """Whoever decides on it has opened it: from now on the unit cannot take it back. Whether this was the first time."""
    if report.read_at is not None or report.state not in WAITING_STATES:
        return False
    if not actor.can("reporting.review") or rules.reading_refusal(report, actor):
        return False
    with transaction.atomic():
        moment = timezone.now()
        # The version rises too: a withdrawal under way at this moment finds itself overtaken.
        unread = Report.objects.ungated("the report was read through the gate").filter(
            pk=report.pk, version=report.version, read_at=None, state=report.state
        )
        if not unread.update(read_at=moment, version=F("version") + 1):
            return False
        record(actor, "reporting.report.read", report)
    report.read_at, report.version = moment, report.version + 1
    return True


@transaction.atomic
def endorse_report(report: Report, *, actor: Actor) -> Report:
    """The district between has looked."""
    values = {"endorsed_by_id": actor.user_id, "endorsed_at": timezone.now()}
    return report_workflow.perform(report, "endorse", actor=actor, values=values)


@transaction.atomic
def approve_report(report: Report, *, actor: Actor) -> Report:
    """The figures stand; where they count from approval on, they count now."""
    values = {"approved_by_id": actor.user_id, "approved_at": timezone.now()}
    report_workflow.perform(report, "approve", actor=actor, values=values)
    if not counts_on_arrival(report.window):
        count_entries(report, list(report.entries.select_related("goal__indicator")))
    return report


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of many: those let through, those held out with the reason of each."""

    done: tuple[Report, ...]
    held: tuple[tuple[Report, str], ...]


@transaction.atomic
def approve_reports(reports: Collection[Report], *, actor: Actor) -> Passed:
    """A whole district at once; whatever is doubtful is held out and looked at by itself."""
    return _pass_on(reports, "approve", "approved", actor)


@transaction.atomic
def endorse_reports(reports: Collection[Report], *, actor: Actor) -> Passed:
    """The district's own look at all of its units at once."""
    return _pass_on(reports, "endorse", "endorsed", actor)


def _pass_on(reports: Collection[Report], name: str, stamp: str, actor: Actor) -> Passed:
    doubtful = held_out(reports)
    clean = [one for one in reports if one.pk not in doubtful]
    values = {f"{stamp}_by_id": actor.user_id, f"{stamp}_at": timezone.now()}
    done = report_workflow.perform_many(clean, name, actor=actor, values=values)
    if name == "approve":
        count_reports([one for one in done if not counts_on_arrival(one.window)])
    moved = {one.pk for one in done}
    left = [
        (one, doubtful.get(one.pk) or _why_not(one, name, actor)) for one in reports if one.pk not in moved
    ]
    return Passed(tuple(done), tuple(left))


def _why_not(report: Report, name: str, actor: Actor) -> str:
    reason = report_workflow.transitions[name].refusal(report, actor)
    return reason or "刚被别人办理，请刷新查看。"


@transaction.atomic
def send_back_report(report: Report, reason: str, *, actor: Actor) -> Report:
    """It has to be mended; what counted on arrival counts no longer."""
    values = {"returned_for": reason.strip()[:500], "endorsed_by_id": None, "endorsed_at": None}
    report_workflow.perform(report, "send_back", actor=actor, note=reason, values=values)
    uncount_report(report)
    return report


@dataclass(frozen=True, slots=True)
class Proxy:
    """How and when the figures of a unit that is not online came in."""

    channel: str
    received_on: date


@transaction.atomic
def stand_in_report(report: Report, filling: Filling, proxy: Proxy, *, actor: Actor) -> Report:
    """The level above enters a unit's figures (代填); the unit may confirm them later."""
    transition = report_workflow.transitions["stand_in"]
    if reason := transition.refusal(report, actor):
        raise NotAllowed(reason)
    if proxy.channel == Channel.ONLINE:
        raise Refusal("请选择对方是怎样报送的：纸质、电话、微信或邮件。", "channel")
    if proxy.received_on > opening_for(report).today:
        raise Refusal("收到日期不能晚于今天。", "received_on")
    entries = whole_entries(report, filling)
    values = {
        **arrival(report),
        "note": filling.note.strip(),
        "doubts": doubts_of(entries),
        "filled_by_id": actor.user_id,
        "filled_at": opening_for(report).moment,
        "on_behalf": True,
        "channel": proxy.channel,
        "received_on": proxy.received_on,
        "confirmed_by_id": None,
        "confirmed_at": None,
    }
    report_workflow.perform(report, "stand_in", actor=actor, values=values)
    keep_entries(entries)
    if counts_on_arrival(report.window):
        count_entries(report, entries)
    return report


@transaction.atomic
def keep_for_unit(report: Report, filling: Filling, *, actor: Actor) -> Report:
    """A draft in the unit's stead: the level above collects figures and sends them later."""
    if not actor.can("reporting.review"):
        raise NotAllowed("您当前的任职没有“审核下级填报、代填”的权限。")
    if reason := rules.standing_in_refusal(report, actor):
        raise NotAllowed(reason)
    entries = write_entries(report, filling)
    keep_note(report, filling, entries)
    record(actor, "reporting.report.save", report, lines=len(entries))
    return report


@transaction.atomic
def confirm_report(report: Report, *, actor: Actor) -> Report:
    """The unit says itself that what was entered for it is right; saying it again changes nothing."""
    if not actor.can("reporting.fill") or not rules.is_own(report, actor):
        raise NotAllowed("代填的上报表由填报单位自己确认。")
    unconfirmed = Report.objects.ungated("one's own report").filter(
        pk=report.pk, on_behalf=True, confirmed_at=None
    )
    if unconfirmed.update(confirmed_at=timezone.now(), confirmed_by=actor.user_id):
        record(actor, "reporting.report.confirm", report)
    return report
