"""Who drafted, reviewed, cosigned and signed a plan, as the sign-off chain shows it."""

from typing import Any

from jiangong.domains.plans.choices import Channel, CosignState, PlanState
from jiangong.domains.plans.models import Cosignature, Plan
from jiangong.kit.pages.heads import Badge
from jiangong.kit.ui.figures import day_text, moment_text

REACHED = {
    PlanState.DRAFTING: 0,
    PlanState.REVIEWING: 1,
    PlanState.COSIGNING: 2,
    PlanState.SIGNING: 2,
    PlanState.ISSUED: 3,
    PlanState.CLOSED: 3,
}
COSIGN_TONES = {CosignState.ASKED: "warn", CosignState.AGREED: "ok", CosignState.OBJECTED: "crit"}


def signing_chain(plan: Plan) -> list[dict[str, Any]]:
    """拟稿 → 核稿 → 签发; a further division is drafted and signed only."""
    reached = REACHED.get(PlanState(plan.state), -1)
    links = [_link("拟稿", plan.drafter, reached > 0, reached == 0, moment_text(plan.created_at))]
    if not plan.is_further_division:
        links.append(_link("核稿", plan.reviewer, reached > 1, reached == 1, ""))
    issued = moment_text(plan.issued_at) if plan.issued_at else ""
    links.append(_link("签发", plan.signer, reached > 2, reached == 2, issued))
    return links


def _link(role: str, user: Any, done: bool, current: bool, note: str) -> dict[str, Any]:
    if done:
        mark = Badge("已办", "ok")
    elif current:
        mark = Badge("办理中", "warn")
    else:
        mark = Badge("未到", "mute", "minus")
    return {"role": role, "name": str(user) if user else "待定", "mark": mark, "note": note if done else ""}


def cosign_rows(plan: Plan) -> list[tuple[Cosignature, Badge, str]]:
    """Every department with what it said and how."""
    rows = plan.cosignatures.select_related("organization", "answered_by")
    return [
        (one, Badge(one.get_state_display(), COSIGN_TONES[CosignState(one.state)]), _manner(one))
        for one in rows
    ]


def _manner(one: Cosignature) -> str:
    if one.answered_at is None:
        return ""
    day = day_text(one.answered_at)
    return (
        day
        if one.channel == Channel.ONLINE
        else f"{day}　{one.get_channel_display()}，由{one.answered_by}登记"
    )
