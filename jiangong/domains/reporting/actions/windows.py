"""Windows: made from a schedule or one by one, opened for the units, locked and unlocked by name."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan, Recipient
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.models import Expectation, Report, Schedule, Unlock, Window
from jiangong.domains.reporting.queries.windows import SpanOfReport, spans_of
from jiangong.domains.reporting.signals import window_opened
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal

WHY = "windows belong to who makes the plan"
COPIED = ("rhythm", "grace_days", "counts_from", "needs_endorsement", "needs_sign_off")


def _require(plan: Plan, actor: Actor) -> None:
    if not actor.can("reporting.schedule"):
        raise NotAllowed("您当前的任职没有“设置填报期、开锁”的权限。")
    if reason := rules.scheduling_refusal(Window(plan=plan), actor):
        raise NotAllowed(reason)


@transaction.atomic
def set_schedule(schedule: Schedule, *, actor: Actor) -> Schedule:
    """Give a plan its rhythm: windows that stand stay, those to come are made, those due open at once."""
    _require(schedule.plan, actor)
    is_new = schedule.pk is None
    schedule.save()
    spans = list(spans_of(schedule))
    known = set(schedule.plan.windows.values_list("rhythm", "starts_on", "ends_on"))
    fresh = [one for one in spans if (schedule.rhythm, one.starts_on, one.ends_on) not in known]
    Window.objects.ungated(WHY).bulk_create([_window(schedule, one) for one in fresh])
    verb = "create" if is_new else "edit"
    record(actor, f"reporting.schedule.{verb}", schedule, rhythm=schedule.rhythm, windows=len(fresh))
    open_due_windows(actor=actor, plan=schedule.plan)
    return schedule


def _window(schedule: Schedule, span: SpanOfReport) -> Window:
    opens = max(span.ends_on - timedelta(days=schedule.lead_days), span.starts_on)
    if schedule.rhythm == "any_time":
        opens = span.starts_on
    return Window(
        plan=schedule.plan,
        organization_id=schedule.plan.organization_id,
        label=span.label,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        opens_on=opens,
        due_on=span.ends_on + timedelta(days=schedule.due_days),
        **{name: getattr(schedule, name) for name in COPIED},
    )


@transaction.atomic
def create_window(window: Window, *, actor: Actor) -> Window:
    """One window of its own: a span no rhythm gives."""
    _require(window.plan, actor)
    window.organization_id = window.plan.organization_id
    try:
        with transaction.atomic():
            window.save(force_insert=True)
    except IntegrityError:
        raise Conflict("这份计划已经有同样起止的填报期。", "starts_on") from None
    record(actor, "reporting.window.create", window, starts_on=window.starts_on, ends_on=window.ends_on)
    open_due_windows(actor=actor, plan=window.plan)
    return window


def open_due_windows(*, actor: Actor, plan: Plan | None = None) -> list[Window]:
    """Open what is due by the database's clock: from then on every unit has its sheet."""
    waiting = Window.objects.ungated(WHY).filter(opened_at=None, plan__state=PlanState.ISSUED)
    if plan is not None:
        waiting = waiting.filter(plan=plan)
    due = waiting.annotate(moment=Now()).select_related("plan__organization").order_by("opens_on", "pk")
    ready = [one for one in due if one.opens_on <= timezone.localdate(one.moment)]
    return [one for one in ready if _open(one, actor)]


@transaction.atomic
def _open(window: Window, actor: Actor) -> bool:
    unopened = Window.objects.ungated(WHY).filter(pk=window.pk, opened_at=None)
    if not unopened.update(opened_at=timezone.now()):
        return False
    window.refresh_from_db(fields=["opened_at"])
    add_reports(window)
    record(actor, "reporting.window.open", window)
    window_opened.send(Window, window=window, actor=actor)
    return True


def add_reports(window: Window) -> int:
    """A sheet for every unit of the plan that has none yet; how many."""
    have = set(window.reports.values_list("organization_id", flat=True))
    units = Recipient.objects.ungated(WHY).filter(plan=window.plan_id, organization__isnull=False)
    rows = units.values_list("organization_id", "position")
    fresh = [
        Report(window=window, organization_id=unit, position=position)
        for unit, position in rows
        if unit not in have
    ]
    Report.objects.ungated(WHY).bulk_create(fresh, batch_size=500)
    return len(fresh)


@transaction.atomic
def lock_window(window: Window, *, actor: Actor) -> Window:
    """Nothing is reported any more, whatever the days of grace."""
    _require(window.plan, actor)
    free = Window.objects.ungated(WHY).filter(pk=window.pk, locked_at=None)
    if not free.update(locked_at=timezone.now()):
        raise Conflict("这个填报期已经锁定。请刷新页面查看最新情况。")
    record(actor, "reporting.window.lock", window)
    window.refresh_from_db(fields=["locked_at"])
    return window


@dataclass(frozen=True, slots=True)
class Key:
    """For whom a window is opened again, how long and why."""

    unit: Organization | None
    until: date
    reason: str


@transaction.atomic
def unlock_window(window: Window, key: Key, *, actor: Actor) -> Unlock:
    """Open a window again for a unit or for all; it closes by itself, and the log stays."""
    _require(window.plan, actor)
    if not key.reason.strip():
        raise Refusal("请写明开锁的原因。", "reason")
    if key.until < timezone.localdate():
        raise Refusal("开放到哪一天，不能早于今天。", "until")
    if key.unit is not None and not window.reports.filter(organization=key.unit).exists():
        raise Refusal("这个单位不在这个填报期里，请重新选择。", "unit")
    made = Unlock.objects.create(
        window=window, unit=key.unit, until=key.until, reason=key.reason.strip(), by=actor.user
    )
    changes: dict[str, Any] = {"unit": key.unit.pk if key.unit else None, "until": key.until}
    record(actor, "reporting.window.unlock", window, **changes)
    return made


@transaction.atomic
def set_expectations(plan: Plan, expectations: list[Expectation], *, actor: Actor) -> int:
    """What is expected of a plan's figures from now on; how many lines."""
    _require(plan, actor)
    made = Expectation.objects.bulk_create(
        expectations,
        update_conflicts=True,
        unique_fields=("goal",),
        update_fields=("minimum", "maximum", "jump_percent", "not_above", "needs_evidence"),
    )
    record(actor, "reporting.expectation.edit", plan, lines=len(made))
    return len(made)
