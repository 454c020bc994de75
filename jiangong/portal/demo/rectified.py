"""How the demo's findings went on: every step by who takes it in real life, over the real actions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.people.models import STANDING, Person
from jiangong.domains.supervision.actions import findings as actions
from jiangong.domains.supervision.choices import FindingState
from jiangong.domains.supervision.models import CheckLine, Finding, Visit
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.messaging.models import Message
from jiangong.portal.demo.officers import officers_by_unit
from jiangong.portal.demo.past import moment_of, told_at

MEASURES = (
    "逐份核对，补齐签字；今后由经办人当天归档。",
    "按月核对台账，专人复核。",
    "制订计划并公示，纳入月度例会。",
)
DONE = "已按要求整改：材料补齐并归档，相关人员已培训。"
SEEN = "现场复查，已整改到位。"
HALF = "只补了一半，其余须在新期限内补齐。"
TWICE = "与另一条重复。"
STATES = (
    FindingState.OPEN,
    FindingState.CLOSED,
    FindingState.ANSWERED,
    FindingState.RETURNED,
    FindingState.CLOSED,
    FindingState.ANSWERED,
    FindingState.VOID,
)
DAY = timedelta(days=1)
ALLOWED = 14 * DAY


@dataclass(frozen=True, slots=True)
class Hands:
    """Who acts for a unit, who puts things right there, and who looks again."""

    unit: Actor
    responsible: Person
    city: Actor


def tell_findings(done: list[Visit], failed: list[CheckLine], clerk: Actor, today: date) -> None:
    """One in each state and more; the first unit's first is overdue."""
    visits, states, officers = {one.pk: one for one in done}, cycle(STATES), officers_by_unit()
    leader = current_actor(User.objects.get(username="lingdao"))
    for place, line in enumerate(failed):
        visit = visits[line.visit_id]
        finding = _found(visit, line, today - 6 * DAY if place == 0 else today + ALLOWED)
        second = leader if finding.recorded_by_id == clerk.user_id else clerk  # never who found it
        unit = current_actor(officers[visit.organization_id])
        _go_on(finding, next(states), Hands(unit, _somebody(visit), second), clerk)
    Message.objects.filter(url__startswith="/supervision/").update(read_at=timezone.now())


def _found(visit: Visit, line: CheckLine, due_on: date) -> Finding:
    """As its inspector wrote it down on the day of the visit."""
    inspector = current_actor(visit.inspectors.select_related("user").order_by("position")[0].user)
    finding = Finding(
        organization=visit.organization,
        visit=visit,
        line=line,
        text=f"{line.text}：{line.remark}"[:500],
        due_on=due_on,
        recorded_by=inspector.user,
    )
    with told_at(_hour(visit, 0, 16, 40), Finding):
        finding.save(force_insert=True)
        record(inspector, "supervision.finding.create", finding, visit=visit.pk)
    return finding


def _somebody(visit: Visit) -> Person:
    """Somebody of the unit who answers for it."""
    people = Person.objects.ungated("demo").filter(
        STANDING, organization__path__startswith=visit.organization.path
    )
    return people.order_by("-is_union_official", "pk")[:1].get()


def _go_on(finding: Finding, state: str, hands: Hands, clerk: Actor) -> None:
    visit = finding.visit
    if state == FindingState.VOID:
        with told_at(_hour(visit, 1, 9, 30), Finding):
            actions.void_finding(finding, TWICE, actor=clerk)
    if state in (FindingState.OPEN, FindingState.VOID):
        return
    _answer(finding, hands)
    if state == FindingState.CLOSED:
        with told_at(_hour(visit, 13, 9, 40), Finding):
            actions.close_finding(finding, SEEN, actor=hands.city)
        due_on = (visit.visited_on or finding.due_on) + 15 * DAY
        _dated(finding, rechecked_on=_hour(visit, 13, 9, 40).date(), due_on=due_on)
    elif state == FindingState.RETURNED:
        last = max(timezone.localdate() - 2 * DAY, finding.answered_on or finding.due_on)
        with told_at(moment_of(last, 15, 20), Finding):
            actions.send_back_finding(finding, HALF, finding.due_on, actor=hands.city)
        _dated(finding, rechecked_on=last)


def _answer(finding: Finding, hands: Hands) -> None:
    """First who will do what, a week later that it is done."""
    visit, measure = finding.visit, MEASURES[(finding.line_id or 0) % len(MEASURES)]
    with told_at(_hour(visit, 2, 10, 10), Finding):
        actions.arrange_finding(finding, measure, hands.responsible, finding.version, actor=hands.unit)
    done_on = _hour(visit, 9, 15, 5)
    with told_at(done_on, Finding):
        answer = actions.Answer(measure, hands.responsible, DONE, timezone.localdate(done_on))
        actions.answer_finding(finding, answer, actor=hands.unit)


def _hour(visit: Visit, days: int, hour: int, minute: int) -> datetime:
    """So many days after the visit."""
    return moment_of((visit.visited_on or timezone.localdate()) + days * DAY, hour, minute)


def _dated(finding: Finding, **days: date) -> None:
    """Acts write today's date; the story's is earlier."""
    Finding.objects.ungated("as the story goes").filter(pk=finding.pk).update(**days)
