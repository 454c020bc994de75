"""What came of the demo's inspections: sheets, figures, and findings in every state."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.supervision.choices import Verdict, VisitState
from jiangong.domains.supervision.models import CheckLine, FigureCheck, InspectionPlan, Visit
from jiangong.domains.supervision.queries.visits import new_figures, new_lines
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.portal.demo.past import moment_of, told_at
from jiangong.portal.demo.rectified import tell_findings

WRONG = (
    "抽查10份材料，2份没有签字。", "台账登记晚于实际两个月，缺活动照片以外的佐证。", "制度上墙，但没有年度计划。",
    "两家企业同一批人员重复登记。", "资金使用没有按月公示。", "活动通知和签到表日期对不上。",
)  # fmt: skip
WHY = ("重复登记，已核减。", "材料不全的不计。", "跨年度的不应计入本年。")


def tell(plan: InspectionPlan, visits: list[Visit], clerk: Actor, random: Random, today: date) -> list[Visit]:
    """The last waits, the one before is under way, the others were made."""
    *done, ongoing, _ = visits
    span = max((today - plan.starts_on).days - 20, 1)
    for place, visit in enumerate(done):
        into = timedelta(days=min(8 + place * span // len(done), span))
        visit.visited_on = min(plan.starts_on + into, today)
    ongoing.visited_on = today
    lines = CheckLine.objects.bulk_create([line for one in [*done, ongoing] for line in new_lines(one)])
    figures = [figure for one in [*done, ongoing] for figure in new_figures(one, one.visited_on or today)]
    made = {one.pk for one in done}
    told = [line for line in lines if line.visit_id in made]
    failed = _verdicts(told, random)
    _verified([one for one in figures if one.visit_id in made], random)
    CheckLine.objects.bulk_update(told, ["verdict", "remark"], batch_size=200)
    FigureCheck.objects.bulk_create(figures)
    tell_findings(done, failed, clerk, today)
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
    inspector, day = current_actor(seats[0].user), visit.visited_on or visit.plan.starts_on
    steps = [("start", 9, VisitState.PLANNED, VisitState.ONGOING)]
    if state == VisitState.DONE:
        steps.append(("submit", 16, VisitState.ONGOING, VisitState.DONE))
    for name, hour, before, after in steps:
        with told_at(moment_of(day, hour, 30), Visit):
            record(inspector, f"supervision.visit.{name}", visit, state=[before, after], note=False)


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
