"""Reports of the demo: months of the running plans up to today, on time and late, sent back, corrected, 代填, doubtful."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.domains.plans.choices import Channel, PlanState
from jiangong.domains.plans.models import Plan
from jiangong.domains.reporting.actions.counting import count_reports
from jiangong.domains.reporting.actions.windows import Key, set_expectations, set_schedule, unlock_window
from jiangong.domains.reporting.choices import EntryMode, ReportState
from jiangong.domains.reporting.models import RELATED, Entry, Expectation, Report, Schedule, Window
from jiangong.domains.reporting.queries.checks import findings_of
from jiangong.domains.reporting.queries.lines import Line, lines_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.kit.messaging.models import Message
from jiangong.portal.demo import matters, officers

SEED = 20210403
ON_PAPER = {"郑煤": Channel.PAPER, "日产": Channel.PHONE}  # not online; 郑煤 confirmed once it was
BEHIND = {"上街区": 0.55, "轻研院": 0.4, "登封市": 0.7}
OPEN_NOW = ("二七区", "宇通", "航空港区", "交运", "黄金叶")  # have not reported the last month yet
SENT_BACK = "财贸金融"
DOUBTFUL = (
    "新密市",
    "机械冶金",
    "高新区",
)  # more than the ledger of the last month, or the whole year once more
DIFFERED = ("中牟县", 3)  # one agreement that the ledger got a month later
IN_TRANSIT = "材料已报市总，台账尚在补录。"
WHY = (
    "集中签约、集中挂牌活动在本月举行，数量较上月增加。",
    "新增两家企业整体参加，名单已报市总。",
    "上月活动顺延到本月，一并统计。",
)


def load(actor: Actor) -> list[Window]:
    """The running plans, the further division first: what a district's unions have said, the district confirms."""
    people = {
        one.username: current_actor(one) for one in User.objects.filter(username__in=("shizong", "erqi"))
    }
    running = Plan.objects.ungated("demo").filter(state=PlanState.ISSUED, year=timezone.localdate().year)
    found: list[Window] = []
    for plan in running.select_related("organization__parent").order_by("-parent_id", "pk"):
        found += _months(plan, people["erqi" if plan.is_further_division else "shizong"])
    loaded = Report.objects.ungated("demo").filter(window__in=found, submitted_at__isnull=False)
    record_many(actor, "reporting.report.load", loaded)
    matters.load(actor)
    Message.objects.filter(url__startswith="/reports/").update(read_at=timezone.now())
    fold_everything()
    return found


def _months(plan: Plan, maker: Actor) -> list[Window]:
    """Every month from the one the plan was issued in; the last one is still coming in."""
    issued = timezone.localdate(plan.issued_at)
    first = date(plan.year, issued.month if issued.year == plan.year else 1, 1)
    set_schedule(Schedule(plan=plan, starts_on=first, ends_on=date(plan.year, 12, 31)), actor=maker)
    _expect(plan, maker)
    windows = Window.objects.ungated("demo").filter(plan=plan, opened_at__isnull=False)
    ordered = list(windows.select_related("plan__organization__parent").order_by("ends_on"))
    for place, window in enumerate(ordered):
        is_last = place == len(ordered) - 1
        _report(Month(window, place + 1, is_last, maker))
        Window.objects.ungated("demo").filter(pk=window.pk).update(opened_at=_moment(window.opens_on, 0))
    if len(ordered) > 2 and not plan.is_further_division:
        _correct(ordered[-3], maker)
    return ordered


def _expect(plan: Plan, maker: Actor) -> None:
    """Studios are shown with a picture of the plaque; no month has more than the city's whole."""
    wanted = plan.programs.filter(goals__indicator__name__contains="工作室").values_list("goals", flat=True)
    goals = [one for program in plan.programs.all() for one in program.goals.filter(pk__in=wanted)]
    shown = [one for one in goals if "工作室" in str(one)]
    rules = [
        Expectation(goal=one, maximum=Decimal(60), jump_percent=100, needs_evidence=False) for one in shown
    ]
    set_expectations(plan, rules, actor=maker)


@dataclass(frozen=True)
class Month:
    """One window of the story."""

    window: Window
    number: int
    is_last: bool
    maker: Actor

    def random(self, unit: object) -> Random:
        return Random(f"{SEED}{self.window.ends_on}{unit}")  # noqa: S311 — a story, not a secret


def _report(month: Month) -> None:
    """All units of one month, in a constant number of statements."""
    rows = Report.objects.ungated("demo").filter(window=month.window).select_related(*RELATED)
    reports, signers = list(rows), officers.officers_by_unit()
    lines = lines_of(reports)
    entries: dict[int, list[Entry]] = {}
    for report in reports:
        if _reports_now(month, report):
            entries[report.pk] = _entries(month, report, lines[report.pk])
            _send(month, report, entries[report.pk], signers.get(report.organization_id))
    sent = [one for one in reports if one.pk in entries]
    Entry.objects.ungated("demo").bulk_create([one for found in entries.values() for one in found])
    fields = [one.name for one in Report._meta.concrete_fields if one.name not in ("id", "version")]
    for one in sent:  # bulk_update spends twenty times as long on a statement of 25 columns
        Report.objects.ungated("demo").filter(pk=one.pk).update(
            **{name: getattr(one, name) for name in fields}
        )
    count_reports([one for one in sent if one.state == ReportState.APPROVED])


def _reports_now(month: Month, report: Report) -> bool:
    if not month.is_last:
        return True
    if month.window.plan.is_further_division:
        return report.position % 3 == 0
    return str(report.organization) not in OPEN_NOW and month.random(report.organization).random() < 0.85


def _entries(month: Month, report: Report, lines: Iterable[Line]) -> list[Entry]:
    random, found = month.random(report.organization), []
    said = {one.goal.pk: _figure(month, report, one) for one in lines}
    for line in lines:
        value = said[line.goal.pk]
        findings = findings_of(line, value, said, has_evidence=True)
        found.append(
            Entry(
                report=report,
                organization_id=report.organization_id,
                goal=line.goal,
                mode=line.mode,
                target=line.target,
                known=line.known,
                base=line.base,
                stated=value,
                total=line.total_with(value),
                explanation=_why(line, random) if findings else "",
                findings=findings,
                computed_at=line.computed_at,
            )
        )
    return found


def _why(line: Line, random: Random) -> str:
    return IN_TRANSIT if line.known is not None else random.choice(WHY)


def _figure(month: Month, report: Report, line: Line) -> Decimal:
    """What is known is confirmed, but for a few; what is typed follows the unit's own pace towards its share."""
    unit = str(report.organization)
    doubtful = month.is_last and unit in DOUBTFUL and line.goal.position == 1
    if line.known is not None:
        step = Decimal(1).scaleb(-line.indicator.decimals)
        differs = doubtful or ((unit, month.number) == DIFFERED and "协议" in line.indicator.name)
        return line.known + step if differs else line.known
    if line.mode == EntryMode.DERIVED:
        return Decimal(0)
    own = Random(f"{SEED}{unit}{line.indicator.name}")  # noqa: S311 — a story, not a secret
    pace = BEHIND.get(unit, 0.85) * own.uniform(0.85, 1.15)
    step = Decimal(1).scaleb(-line.indicator.decimals)
    now, before = (_reached(line.target, pace, number, step) for number in (month.number, month.number - 1))
    return now if doubtful or line.indicator.is_stock else now - before


def _reached(target: Decimal, pace: float, number: int, step: Decimal) -> Decimal:
    """The year so far after so many of its nine months: a little slower at first."""
    share = min(Decimal(str(pace * (number / 9) ** 1.2)), Decimal("1.04"))
    return (target * share / step).to_integral_value() * step


def _send(month: Month, report: Report, entries: list[Entry], signer: User | None) -> None:
    """When and by whom, and what the city made of it."""
    random, window = month.random(report.organization), month.window
    day = window.ends_on + timedelta(days=random.choice((1, 2, 3, 4, 5, 6, 7)))
    late = not month.is_last and random.random() < 0.07
    day = window.due_on + timedelta(days=2) if late else day
    day = min(day, timezone.localdate())
    name = str(report.organization)
    report.state, report.is_late = ReportState.SUBMITTED, late
    report.submitted_at = report.filled_at = _moment(day, random.randrange(480))
    report.filled_by = signer
    report.doubts = sum(1 for one in entries if one.findings)
    if channel := ON_PAPER.get(name):
        report.on_behalf, report.channel, report.received_on = True, channel, day
        report.filled_by = month.maker.user
        if channel == Channel.PAPER and not month.is_last:
            report.confirmed_by, report.confirmed_at = signer, _moment(day + timedelta(days=6), 40)
    if not month.is_last:
        after = min(day + timedelta(days=2), timezone.localdate())
        report.state, report.approved_by = ReportState.APPROVED, month.maker.user
        report.read_at = report.approved_at = _moment(after, random.randrange(400))
    elif name == SENT_BACK:
        report.state, report.read_at = ReportState.RETURNED, report.submitted_at
        report.returned_for = "参赛职工数与上月相比没有变化，请核对后再报。"


def _correct(window: Window, maker: Actor) -> None:
    """One unit left something out and corrected it after a logged unlock; figures of later months follow."""
    rows = Report.objects.ungated("demo").filter(window=window, state=ReportState.APPROVED, on_behalf=False)
    report = rows.select_related(*RELATED).order_by("position").first()
    entry = report.entries.exclude(stated=None).exclude(mode=EntryMode.DERIVED).first() if report else None
    if report is None or entry is None or entry.stated is None:
        return
    reason = "漏报一家企业，经核实同意更正。"
    unlock_window(window, Key(report.organization, timezone.localdate(), reason), actor=maker)
    entry.stated, entry.explanation = entry.stated + 1, reason
    entry.total = None if entry.total is None else entry.total + 1
    entry.save(update_fields=("stated", "explanation", "total"))
    rows.filter(pk=report.pk).update(revised_for=reason)
    count_reports([report])


def _moment(day: date, minutes: int) -> datetime:
    planned = timezone.make_aware(datetime.combine(day, time(9, 5))) + timedelta(minutes=minutes)
    return min(planned, timezone.now())
