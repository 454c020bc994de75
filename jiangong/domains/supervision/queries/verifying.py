"""Draws worked out again from what is stored of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jiangong.domains.supervision.choices import SeedKind
from jiangong.domains.supervision.models import Draw, Visit
from jiangong.lib.drawing import digest_of, draw_teams, from_stored, seed_digest

WHY = "every draw is worked out again"


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was worked out again, and what is not as it was written down."""

    draws: int
    units: int
    seats: int
    faults: tuple[str, ...]


def teams_from(draw: Draw, seed: str) -> list[dict[str, object]]:
    """The result as it is stored."""
    teams = draw_teams(from_stored(draw.inputs), seed)
    return [{"unit": one.unit, "members": list(one.members)} for one in teams]


def verify_draws(keys: Iterable[int] = ()) -> Verification:
    """All draws that were carried out, or those asked for; every fault as a sentence."""
    found = Draw.objects.ungated(WHY).exclude(seed="").select_related("plan").order_by("pk")
    wanted = list(keys)
    draws = list(found.filter(pk__in=wanted) if wanted else found)
    faults = [f"{one}（编号{one.pk}）：{fault}" for one in draws for fault in _faults(one)]
    teams = [team for one in draws for team in one.result.get("teams", [])]
    return Verification(len(draws), len(teams), sum(len(team["members"]) for team in teams), tuple(faults))


def _faults(draw: Draw) -> Iterator[str]:
    if digest_of(draw.inputs) != draw.inputs_digest:
        yield "名单与抽取前公布的名单摘要不符。"
    if draw.seed_kind == SeedKind.SEALED and seed_digest(draw.seed) != draw.seed_digest:
        yield "种子与抽取前公布的种子摘要不符。"
    try:
        teams = teams_from(draw, draw.seed)
    except (KeyError, TypeError, ValueError):
        yield "名单不完整，无法重新计算。"
        return
    if teams != draw.result.get("teams"):
        yield "重新计算的结果与记录的结果不符。"
    visited = Visit.objects.ungated(WHY).filter(draw=draw)
    if {team["unit"] for team in teams} != set(visited.values_list("organization", flat=True)):
        yield "安排检查的单位与抽取结果不符。"
