"""The cards of a programme's page: what stands in the way, the swaps, the list, and beside them the rules."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.choices import NominationState, ProgrammeState, StageKind
from jiangong.domains.honors.models import Nomination, Programme
from jiangong.domains.honors.queries.eligibility import day_of
from jiangong.domains.honors.queries.findings import barred, findings_of, opinion_marks
from jiangong.domains.honors.queries.lists import listed, proposals, reserve, rule_lines
from jiangong.domains.honors.queries.opinions import scans_of
from jiangong.domains.honors.queries.programmes import Use, runs, uses
from jiangong.domains.honors.rules import notices as noticing
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.views.calendar import notice_weeks
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages import Action, Panel
from jiangong.kit.ui.codes import qr_code
from jiangong.kit.ui.parts import Slip

SHOWN_FINDINGS = 12
SHOWN_ROWS = 60
STRUCTURE = "结构要求"
COUNTED: dict[str, NominationState] = {  # whom the figures beside the places count
    ProgrammeState.OPEN: NominationState.SUBMITTED,
    ProgrammeState.DECIDED: NominationState.AWARDED,
}
DAY = timedelta(days=1)
Absolute = Callable[[str], str]


def panels_of(programme: Programme, actor: Actor, absolute: Absolute) -> list[Panel]:
    """What this reader may know of a programme: all of it for who runs it, one's own candidates for the others."""
    own = _nominations(programme, actor)
    if not runs(programme, actor):
        return [*own, *_structure(programme, actor, live=False), *_quotas(programme, actor)]
    found: list[Panel] = []
    if programme.state == ProgrammeState.REVIEWING:
        found += [*_findings(programme, actor), *_list(programme, actor)]
    elif programme.state == ProgrammeState.DECIDED:
        found += _list(programme, actor)
    else:
        found += own
    live = programme.state in (ProgrammeState.REVIEWING, ProgrammeState.DECIDED)
    return [
        *found,
        *_structure(programme, actor, live=live),
        *_eligibility(programme, actor),
        *_opinions(programme, actor),
        *_notices(programme, actor, absolute),
        *_quotas(programme, actor),
        *_stages(programme, actor),
    ]


def _nominations(programme: Programme, actor: Actor) -> list[Panel]:
    if programme.state == ProgrammeState.DRAFT:
        return []
    rows = Nomination.objects.visible_to(actor).filter(programme=programme).select_related("organization")
    shown = list(rows.order_by("organization__position", "rank", "pk")[:SHOWN_ROWS])
    address = f"{reverse('honors:nomination_list')}?programme={programme.pk}"
    told = {
        "rows": shown,
        "categories": any(one.category for one in shown),
        "all_url": address if len(shown) == SHOWN_ROWS else "",
    }
    return [Panel("推荐对象", "honors/_nominations.html", told, count=rows.count())]


def _findings(programme: Programme, actor: Actor) -> list[Panel]:
    """Everything in the way of the stage, and what somebody has answered for."""
    found = findings_of(programme)
    may_waive = not rules.waiving_refusal(programme, actor)
    open_ones = [one for one in found if one.blocks]
    told: dict[str, Any] = {
        "programme": programme,
        "findings": open_ones[:SHOWN_FINDINGS],
        "more": max(len(open_ones) - SHOWN_FINDINGS, 0),
        "waived": [one for one in found if not one.blocks],
        "may_waive": may_waive,
    }
    return [Panel("待解决事项", "honors/_findings.html", told, count=len(open_ones))] if found else []


def swaps_of(programme: Programme, actor: Actor) -> dict[str, Any]:
    """The smallest swaps, where the structure stands in the way; read once for the page."""
    if programme.state != ProgrammeState.REVIEWING or not runs(programme, actor):
        return {}
    if not any(one.group == STRUCTURE and one.blocks for one in findings_of(programme)):
        return {}
    if not hasattr(programme, "_proposals"):
        programme._proposals = proposals(programme, day_of(programme), barred(programme))
    return {"proposals": programme._proposals, "may_swap": not rules.arranging_refusal(programme, actor)}


def _list(programme: Programme, actor: Actor) -> list[Panel]:
    """The list, and its reserve."""
    marks = opinion_marks(programme)
    offered = {
        one.out.pk for plan in swaps_of(programme, actor).get("proposals", ())[:1] for one in plan.pairs
    }
    rows = [(one, marks.get(one.pk), one.pk in offered) for one in listed(programme)]
    spare = [(one, marks.get(one.pk), False) for one in reserve(programme)]
    shown = [one for one, _, _ in (*rows, *spare)]
    columns = {
        "posts": any(one.position for one in shown),
        "traits": any(one.traits for one in shown),
        "marks": bool(marks),
    }
    found = [Panel("名单", "honors/_list.html", {"rows": rows, **columns}, count=len(rows))]
    if spare:
        found.append(Panel("备选", "honors/_list.html", {"rows": spare, **columns}, count=len(spare)))
    return found


def _structure(programme: Programme, actor: Actor, *, live: bool) -> list[Panel]:
    lines = rule_lines(programme, day_of(programme))
    may = not rules.editing_refusal(programme, actor)
    if not lines and not may:
        return []
    acts = (Action("增加", reverse("honors:structure_add", args=[programme.pk]), "plus"),) if may else ()
    met = sum(one.is_met for one in lines)
    told = {"lines": lines, "met": met, "live": live, "may": may, "programme": programme}
    return [Panel("结构要求", "honors/_structure.html", told, side=True, actions=acts)]


def _eligibility(programme: Programme, actor: Actor) -> list[Panel]:
    rows = list(programme.eligibility.all())
    may = not rules.editing_refusal(programme, actor)
    if not rows and not may:
        return []
    acts = (Action("增加", reverse("honors:eligibility_add", args=[programme.pk]), "plus"),) if may else ()
    told = {"rows": rows, "may": may, "programme": programme}
    return [Panel("资格条件", "honors/_eligibility.html", told, side=True, actions=acts)]


def _opinions(programme: Programme, actor: Actor) -> list[Panel]:
    if programme.state not in (ProgrammeState.REVIEWING, ProgrammeState.DECIDED):
        return []
    letters = list(programme.consultations.prefetch_related("vetoes__nomination"))
    may = not rules.consulting_refusal(programme, actor)
    if not letters and not may:
        return []
    acts = [Action("征求意见", reverse("honors:consult", args=[programme.pk]), "mail")] if may else []
    if letters and actor.can("honors.consult"):
        acts.append(Action("下载函件", reverse("honors:letters", args=[programme.pk]), "download"))
    scans = scans_of(letters)
    told = {"letters": [(one, scans[one.pk]) for one in letters], "may": may, "programme": programme}
    done = sum(bool(one.reply) for one in letters)
    title = f"部门意见　{done}/{len(letters)}完成" if letters else "部门意见"
    return [Panel(title, "honors/_opinions.html", told, side=True, actions=tuple(acts))]


def _notices(programme: Programme, actor: Actor, absolute: Absolute) -> list[Panel]:
    """Past and running notices; where one is due, how long it would run."""
    shown = []
    for one in programme.notices.select_related("stage"):
        address = absolute(one.get_public_url())
        slip = Slip(one.stage.name, qr_code(address), note="扫码查看，不用登录。") if one.is_open() else None
        last = timezone.localdate(one.closes_at) - DAY
        shown.append(
            {"notice": one, "slip": slip, "last": last, "weeks": notice_weeks(one.opens_at, one.days)}
        )
    may = not rules.publishing_refusal(programme, actor)
    stage = programme.current()
    ahead = [one for one in programme.pipeline() if one.kind == StageKind.NOTICE and one.finished_on is None]
    if not shown and not (stage is not None and ahead):
        return []
    acts = (
        (Action("发布公示", reverse("honors:publish", args=[programme.pk]), "speakerphone"),) if may else ()
    )
    told = {
        "shown": shown,
        "programme": programme,
        "may_recall": actor.can("honors.publish"),
        "now": timezone.now(),
        **({} if shown else _foreseen(programme)),
    }
    title = "公示" if shown or may else "公示期测算"
    return [Panel(title, "honors/_notices.html", told, side=True, actions=acts)]


def _foreseen(programme: Programme) -> dict[str, Any]:
    """How long a notice that opens on the next working morning would run; nothing before holidays are known."""
    morning = datetime.combine(noticing.next_opening(timezone.now()), noticing.BEGIN_OF_WORK)
    opens_at = timezone.make_aware(morning)
    if noticing.timing_refusal(opens_at, programme.notice_days):
        return {}
    last = noticing.last_day(opens_at, programme.notice_days)
    return {"first": morning.date(), "last": last, "weeks": notice_weeks(opens_at, programme.notice_days)}


def _quotas(programme: Programme, actor: Actor) -> list[Panel]:
    """How the places are used: every unit for who runs it, one's own otherwise."""
    rows = uses(programme)
    if not runs(programme, actor):
        rows = [
            one for one in rows if one.quota.unit is None or one.quota.unit.path.startswith(actor.scope_path)
        ]
    may = not rules.editing_refusal(programme, actor)
    if not rows and not may:
        return []
    acts = (Action("分配", reverse("honors:allot", args=[programme.pk]), "pencil"),) if may else ()
    counted = COUNTED.get(programme.state, NominationState.LISTED)
    own = f"{reverse('honors:nomination_list')}?programme={programme.pk}&state={counted}"
    told = {
        "rows": [(one, _within(own, one)) for one in rows],
        "places": sum(one.quota.places for one in rows),
        "nominated": sum(one.nominated for one in rows),
        "is_listed": programme.state not in (ProgrammeState.DRAFT, ProgrammeState.OPEN),
    }
    return [Panel("名额", "honors/_quotas.html", told, side=True, actions=acts)]


def _within(address: str, use: Use) -> str:
    """Where the candidates stand whom a figure counts; nowhere for a part of a unit's, which no filter names."""
    quota = use.quota
    if quota.category or quota.is_separate or not (use.nominated or use.listed):
        return ""
    return f"{address}&organization={quota.unit_id}" if quota.unit_id else address


def _stages(programme: Programme, actor: Actor) -> list[Panel]:
    if rules.planning_refusal(programme, actor):
        return []
    acts = (Action("设置", reverse("honors:plan", args=[programme.pk]), "list-check"),)
    return [Panel("环节", "honors/_stages.html", {"stages": programme.pipeline()}, side=True, actions=acts)]
