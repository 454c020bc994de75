"""Declared ties: what they touch is set aside at once."""

from django.db import transaction
from django.utils import timezone

from jiangong.domains.assessments.actions.stages import recheck_running_rounds
from jiangong.domains.assessments.choices import RoundState
from jiangong.domains.assessments.models import Declaration, Round
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal


def declarer_of(actor: Actor) -> Person | None:
    """The person behind the account."""
    return Person.objects.ungated("oneself").filter(user=actor.user_id).first() if actor.user_id else None


@transaction.atomic
def declare_tie(declaration: Declaration, *, actor: Actor) -> dict[Round, int]:
    """Say whom one is tied to; scores given across the tie are void from now on. Returns how many, by round."""
    if not actor.can("assessments.declare"):
        raise NotAllowed("您当前的任职没有“申报回避”的权限。")
    own = declarer_of(actor)
    if (own is None or own.pk != declaration.person_id) and not actor.can("assessments.organize"):
        raise Refusal("您的账号没有关联人员档案，请联系本单位管理员建档并关联后再申报。")
    declaration.organization_id = declaration.person.organization_id
    declaration.declared_by = actor.user
    declaration.save()
    record(actor, "assessments.declaration.declare", declaration)
    touched = Round.objects.ungated("ties void scores wherever they were given").filter(
        state__in=(RoundState.FINAL_SCORING, RoundState.CONCLUDED)
    )
    people = [one for one in (declaration.person_id, declaration.relative_id) if one]
    return recheck_running_rounds(touched.filter(judges__person__in=people).distinct())


@transaction.atomic
def end_tie(declaration: Declaration, *, actor: Actor) -> Declaration:
    """The tie is over from today; what it voided stays void."""
    own = declarer_of(actor)
    if not actor.can("assessments.organize") and (own is None or own.pk != declaration.person_id):
        raise NotAllowed("回避申报由本人或者组织考评的单位解除。")
    if declaration.ended_on is not None:
        raise Refusal("这条申报已经解除。")
    declaration.ended_on = timezone.localdate()
    declaration.save(update_fields=("ended_on",))
    record(actor, "assessments.declaration.end", declaration)
    return declaration
