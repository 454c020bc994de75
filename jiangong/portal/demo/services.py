"""A second plan of the year, by hand: places that serve and lectures, whose figures come from their ledgers."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.domains.plans.actions import drafting, issuing
from jiangong.domains.plans.actions.adopting.indicators import Named, find_or_make_indicators
from jiangong.domains.plans.models import Goal, Plan, Target
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.models import Message
from jiangong.portal.demo.plans import backdate, sign_all, to_signature

LECTURES, STATIONS = "举办工会宣讲活动", "建成在用爱心驿站"
TERRITORIES = {OrganizationKind.DISTRICT, OrganizationKind.ZONE}


def shares_of(unit: Organization) -> dict[str, int]:
    """Districts and zones have streets to put stations in; everybody speaks to their people."""
    return {LECTURES: 5, STATIONS: 18 if unit.kind in TERRITORIES else 2}


def draft(actor: Actor) -> Plan:
    """Drafted before the year's main plan, so that boards open with that one."""
    clerk = current_actor(User.objects.get(username="shizong"))
    year = timezone.localdate().year
    title = f"郑州市总工会{year}年工会服务阵地和宣讲活动计划"
    plan = drafting.create_plan({"title": title, "year": year, "issuer_names": "郑州市总工会"}, actor=clerk)
    asked = list(units(clerk))
    rows = [
        plan.recipients.create(organization=unit, position=position, written=str(unit))
        for position, unit in enumerate(asked, start=1)
    ]
    shares = [shares_of(unit) for unit in asked]
    for position, (name, unit) in enumerate(((LECTURES, "场"), (STATIONS, "个")), start=1):
        total = Decimal(sum(one[name] for one in shares))
        goal = _goal(plan, position, Named(name, unit, (total,)), clerk)
        Target.objects.bulk_create(
            [
                Target(edition=plan.editions.get(), goal=goal, recipient=row, value=Decimal(share[name]))
                for row, share in zip(rows, shares, strict=True)
            ]
        )
    return plan


def _goal(plan: Plan, position: int, named: Named, clerk: Actor) -> Goal:
    indicator = find_or_make_indicators([named], clerk)[0]
    return Goal.objects.create(
        program=plan.programs.get(), indicator=indicator, position=position, total=named.figures[0]
    )


def load(actor: Actor) -> Plan:
    """In force since the beginning of the year; nobody has to report what the ledgers know."""
    clerk, leader = (current_actor(User.objects.get(username=name)) for name in ("shizong", "lingdao"))
    plan = Plan.objects.visible_to(clerk).get(programs__goals__indicator__name=LECTURES, parent=None)
    to_signature(plan, clerk, leader)
    issuing.issue_plan(plan, actor=leader)
    today = timezone.localdate()
    day = min(date(today.year, 1, 8), today - timedelta(days=10))
    backdate(plan, day)
    sign_all(plan, day, ())
    Message.objects.filter(url__startswith=f"/plans/{plan.pk}/").update(read_at=timezone.now())
    return plan
