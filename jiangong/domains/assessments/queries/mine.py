"""What one person has to score, round by round."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiangong.domains.accounts.queries import own_organization_id
from jiangong.domains.assessments.choices import OPEN_SHEETS, STAGE_STATE, SheetState, Stage
from jiangong.domains.assessments.models import Round, Sheet
from jiangong.kit.access.actor import Actor

WHY = "asked of this very actor"


@dataclass(frozen=True, slots=True)
class OwnRound:
    """One stage of one round as its scorer sees it."""

    round: Round
    stage: Stage
    until: date | None
    open: tuple[Sheet, ...]
    done: tuple[Sheet, ...]

    @property
    def whole(self) -> int:
        return len(self.open) + len(self.done)

    @property
    def percent(self) -> int:
        return len(self.done) * 100 // self.whole if self.whole else 0


def asked_of(actor: Actor) -> Q:
    """Sheets this actor is to fill in: as a judge, for their own unit, for whoever organizes."""
    asked = Q(stage=Stage.FINAL, judge__user=actor.user_id)
    own = own_organization_id(actor)
    if own is not None and actor.can("assessments.self_score"):
        asked |= Q(stage=Stage.SELF, organization=own)
    if own is not None and actor.can("assessments.first_score"):
        asked |= Q(stage=Stage.FIRST, organization=own)
    return asked


def own_sheets(actor: Actor) -> list[OwnRound]:
    """Of the stages that are open now, those with something left first."""
    if actor.user_id is None:
        return []
    rows = (
        Sheet.objects.ungated(WHY)
        .filter(asked_of(actor), open_stage())
        .exclude(state=SheetState.VOID)
        .select_related("round__organization", "subject__organization", "subject__round")
        .order_by("round", "subject__position", "pk")
    )
    grouped: dict[tuple[int, str], list[Sheet]] = {}
    for sheet in rows:
        grouped.setdefault((sheet.round_id, sheet.stage), []).append(sheet)
    found = [_own(sheets) for sheets in grouped.values()]
    return sorted(found, key=lambda one: (not one.open, one.until or date.max))


def open_stage() -> Q:
    """Sheets of the stage their round is in."""
    found = Q(pk__in=[])
    for stage, state in STAGE_STATE.items():
        found |= Q(stage=stage, round__state=state)
    return found


def _own(sheets: list[Sheet]) -> OwnRound:
    one, stage = sheets[0].round, Stage(sheets[0].stage)
    until = {Stage.SELF: one.self_until, Stage.FIRST: one.first_until, Stage.FINAL: one.final_until}[stage]
    still = tuple(sheet for sheet in sheets if sheet.state in OPEN_SHEETS)
    done = tuple(sheet for sheet in sheets if sheet.state == SheetState.SUBMITTED)
    return OwnRound(one, stage, until, still, done)
