"""What came of the demo's inspections: sheets, figures, and findings in every state."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

from django.utils import timezone

from jiangong.domains.people.models import STANDING, Person
from jiangong.domains.supervision.choices import FindingState, Verdict, VisitState
from jiangong.domains.supervision.models import CheckLine, FigureCheck, Finding, InspectionPlan, Visit
from jiangong.domains.supervision.queries.visits import new_figures, new_lines
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many

WRONG = (
    "抽查10份材料，2份没有签字。", "台账登记晚于实际两个月，缺活动照片以外的佐证。", "制度上墙，但没有年度计划。",
    "两家企业同一批人员重复登记。", "资金使用没有按月公示。", "活动通知和签到表日期对不上。",
)  # fmt: skip
WHY = ("重复登记，已核减。", "材料不全的不计。", "跨年度的不应计入本年。")
MEASURES = (
    "逐份核对，补齐签字；今后由经办人当天归档。",
    "按月核对台账，专人复核。",
    "制订计划并公示，纳入月度例会。",
)
DONE = "已按要求整改：材料补齐并归档，相关人员已培训。"
STATES = (
    FindingState.OPEN,
    FindingState.CLOSED,
    FindingState.ANSWERED,
    FindingState.RETURNED,
    FindingState.CLOSED,
    FindingState.ANSWERED,
    FindingState.VOID,
)


def tell(plan: InspectionPlan, visits: list[Visit], clerk: Actor, random: Random, today: date) -> list[Visit]:
    """The last waits, the one before is under way, the others were made."""
    *done, ongoing, _ = visits
    span = max((today - plan.starts_on).days - 20, 1)
    for place, visit in enumerate(done):
        visit.visited_on = plan.starts_on + timedelta(days=min(8 + place * span // len(done), span))
    ongoing.visited_on = today
    lines = CheckLine.objects.bulk_create([line for one in [*done, ongoing] for line in new_lines(one)])
    figures = [figure for one in [*done, ongoing] for figure in new_figures(one, one.visited_on or today)]
    made = {one.pk for one in done}
    told = [line for line in lines if line.visit_id in made]
    failed = _verdicts(told, random)
    _verified([one for one in figures if one.visit_id in made], random)
    CheckLine.objects.bulk_update(told, ["verdict", "remark"], batch_size=200)
    FigureCheck.objects.bulk_create(figures)
    _findings(done, failed, clerk, today)
    for visit in done:
        _moved(visit, VisitState.DONE, sum(line.visit_id == visit.pk for line in failed))
    _moved(ongoing, VisitState.ONGOING, 0)
    return visits


def _moved(visit: Visit, state: str, count: int) -> None:
    seats = list(visit.inspectors.all())
    Visit.objects.ungated("a story told from its end").filter(pk=visit.pk).update(
        state=state,
        visited_on=visit.visited_on,
        version=2,
        finding_count=count,
        submitted_by=seats[0].user_id if state == VisitState.DONE else None,
        summary="总体较好，任务有布置、有台账；个别材料不齐，已当场反馈。"
        if state == VisitState.DONE
        else "",
    )


def _verdicts(lines: list[CheckLine], random: Random) -> list[CheckLine]:
    """Most conforms; one or two things on each visit do not."""
    failed = []
    for line in lines:
        chance = random.random()
        line.verdict = Verdict.CONFORMS if chance < 0.93 else Verdict.NOT_APPLICABLE
        if line.position in (3 + line.visit_id % 4, 12 + line.visit_id % 3):
            line.verdict, line.remark = Verdict.FAILS, random.choice(WRONG)
            failed.append(line)
    return failed


def _verified(figures: list[FigureCheck], random: Random) -> None:
    """Most figures hold; some were too high."""
    for one in figures:
        if one.reported is None:
            continue
        one.verified = one.reported
        step = Decimal(1) if not one.indicator.decimals else Decimal("0.01")
        if one.reported >= 3 * step and random.random() < 0.3:
            one.verified = one.reported - step * random.randint(1, 2)
            one.explanation = random.choice(WHY)


def _findings(done: list[Visit], failed: list[CheckLine], clerk: Actor, today: date) -> None:
    """One in each state and more; the first unit's first is overdue."""
    by_key, states, people = {one.pk: one for one in done}, cycle(STATES), dict(_people(done))
    rows = []
    for place, line in enumerate(failed):
        visit = by_key[line.visit_id]
        days = -6 if place == 0 else 14
        rows.append(_finding(visit, line, next(states), today + timedelta(days=days), people, clerk))
    made = Finding.objects.bulk_create(rows)
    record_many(clerk, "supervision.finding.create", made)


def _people(done: list[Visit]) -> Iterator[tuple[int, Person]]:
    """Somebody of each unit who answers for it."""
    for visit in done:
        found = Person.objects.ungated("demo").filter(
            STANDING, organization__path__startswith=visit.organization.path
        )
        if person := found.order_by("-is_union_official", "pk").first():
            yield visit.organization_id, person


def _finding(
    visit: Visit, line: CheckLine, state: str, due_on: date, people: dict[int, Person], clerk: Actor
) -> Finding:
    visited = visit.visited_on or due_on
    seats = list(visit.inspectors.all())
    finding = Finding(
        organization=visit.organization,
        visit=visit,
        line=line,
        text=f"{line.text}：{line.remark}"[:500],
        due_on=due_on,
        recorded_by_id=seats[0].user_id,
        state=state,
    )
    if state in (FindingState.ANSWERED, FindingState.CLOSED, FindingState.RETURNED):
        finding.responsible = people.get(visit.organization_id)
        finding.measure = MEASURES[line.pk % len(MEASURES)]
        finding.answer, finding.answered_on = DONE, min(visited + timedelta(days=9), timezone.localdate())
    if state == FindingState.CLOSED:
        finding.rechecked_by, finding.opinion = clerk.user, "现场复查，已整改到位。"
        finding.rechecked_on = min(visited + timedelta(days=13), timezone.localdate())
        finding.due_on = visited + timedelta(days=15)
    elif state == FindingState.RETURNED:
        finding.rechecked_by, finding.opinion = clerk.user, "只补了一半，其余须在新期限内补齐。"
        finding.rechecked_on, finding.times_returned = timezone.localdate() - timedelta(days=2), 1
    elif state == FindingState.VOID:
        finding.opinion = "与另一条重复。"
    return finding
