"""A division of real size in an installation: the demo federation's units with three programmes, two of them in balance."""

from decimal import Decimal

from jiangong.domains.accounts.models import User
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import federation, units
from jiangong.domains.plans.choices import EditionState, PlanState
from jiangong.domains.plans.models import Edition, Goal, Plan, Program, Recipient, Target
from jiangong.kit.access.actor import system_actor

TABLES = (
    ("当好主人翁建功“十四五”行动专案", (("三比两降项目", "个", 0, 3), ("安康杯职工", "万人", 1, "2.5"))),
    ("乡村振兴劳模出彩行动专案", (("劳模等先进人物", "名", 0, 10), ("先进集体", "家", 0, 1), ("示范基地", "个", 0, 1))),
    ("产业工人队伍建设行动专案", (("工匠选树", "名", 0, 5), ("新建创新工作室", "个", 0, 2), ("师带徒协议", "份", 0, 20))),
)  # fmt: skip


def make_division(title: str, *, left_out: tuple[int, ...] = (24, 31), extra: int = 0) -> Plan:
    """A draft of the federation; the units at ``left_out`` have nothing in the second table, which lacks one of them."""
    city = federation()
    plan = Plan.objects.create(
        organization=city,
        title=title,
        year=2021,
        official_number="郑工劳经〔2021〕3号",
        drafter=User.objects.get(username="shizong"),
    )
    edition = Edition.objects.create(plan=plan, number=1, drafter=plan.drafter)
    rows = [
        Recipient.objects.create(plan=plan, organization=unit, position=place, written=unit.name)
        for place, unit in enumerate(units(system_actor()), start=1)
    ]
    tables = (
        [*TABLES, ("其他专案", tuple((f"指标{n}", "项", 0, n) for n in range(1, extra + 1)))]
        if extra
        else TABLES
    )
    for number, (name, goals) in enumerate(tables, start=1):
        program = Program.objects.create(plan=plan, position=number, title=name)
        for place, (indicator, unit, decimals, share) in enumerate(goals, start=1):
            given = rows if number != 2 else [one for at, one in enumerate(rows) if at not in left_out]
            missing = 1 if number == 2 and left_out else 0
            goal = Goal.objects.create(
                program=program,
                position=place,
                total=Decimal(share) * (len(given) + missing),
                indicator=_indicator(city, indicator, unit, decimals),
            )
            Target.objects.bulk_create(
                [Target(edition=edition, recipient=one, goal=goal, value=Decimal(share)) for one in given]
            )
    if left_out:  # the second of them has little in the other tables: the first is the likelier one
        others = Target.objects.ungated("a test's own").filter(edition=edition, recipient=rows[left_out[-1]])
        kept = others.order_by("goal__program__position", "goal__position").first()
        for goal in {one.goal for one in others.exclude(pk=kept.pk).select_related("goal")}:
            Goal.objects.filter(pk=goal.pk).update(total=goal.total - others.get(goal=goal).value)
        others.exclude(pk=kept.pk).delete()
    return plan


def _indicator(city: Organization, name: str, unit: str, decimals: int) -> Indicator:
    known = Indicator.objects.ungated("the catalogue").filter(organization=city, name=name, unit=unit).first()
    count = Indicator.objects.ungated("the next code").count()
    return known or Indicator.objects.create(
        organization=city, name=name, unit=unit, decimals=decimals, code=f"ZT{count + 1:04d}"
    )


def put_in_force(plan: Plan) -> None:
    """As issuing leaves it."""
    Edition.objects.filter(plan=plan).update(state=EditionState.APPROVED)
    Plan.objects.ungated("a test's own").filter(pk=plan.pk).update(state=PlanState.ISSUED)
