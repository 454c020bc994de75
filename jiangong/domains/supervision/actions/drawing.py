"""Draws: lists and seed are fixed and published first, the result follows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.choices import SeedKind, VisitState
from jiangong.domains.supervision.models import Draw, InspectionPlan, Visit, VisitInspector
from jiangong.domains.supervision.queries.pools import inputs_of, live_draw
from jiangong.domains.supervision.queries.verifying import teams_from
from jiangong.domains.supervision.workflow import draw_workflow, visit_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.drawing import digest_of, from_stored, seed_digest

SHORTEST_SECRET = 12


@dataclass(frozen=True, slots=True)
class Seed:
    """Where the seed comes from, and from when on it can be known; ``secret`` only of a sealed one."""

    kind: str
    source: str
    on: date
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Inspectors who cannot go, with the reason."""

    users: tuple[int, ...] = ()
    reason: str = field(default="")


def seed_text(typed: str) -> str:
    """A seed without what nobody sees: blanks at the ends and doubled ones."""
    return " ".join(typed.split())


@transaction.atomic
def announce_draw(
    plan: InspectionPlan, seed: Seed, absence: Absence | None = None, reason: str = "", *, actor: Actor
) -> Draw:
    """Fix the lists and the seed before anybody can know the result; a second time only for a reason."""
    if refusal := rules.announcing_refusal(plan, actor):
        raise NotAllowed(refusal)
    _check(seed)
    earlier = live_draw(plan)
    if earlier is not None:
        _replace(earlier, reason, actor)
    away = absence or Absence()
    inputs = inputs_of(plan, away.users, away.reason)
    _refuse_impossible(inputs)
    draw = Draw(
        organization=plan.organization,
        plan=plan,
        number=plan.draws.count() + 1,
        seed_kind=seed.kind,
        seed_source=seed.source,
        seed_on=seed.on,
        seed_digest=seed_digest(seed_text(seed.secret)) if seed.kind == SeedKind.SEALED else "",
        inputs=inputs,
        inputs_digest=digest_of(inputs),
        announced_at=timezone.now(),
        announced_by=actor.user,
        replaces=earlier,
        reason=reason.strip()[:500] if earlier else "",
    )
    draw.save(force_insert=True)
    record(actor, "supervision.draw.announce", draw, number=draw.number, inputs_digest=draw.inputs_digest)
    return draw


def _check(seed: Seed) -> None:
    if fault := rules.seed_day_fault(seed.on):
        raise Refusal(fault, "seed_on")
    if seed.kind == SeedKind.SEALED and len(seed_text(seed.secret)) < SHORTEST_SECRET:
        raise Refusal(f"种子文字至少{SHORTEST_SECRET}个字符，以免被猜出。", "secret")


def _replace(earlier: Draw, reason: str, actor: Actor) -> None:
    if not reason.strip():
        raise Refusal(f"这项计划已有第{earlier.number}次抽取。重抽须写明理由，原来的记录保留。", "reason")
    draw_workflow.perform(earlier, "replace", actor=actor, note=reason)
    said = f"第{earlier.number}次抽取作废重抽：{reason.strip()}"[:500]
    for visit in earlier.visits.filter(state=VisitState.PLANNED).select_related("plan__organization"):
        visit_workflow.perform(visit, "cancel", actor=actor, note=said, values={"reason": said})


def _refuse_impossible(inputs: dict[str, Any]) -> None:
    """A draw that could not be carried out is not announced."""
    known, wanted = len(inputs["units"]), inputs["unit_count"]
    if known < wanted:
        raise Refusal(f"符合条件的单位只有{known}家，抽不出{wanted}家。请调整计划的抽取单位数、范围或上限。")
    names = {one["id"]: one["name"] for one in inputs["units"]}
    if short := from_stored(inputs).short_units():
        few = "、".join(names[one] for one in short[:5]) + ("等" if len(short) > 5 else "")
        raise Refusal(
            f"能去{few}（共{len(short)}家）的督导员不足{inputs['team_size']}人（本单位和调离不久的人员须回避）。"
            "请扩大督导员范围，或减少每组人数。"
        )


@transaction.atomic
def carry_out_draw(draw: Draw, typed: str, *, actor: Actor) -> Draw:
    """The seed is known: work out who is visited by whom, and plan the visits."""
    seed = seed_text(typed)
    if not seed:
        raise Refusal("请填写种子文字。", "seed")
    if draw.seed_kind == SeedKind.SEALED and seed_digest(seed) != draw.seed_digest:
        raise Refusal("种子文字与公布的摘要不符，请核对每个字、空格和标点。", "seed")
    teams = teams_from(draw, seed)
    values = {
        "seed": seed,
        "result": {"teams": teams},
        "drawn_at": timezone.now(),
        "drawn_by": actor.user,
    }
    draw_workflow.perform(draw, "draw", actor=actor, values=values)
    visits = plan_visits(draw, teams)
    record_many(actor, "supervision.visit.create", visits, draw=draw.pk)
    return draw


def plan_visits(draw: Draw, teams: Iterable[dict[str, Any]]) -> list[Visit]:
    """A visit for each drawn unit with those who go."""
    made = Visit.objects.bulk_create(
        [
            Visit(organization_id=team["unit"], plan=draw.plan, draw=draw, year=draw.plan.year)
            for team in teams
        ]
    )
    by_unit = {one.organization_id: one for one in made}
    VisitInspector.objects.bulk_create(
        [
            VisitInspector(visit=by_unit[team["unit"]], user_id=user, position=position)
            for team in teams
            for position, user in enumerate(team["members"], start=1)
        ]
    )
    return made
