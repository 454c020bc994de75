"""From stage to stage: sheets are asked for, figures fixed, results reckoned and made official."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from jiangong.domains.assessments.actions.assigning import tied_sheets, void_tied_sheets
from jiangong.domains.assessments.choices import RoundState, SheetState, Stage
from jiangong.domains.assessments.models import (
    DataRule,
    NameFinding,
    Reckoning,
    Result,
    ResultRow,
    Round,
    Sheet,
    Subject,
)
from jiangong.domains.assessments.queries.results import digest_of, inputs_of, is_current, places_from
from jiangong.domains.assessments.queries.rounds import subjects_of
from jiangong.domains.assessments.queries.shares import targets
from jiangong.domains.assessments.queries.verifying import rule_as_values
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.workflow import round_workflow
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.reckoning import reckon

WHY = "the organizer's own round"


@transaction.atomic
def open_self_scoring(one: Round, *, actor: Actor) -> Round:
    """Every unit is asked to score itself."""
    round_workflow.perform(one, "open_self", actor=actor)
    _reckon(one)
    _ask(one, Stage.SELF)
    return one


@transaction.atomic
def open_first_scoring(one: Round, *, actor: Actor) -> Round:
    """Whoever organizes scores each subject once."""
    round_workflow.perform(one, "open_first", actor=actor)
    _reckon(one)
    _ask(one, Stage.FIRST)
    return one


@transaction.atomic
def open_final_scoring(one: Round, *, actor: Actor) -> Round:
    """Judging begins: ties are looked for once more, figures are fixed, the panel is locked."""
    void_tied_sheets(one)
    round_workflow.perform(one, "open_final", actor=actor)
    _reckon(one)
    return one


@transaction.atomic
def reckon_figures(one: Round, *, actor: Actor) -> int:
    """Work the data scores out anew before judging begins."""
    if reason := rules.panel_refusal(one, actor):
        raise NotAllowed(reason)
    count = _reckon(one)
    record(actor, "assessments.round.reckon", one, count=count)
    return count


@transaction.atomic
def tally(one: Round, *, actor: Actor) -> Result:
    """Reckon standings from what is in; ties found late are set aside first."""
    if reason := rules.tallying_refusal(one, actor):
        raise NotAllowed(reason)
    void_tied_sheets(one)
    made_at, inputs = timezone.now(), inputs_of(one)
    if not inputs["sheets"]:
        raise Refusal("还没有提交的评分，不能汇总。")
    last = one.results.order_by("-number").first()
    places = places_from(inputs)
    result = Result.objects.create(
        organization=one.organization,
        round=one,
        number=last.number + 1 if last else 1,
        inputs=inputs,
        digest=digest_of(inputs, places),
        made_at=made_at,
        made_by=actor.user,
    )
    subjects = {subject.pk: subject for subject in subjects_of(one)}
    before = _earlier_totals(one)
    ResultRow.objects.bulk_create(
        ResultRow(
            organization_id=subjects[int(place.standing.subject)].organization_id,
            result=result,
            round=one,
            subject=subjects[int(place.standing.subject)],
            self_total=before.get((int(place.standing.subject), Stage.SELF)),
            first_total=before.get((int(place.standing.subject), Stage.FIRST)),
            **place.values,
        )
        for place in places
    )
    record(actor, "assessments.round.tally", one, number=result.number, sheets=len(inputs["sheets"]))
    return result


@transaction.atomic
def conclude_round(one: Round, *, actor: Actor) -> Round:
    """The last tally becomes official, if nothing has changed since and no tie has come to light."""
    if tied := len(tied_sheets(one)):
        raise Refusal(f"有{tied}份评分的评委应当回避，请重新汇总：汇总时会作废这些评分并留下记录。")
    result = one.results.order_by("-number").first()
    if result is not None and not is_current(result):
        raise Refusal("上次汇总以后评分有变动，请重新汇总，核对后再出结果。")
    round_workflow.perform(one, "conclude", actor=actor)
    Result.objects.ungated(WHY).filter(pk=result.pk if result else None).update(is_official=True)
    return one


@transaction.atomic
def reopen_round(one: Round, reason: str, *, actor: Actor) -> Round:
    """Judging goes on, because something came to light; the result stays as it was, no longer official."""
    round_workflow.perform(one, "reopen", actor=actor, note=reason)
    Result.objects.ungated(WHY).filter(round=one).update(is_official=False)
    return one


@transaction.atomic
def void_round(one: Round, reason: str, *, actor: Actor) -> Round:
    """Stop; what was scored stays to be read."""
    round_workflow.perform(one, "void", actor=actor, note=reason, values={"void_reason": reason[:300]})
    return one


@transaction.atomic
def ask_for_names(one: Round, *, actor: Actor) -> None:
    """Have the evidence searched for names, so that nobody is known who must not be."""
    if reason := rules.organizing_refusal(one, actor):
        raise NotAllowed(reason)
    record(actor, "assessments.round.check_names", one)


@transaction.atomic
def note_names(subjects: Iterable[Subject], found: Iterable[NameFinding]) -> int:
    """What was found, instead of what was found before."""
    NameFinding.objects.filter(subject__in=subjects).delete()
    return len(NameFinding.objects.bulk_create(found))


def recheck_running_rounds(rounds: Iterable[Round] | None = None) -> dict[Round, int]:
    """Look for ties that came to light since; how many sheets were set aside, by round."""
    running = (RoundState.FINAL_SCORING, RoundState.CONCLUDED)
    wanted = Round.objects.ungated(WHY).filter(state__in=running) if rounds is None else rounds
    return {one: len(found) for one in wanted if (found := void_tied_sheets(one))}


def _ask(one: Round, stage: Stage) -> None:
    """One sheet for each subject, of the unit's own or of whoever organizes."""
    Sheet.objects.bulk_create(
        Sheet(
            round=one,
            subject=subject,
            organization_id=subject.organization_id if stage == Stage.SELF else one.organization_id,
            stage=stage,
        )
        for subject in subjects_of(one)
    )


def _reckon(one: Round) -> int:
    """Figures and targets of every unit for every item whose rule is adopted; works have no figures of their own."""
    rules_in_force = list(
        DataRule.objects.filter(item__group__rubric=one.rubric_id, adopted_at__isnull=False).select_related(
            "item", "indicator"
        )
    )
    Reckoning.objects.filter(subject__round=one).delete()
    units = [subject for subject in subjects_of(one) if not subject.title]
    if not rules_in_force or not units:
        return 0
    span = Span(one.starts_on, one.ends_on)
    indicators = {rule.indicator_id: rule.indicator for rule in rules_in_force}
    figures = values(indicators.values(), [unit.organization_id for unit in units], [span])
    shares = targets(one.share_key, indicators.keys())
    now = timezone.now()
    rows = []
    for subject in units:
        for rule in rules_in_force:
            figure = figures[rule.indicator_id, subject.organization_id, span]
            target = shares.get((rule.indicator_id, subject.organization_id))
            value = figure.amount if figure.is_stated else None
            came = reckon(rule.rule, value, target)
            rows.append(
                Reckoning(
                    subject=subject,
                    item=rule.item,
                    value=value,
                    target=target,
                    rule=rule_as_values(rule.rule),
                    points=came.points,
                    words=came.words,
                    reckoned_at=now,
                )
            )
    Reckoning.objects.bulk_create(rows)
    return len(rows)


def _earlier_totals(one: Round) -> dict[tuple[int, str], object]:
    rows = Sheet.objects.ungated(WHY).filter(round=one, state=SheetState.SUBMITTED)
    kept = rows.exclude(stage=Stage.FINAL).values_list("subject_id", "stage", "total")
    return {(subject, stage): total for subject, stage, total in kept}
