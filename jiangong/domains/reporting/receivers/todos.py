"""What waits for somebody under reports: to report, to sign, to review, to confirm, to answer."""

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.choices import INSIDE_STATES, MatterState, ReportState
from jiangong.domains.reporting.models import Matter, Report
from jiangong.domains.reporting.queries.inquiries import open_inquiries
from jiangong.domains.reporting.queries.reports import open_reports, waiting_for
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import ACT, DECIDE, DUE, RETURNED, Todo, register_todos

MOST = 20


@register_todos
def reporting_todos(actor: Actor) -> Iterator[Todo]:
    """Everything of reports that is this actor's turn."""
    own = own_organization_id(actor)
    if own is None or not actor.can("reporting.view"):
        return
    if actor.can("reporting.fill"):
        yield from _to_report(actor)
        yield from _to_confirm(own)
        yield from _to_answer_forms(actor)
        yield from _answered(own)
    if actor.can("reporting.sign"):
        yield from _to_sign(actor, own)
    if actor.can("reporting.review"):
        yield from _to_review(actor)
    if actor.can("reporting.answer"):
        yield from _to_answer(own)


def _to_report(actor: Actor) -> Iterator[Todo]:
    for one in open_reports(actor)[:MOST]:
        report = one.report
        returned = bool(report.returned_for)  # from above, or by who signs inside the unit
        yield Todo(
            title=f"{report.window}上报表",
            url=reverse("reporting:fill", args=[report.pk]),
            meta=(str(report.window.plan),),
            due_on=report.window.due_on,
            group=RETURNED if returned else DUE,
            why=report.returned_for if returned else "",
            act_label="重新报送" if returned else "填报",
            icon="clipboard-list",
        )


def _to_confirm(own: int) -> Iterator[Todo]:
    rows = Report.objects.ungated("one's own unit's").filter(
        organization=own, on_behalf=True, confirmed_at=None
    )
    for one in rows.select_related("organization", "window")[:MOST]:
        why = f"由上级代填（{one.get_channel_display()}），请核对后确认。"
        yield Todo(f"{one.window}上报表", one.get_absolute_url(), (), None, ACT, why, "确认代填", "checks")


def _to_sign(actor: Actor, own: int) -> Iterator[Todo]:
    rows = Report.objects.ungated("one's own unit's").filter(organization=own, state__in=INSIDE_STATES)
    for one in rows.select_related("organization", "window")[:MOST]:
        if (rules.vetting_refusal if one.state == ReportState.CHECKING else rules.sharing_refusal)(
            one, actor
        ):
            continue
        label = "审核" if one.state == ReportState.CHECKING else "签发"
        due = one.window.due_on
        yield Todo(f"{one.window}上报表", one.get_absolute_url(), (), due, DECIDE, "", label, "writing-sign")


def _to_review(actor: Actor) -> Iterator[Todo]:
    """One row for each window with reports that wait."""
    rows = Report.objects.visible_to(actor).filter(waiting_for(actor))
    counted = rows.order_by("-window__ends_on").values_list(
        "window_id", "window__label", "window__plan__title"
    )
    for window, label, plan, number in counted.annotate(n=models.Count("pk"))[:MOST]:
        url = f"{reverse('reporting:list')}?window={window}&view=mine"
        yield Todo(f"审核{label}上报表", url, (plan, f"{number}家已报"), None, DECIDE, "", "审核", "checks")


def _to_answer_forms(actor: Actor) -> Iterator[Todo]:
    for one in open_inquiries(actor):
        yield Todo(
            one.title,
            one.get_absolute_url(),
            (one.basis,) if one.basis else (),
            one.due_on,
            DUE,
            "",
            "填报",
            "notes",
        )


def _to_answer(own: int) -> Iterator[Todo]:
    rows = Matter.objects.ungated("addressed to one's own unit").filter(addressee=own, state=MatterState.SENT)
    for one in rows.select_related("organization").order_by("due_on", "pk")[:MOST]:
        late = one.due_on < timezone.localdate()
        yield Todo(
            f"{one.get_kind_display()}：{one.title}",
            one.get_absolute_url(),
            (str(one.organization),),
            one.due_on,
            DECIDE,
            "已过答复期限。" if late else "",
            "答复",
            "message-circle",
        )


def _answered(own: int) -> Iterator[Todo]:
    rows = Matter.objects.ungated("one's own unit's").filter(organization=own, state=MatterState.ANSWERED)
    for one in rows.order_by("pk")[:MOST]:
        yield Todo(f"已答复：{one.title}", one.get_absolute_url(), (), None, ACT, "", "办结或追问", "message")
