"""Inspections of the demo: one round drawn and mostly carried out, one waiting for its seed, one being drawn up."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.models import Rubric
from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Program
from jiangong.domains.statistics.queries.plans import current_plan
from jiangong.domains.supervision.actions import visiting
from jiangong.domains.supervision.actions.drawing import Seed, announce_draw, carry_out_draw
from jiangong.domains.supervision.actions.planning import draft_inspection_plan, start_inspection_plan
from jiangong.domains.supervision.choices import Pool, SeedKind
from jiangong.domains.supervision.models import Draw, InspectionPlan, Visit
from jiangong.domains.supervision.queries.pools import inputs_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.lib.drawing import digest_of
from jiangong.portal.demo.inspected import tell
from jiangong.portal.demo.past import told_at

SEED = 20210712
DICE = "3 6 1 5 2 2 4 6 1 3"
INSPECTORS = (
    ("ducha01", "何立群", "权益保障部"),
    ("ducha02", "高淑珍", "生产保护部"),
    ("ducha03", "罗振宇", "法律工作部"),
    ("ducha04", "蔡文秀", "女职工部"),
)


def load(actor: Actor) -> list[Visit]:
    """Three rounds, each at another stage."""
    clerk = current_actor(User.objects.get(username="shizong"))
    people = _inspectors(actor)
    random, today = Random(SEED), timezone.localdate()  # noqa: S311 — demo data must come out the same each time
    plan = _first_round(clerk, today)
    _draw(plan, plan.starts_on, clerk)
    visits = _appointed(plan, people, clerk)
    _second_round(clerk, today)
    _third_round(clerk, today)
    return tell(plan, visits, clerk, random, today)


def _inspectors(actor: Actor) -> list[User]:
    """Named in lists, unable to sign in."""
    locked = make_password(None)
    users = User.objects.bulk_create(
        [User(username=key, name=name, password=locked) for key, name, _ in INSPECTORS]
    )
    departments = {
        one.name: one for one in Organization.objects.ungated("demo").filter(kind=OrganizationKind.DEPARTMENT)
    }
    posts = Appointment.objects.bulk_create(
        [
            Appointment(user=user, organization=departments[place], role="inspector", title="督导员")
            for user, (_, _, place) in zip(users, INSPECTORS, strict=True)
        ]
    )
    record_many(actor, "accounts.user.open", users)
    record_many(actor, "accounts.appointment.grant", posts, role="inspector")
    return users


def _first_round(clerk: Actor, today: date) -> InspectionPlan:
    year = today.year
    first = max(today - timedelta(days=110), date(year, 1, 1))
    document = Document.objects.visible_to(clerk).filter(title__contains="劳动和经济工作要点").first()
    with told_at(_at(first, time(8, 50)), InspectionPlan):
        return _started(
            clerk,
            title=f"{year}年重点任务督导",
            purpose="核实重点任务上报数据，检查台账和制度落实情况，帮助基层解决问题",
            basis=document.title if document else "主席办公会议定事项",
            document=document,
            plan=current_plan(clerk),
            rubric=_rubric(clerk),
            own_items="台账登记是否及时、与原始材料一致\n是否存在重复报表、层层加码",
            starts_on=first,
            ends_on=min(today + timedelta(days=25), date(year, 12, 31)),
            pool=Pool.OWN,
            unit_count=8,
            team_size=2,
        )


def _rubric(clerk: Actor) -> Rubric | None:
    program = Program.objects.filter(plan=current_plan(clerk), rubric__isnull=False).first()
    return program.rubric if program else None


def _started(clerk: Actor, **facts: Any) -> InspectionPlan:
    plan = draft_inspection_plan(InspectionPlan(year=timezone.localdate().year, **facts), actor=clerk)
    return start_inspection_plan(plan, actor=clerk)


def _second_round(clerk: Actor, today: date) -> None:
    """Its lists are out; whoever looks in may type the seed."""
    plan = _started(
        clerk,
        title=f"{today.year}年年终数据核查",
        purpose="年终总结前核实主要指标",
        basis="年终考评工作安排",
        plan=current_plan(clerk),
        own_items="上报数与台账是否一致",
        starts_on=today,
        ends_on=date(today.year, 12, 31),
        pool=Pool.CROSS,
        unit_count=5,
        team_size=2,
    )
    source = "职工代表在机关大厅公开抛掷骰子10次，依次记下点数，以空格隔开"
    announce_draw(plan, Seed(SeedKind.PUBLIC, source, today), actor=clerk)


def _third_round(clerk: Actor, today: date) -> None:
    draft = InspectionPlan(
        title="职工书屋使用情况抽查",
        year=today.year,
        purpose="了解书屋开放、图书更新和使用情况",
        basis="宣传教育工作安排",
        own_items="是否按公示时间开放\n图书是否更新\n有无借阅记录",
        starts_on=today,
        ends_on=date(today.year, 12, 31),
        unit_count=6,
    )
    draft_inspection_plan(draft, actor=clerk)


def _draw(plan: InspectionPlan, day: date, clerk: Actor) -> Draw:
    """As it was on the day: lists announced in the morning, dice thrown in the afternoon."""
    inputs = {**inputs_of(plan), "day": day.isoformat()}
    draw = Draw(
        organization=plan.organization,
        plan=plan,
        number=1,
        seed_kind=SeedKind.PUBLIC,
        seed_source="职工代表在机关大厅公开抛掷骰子10次的点数，依次以空格隔开",
        seed_on=day,
        inputs=inputs,
        inputs_digest=digest_of(inputs),
        announced_at=_at(day, time(9, 5)),
        announced_by=clerk.user,
    )
    draw.save(force_insert=True)
    with told_at(_at(day, time(9, 5)), Draw):
        record_many(clerk, "supervision.draw.announce", [draw])
    with told_at(_at(day, time(15, 30)), Draw, Visit):
        carry_out_draw(draw, DICE, actor=clerk)
    Draw.objects.ungated("as the story goes").filter(pk=draw.pk).update(drawn_at=_at(day, time(15, 30)))
    return draw


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _appointed(plan: InspectionPlan, people: Sequence[User], clerk: Actor) -> list[Visit]:
    """One more, for a reason; then everything of the round, the clerk's own visits last."""
    unit = Organization.objects.ungated("demo").get(short_name="二七区")
    if not plan.visits.filter(organization=unit).exists():
        said = visiting.Appointment("群众反映书屋常年不开放", tuple(people[:2]))
        with told_at(_at(plan.starts_on, time(16, 10)), Visit):
            visiting.appoint_visit(plan, unit, said, actor=clerk)
    rows = plan.visits.select_related("organization", "plan").prefetch_related("inspectors")
    own = {one.pk for one in rows if clerk.user_id in {seat.user_id for seat in one.inspectors.all()}}
    return sorted(rows, key=lambda one: (one.pk in own, one.organization_id != unit.pk, one.pk))
