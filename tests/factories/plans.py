"""Plans for tests: as drafted, with shares that add up unless asked otherwise."""

from decimal import Decimal

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Edition, Goal, Plan, Program, Recipient, Target
from jiangong.kit.access.actor import Actor


def make_indicator(organization: Organization, name: str = "先进集体", **facts) -> Indicator:
    """An indicator of the catalogue."""
    facts.setdefault("unit", "家")
    count = Indicator.objects.ungated("the next code").count()
    return Indicator.objects.create(organization=organization, name=name, code=f"ZB{count + 1:04d}", **facts)


def make_plan(
    actor: Actor, units: list[Organization], *, share: int = 5, total: int | None = None, **facts
) -> Plan:
    """A draft of the actor's organization: one programme, one goal, ``share`` for each unit.

    ``total`` is the stated total when it should differ from the sum.
    """
    facts.setdefault("title", "2024年重点工作计划")
    facts.setdefault("year", 2024)
    facts.setdefault("drafter", actor.user)
    plan = Plan.objects.create(organization=actor.organization, **facts)
    program = Program.objects.create(plan=plan, position=1, title="建功行动专案")
    stated = share * len(units) if total is None else total
    goal = Goal.objects.create(
        program=program,
        indicator=make_indicator(actor.organization, f"先进集体{plan.pk}"),
        position=1,
        total=Decimal(stated),
    )
    edition = Edition.objects.create(plan=plan, number=1, drafter=actor.user)
    for position, unit in enumerate(units, start=1):
        recipient = Recipient.objects.create(
            plan=plan, organization=unit, position=position, written=unit.name
        )
        Target.objects.create(edition=edition, recipient=recipient, goal=goal, value=Decimal(share))
    return plan
