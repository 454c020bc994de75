"""Making the list and changing it: every change is a version with who and why."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction

from jiangong.domains.honors.choices import NominationState
from jiangong.domains.honors.models import Edition, Nomination, Programme
from jiangong.domains.honors.queries.programmes import forget, nominations_of, quota_of, quotas_of
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.rules.conflicts import recusal_refusal
from jiangong.domains.honors.workflow import nomination_workflow, programme_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

KEPT_STATES = (NominationState.LISTED, NominationState.RESERVE, NominationState.DROPPED)
LONGEST_REASON = 500


@transaction.atomic
def compile_list(programme: Programme, *, actor: Actor) -> Programme:
    """The first of each unit within its places make the list, the others its reserve."""
    waiting = [one for one in nominations_of(programme) if one.state == NominationState.SUBMITTED]
    if not waiting:
        raise Refusal("还没有单位推荐，不能汇总名单。")
    programme_workflow.perform(programme, "compile", actor=actor, values={"stage": 1})
    for one in waiting:
        one.programme = programme
    chosen = within_places(programme, waiting)
    keys = {one.pk for one in chosen}
    nomination_workflow.perform_many(chosen, "enlist", actor=actor)
    rest = [one for one in waiting if one.pk not in keys]
    nomination_workflow.perform_many(rest, "reserve", actor=actor)
    _new_edition(programme, "汇总各单位推荐", actor)
    return programme


def within_places(programme: Programme, waiting: Sequence[Nomination]) -> list[Nomination]:
    """Whom the quotas let on the list, in the order of units and their own ranking."""
    taken: Counter[int] = Counter()
    chosen: list[Nomination] = []
    for one in waiting:
        quota = quota_of(one, programme)
        fits = quota is not None and taken[quota.pk] < quota.places
        if len(chosen) < programme.places and (fits or not quotas_of(programme)):
            chosen.append(one)
            taken[quota.pk if quota else 0] += 1
    return chosen


@transaction.atomic
def arrange_list(programme: Programme, moves: Mapping[int, str], reason: str, *, actor: Actor) -> Edition:
    """Take these steps (enlist, reserve, drop) with these nominations, as one version of the list."""
    if why := rules.arranging_refusal(programme, actor):
        raise NotAllowed(why)
    if not reason.strip():
        raise Refusal("请写明变动的原因。", "reason")
    known = {one.pk: one for one in nominations_of(programme)}
    if not moves or set(moves) - set(known):
        raise Conflict("名单已经变化，请刷新页面后再调整。")
    if why := recusal_refusal(programme, [known[key] for key in moves], actor):
        raise NotAllowed(why)
    for key, step in moves.items():
        nomination = known[key]
        nomination.programme = programme
        values = {"reason": reason.strip()[:LONGEST_REASON]} if step == "drop" else {}
        nomination_workflow.perform(nomination, step, actor=actor, note=reason, values=values)
    return _new_edition(programme, reason, actor)


@transaction.atomic
def adopt_swaps(
    programme: Programme, pairs: Sequence[tuple[int, int]], reason: str, *, actor: Actor
) -> Edition:
    """Each first goes to the reserve, each second onto the list."""
    moves = {out: "reserve" for out, _ in pairs} | {come: "enlist" for _, come in pairs}
    if len(moves) != 2 * len(pairs):
        raise Refusal("同一对象不能换两次，请重新选择。")
    return arrange_list(programme, moves, reason, actor=actor)


def _new_edition(programme: Programme, reason: str, actor: Actor) -> Edition:
    """The list as it stands now; two who change it at once cannot both be right."""
    version = programme.version
    programme.edition += 1
    save_if_unchanged(programme, version, ["edition"])
    forget(programme)
    entries = {str(one.pk): one.state for one in nominations_of(programme) if one.state in KEPT_STATES}
    edition = Edition.objects.create(
        programme=programme,
        number=programme.edition,
        entries=entries,
        reason=reason.strip()[:LONGEST_REASON],
        by=actor.user,
    )
    record(actor, "honors.programme.arrange", programme, edition=edition.number)
    return edition
