"""What assessments put on the ladder: self-scores of units, scores of judges."""

from collections import defaultdict
from collections.abc import Iterator

from jiangong.domains.accounts.queries import officers_at
from jiangong.domains.assessments.choices import OPEN_SHEETS, RoundState, Stage
from jiangong.domains.assessments.models import Judge, Sheet
from jiangong.kit.messaging.deadlines import Audience, Deadline, Span, register_deadlines
from jiangong.kit.messaging.models import RungName

WHY = "reminding goes to whoever is responsible"


@register_deadlines
def self_scores_due(span: Span) -> Iterator[Deadline]:
    """Units that have not scored themselves."""
    rows = list(
        Sheet.objects.ungated(WHY)
        .filter(
            stage=Stage.SELF,
            state__in=OPEN_SHEETS,
            round__state=RoundState.SELF_SCORING,
            round__self_until__gte=span.first,
            round__self_until__lte=span.last,
        )
        .select_related("round", "organization", "subject")
        .order_by("pk")
    )
    units = officers_at({one.organization_id for one in rows}, "assessments.self_score")
    above = officers_at({one.round.organization_id for one in rows}, "assessments.organize")
    for one in rows:
        if one.round.self_until is None:  # the span has left those out
            continue
        own = Audience(tuple(units.get(one.organization_id, ())), one.organization_id)
        makers = one.round.organization_id
        yield Deadline(
            key=f"assessments.sheet:{one.pk}",
            title=f"{one.organization}：自评（{one.round}）",
            url=one.get_absolute_url(),
            due_on=one.round.self_until,
            people_by_rung={
                RungName.BEFORE: own,
                RungName.DUE: own,
                RungName.ABOVE: Audience(tuple(above.get(makers, ())), makers),
            },
        )


@register_deadlines
def scores_due(span: Span) -> Iterator[Deadline]:
    """Judges with scores to hand in: one line each, to nobody but themselves and whoever organizes."""
    rows = Sheet.objects.ungated(WHY).filter(
        stage=Stage.FINAL,
        state__in=OPEN_SHEETS,
        round__state=RoundState.FINAL_SCORING,
        round__final_until__gte=span.first,
        round__final_until__lte=span.last,
    )
    counted: dict[int, int] = defaultdict(int)
    for judge in rows.values_list("judge_id", flat=True):
        if judge is not None:
            counted[judge] += 1
    judges = Judge.objects.filter(pk__in=counted).select_related("round", "user").order_by("pk")
    found = list(judges)
    above = officers_at({one.round.organization_id for one in found}, "assessments.organize")
    for one in found:
        own, makers = Audience((one.user,)), one.round.organization_id
        yield Deadline(
            key=f"assessments.judge:{one.pk}",
            title=f"评分：{one.round}，还有{counted[one.pk]}份没有提交",
            url=one.round.get_absolute_url(),
            due_on=one.round.final_until,
            people_by_rung={
                RungName.BEFORE: own,
                RungName.DUE: own,
                RungName.ABOVE: Audience(tuple(above.get(makers, ())), makers),
            },
        )
