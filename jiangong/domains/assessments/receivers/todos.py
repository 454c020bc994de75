"""What waits for somebody: to score, to tally, to have reviewed again."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse

from jiangong.domains.accounts.queries import own_organization_id
from jiangong.domains.assessments.choices import OPEN_SHEETS, RoundState, Stage
from jiangong.domains.assessments.models import Round, Sheet
from jiangong.domains.assessments.queries.mine import own_sheets
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import ACT, DUE, Todo, register_todos

MOST = 10
ICON = "clipboard-check"


@register_todos
def sheets_to_fill(actor: Actor) -> Iterator[Todo]:
    """One row for each round with something left to score."""
    if not actor.can("assessments.score"):
        return
    for own in own_sheets(actor)[:MOST]:
        if not own.open:
            continue
        url = reverse("assessments:score", args=[own.open[0].pk])
        yield Todo(
            title=f"{own.stage.label}：{own.round}",
            url=url if own.whole == 1 else reverse("assessments:mine"),
            meta=(f"还有{len(own.open)}份",) if own.whole > 1 else (),
            due_on=own.until,
            group=DUE,
            act_label="评分",
            icon=ICON,
        )


@register_todos
def rounds_to_tally(actor: Actor) -> Iterator[Todo]:
    """Rounds in which everybody has scored and nobody has reckoned a result."""
    own = own_organization_id(actor)
    if own is None or not actor.can("assessments.organize"):
        return
    waiting = Sheet.objects.ungated("whether anything waits").filter(
        round=OuterRef("pk"), stage=Stage.FINAL, state__in=OPEN_SHEETS
    )
    rows = Round.objects.visible_to(actor).filter(organization=own, state=RoundState.FINAL_SCORING)
    for one in rows.exclude(Exists(waiting))[:MOST]:
        yield Todo(
            title=f"汇总得分、出结果：{one}",
            url=one.get_absolute_url(),
            due_on=one.final_until,
            group=ACT,
            why="评委已全部提交。",
            act_label="办理",
            icon=ICON,
        )
