"""Windows and reports for tests, as a schedule leaves them."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from jiangong.domains.people.choices import CommitteeKind
from jiangong.domains.people.models import Committee
from jiangong.domains.plans.models import Edition, Goal, Plan, Recipient, Target
from jiangong.domains.reporting.actions.filling import Filling, Statement
from jiangong.domains.reporting.actions.windows import add_reports
from jiangong.domains.reporting.models import RELATED, Report, Window
from jiangong.kit.access.actor import Actor
from tests.factories.editions import make_issued
from tests.factories.plans import make_indicator

YEAR = timezone.localdate().year - 1  # its months are over on whichever day the tests run


def make_running(actor: Actor, units: list, **facts) -> Plan:
    """An issued plan of that year."""
    return make_issued(actor, units, year=YEAR, **facts)


def add_goal(plan: Plan, name: str, share: int = 10, **facts) -> Goal:
    """One more goal divided to every unit of the plan."""
    program = plan.programs.get()
    goal = Goal.objects.create(
        program=program,
        indicator=make_indicator(plan.organization, name, **facts),
        position=program.goals.count() + 1,
        total=Decimal(share * plan.recipients.count()),
    )
    edition = Edition.objects.get(plan=plan)
    for one in Recipient.objects.ungated("a test's own").filter(plan=plan):
        Target.objects.create(edition=edition, recipient=one, goal=goal, value=Decimal(share))
    return goal


def make_window(plan: Plan, month: int, **facts) -> Window:
    """An open window of one month of that year, not yet due."""
    today = timezone.localdate()
    first = date(YEAR, month, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    facts.setdefault("opens_on", first)
    facts.setdefault("due_on", today + timedelta(days=8))
    facts.setdefault("opened_at", timezone.now())
    window = Window.objects.create(
        plan=plan,
        organization=plan.organization,
        label=f"{YEAR}年{month}月",
        starts_on=first,
        ends_on=last,
        **facts,
    )
    add_reports(window)
    return window


def report_of(window: Window, unit) -> Report:
    """As another request would have it."""
    rows = Report.objects.ungated("another request").filter(window=window, organization=unit)
    return rows.select_related(*RELATED).get()


def say(plan: Plan, *values, why: str = "", seen=None) -> Filling:
    """The figures of the plan's goals in their order."""
    goals = Goal.objects.filter(program__plan=plan).order_by("position", "pk")
    return Filling(
        tuple(
            Statement(goal.pk, None if value is None else Decimal(str(value)), why, seen)
            for goal, value in zip(goals, values, strict=False)
        )
    )


def enter(unit, month: int = 3, count: int = 1) -> list[Committee]:
    """Rows of the ledger."""
    return [
        Committee.objects.create(
            organization=unit,
            name=f"委员会{month}{place}{unit.pk}",
            kind=CommitteeKind.UNION,
            term_from=date(YEAR, month, 10),
        )
        for place in range(count)
    ]
