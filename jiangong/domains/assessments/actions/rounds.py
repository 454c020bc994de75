"""Setting up a round: what it scores and how, until the first stage opens."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import own_organization_id
from jiangong.domains.assessments.models import Judge, Round, Sheet, Subject
from jiangong.domains.assessments.queries.shares import group_of, sharers
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

DATES = ("self_until", "first_until", "final_until")


@transaction.atomic
def set_up_round(one: Round, *, actor: Actor) -> Round:
    """A new round, organized by the union the actor acts for."""
    if not actor.can("assessments.organize"):
        raise NotAllowed("您当前的任职没有“组织考评”的权限。")
    owner = own_organization_id(actor)
    if owner is None:
        raise Refusal("您当前没有任职的组织，不能组织考评。请先切换任职。")
    one.organization_id = owner
    one.save()
    record(actor, "assessments.round.create", one)
    return one


@transaction.atomic
def revise_round(one: Round, fields: Sequence[str], version: int, *, actor: Actor) -> Round:
    """Change how it works while it is prepared; afterwards only the days stages end on."""
    stored = Round.objects.ungated("compared with what is being revised").get(pk=one.pk)
    refusal = rules.dating_refusal if set(fields) <= set(DATES) else rules.preparing_refusal
    if reason := refusal(stored, actor):
        raise NotAllowed(reason)
    before = {name: getattr(stored, name) for name in fields}
    save_if_unchanged(one, version, list(fields))
    record(actor, "assessments.round.edit", one, fields=differences(before, one))
    return one


@transaction.atomic
def take_units(one: Round, key: str, *, actor: Actor) -> int:
    """Take in every unit with a share, in the notice's order and groups; those there already stay."""
    hold_round(one, rules.preparing_refusal, actor)
    wanted = sharers(key)
    if not wanted:
        raise Refusal("这个专案没有分解到单位，带不出考评对象。请改选一个，或逐个添加。")
    known = set(
        Subject.objects.ungated("of the organizer's own round")
        .filter(round=one, title="")
        .values_list("organization_id", flat=True)
    )
    units = Organization.objects.ungated("units with a share").in_bulk(wanted)
    fresh = [units[pk] for pk in wanted if pk not in known]
    last = _last_position(one)
    Subject.objects.bulk_create(
        Subject(
            round=one,
            organization=unit,
            group=group_of(unit.kind),
            position=last + place,
            code=f"{last + place:02d}",
        )
        for place, unit in enumerate(fresh, start=1)
    )
    Round.objects.ungated("the row at hand").filter(pk=one.pk).update(share_key=key)
    one.share_key = key
    record(actor, "assessments.round.take_units", one, count=len(fresh))
    return len(fresh)


@transaction.atomic
def add_subject(
    one: Round,
    organization: Organization,
    title: str,
    group: str,
    authors: Collection[Person],
    *,
    actor: Actor,
) -> Subject:
    """One more unit, or a work with its unit and authors."""
    hold_round(one, rules.preparing_refusal, actor)
    same = Subject.objects.ungated("of the organizer's own round").filter(round=one)
    if same.filter(organization=organization, title=title).exists():
        raise Refusal(f"“{title or organization}”已经在考评对象里，不用再添加。", field="organization")
    position = _last_position(one) + 1
    made = Subject.objects.create(
        round=one,
        organization=organization,
        title=title,
        group=group or group_of(organization.kind),
        position=position,
        code=f"{position:02d}",
    )
    made.authors.set(authors)
    record(actor, "assessments.round.add_subject", one, subject=made.pk)
    return made


@transaction.atomic
def remove_subject(subject: Subject, *, actor: Actor) -> Round:
    """Take one out again while the round is prepared."""
    one = subject.round
    hold_round(one, rules.preparing_refusal, actor)
    record(actor, "assessments.round.remove_subject", one, subject=subject.pk)
    subject.delete()
    return one


@transaction.atomic
def add_judge(one: Round, user: User, role: str, weight: Any, *, actor: Actor) -> Judge:
    """Seat somebody on the panel; an account without a person has ties nobody can find."""
    hold_round(one, rules.panel_refusal, actor)
    person = Person.objects.ungated("ties are found by person").filter(user=user).first()
    if reason := rules.joining_refusal(person):
        raise Refusal(reason, field="user")
    if one.judges.filter(person=person).exists():
        raise Refusal(f"“{user}”已经是这次考评的评委。", field="user")
    made = Judge.objects.create(round=one, user=user, person=person, role=role, weight=weight)
    record(actor, "assessments.round.add_judge", one, judge=made.pk)
    return made


@transaction.atomic
def remove_judge(judge: Judge, *, actor: Actor) -> Round:
    """Take a judge off the panel before judging begins, with what was given to them."""
    one = judge.round
    hold_round(one, rules.panel_refusal, actor)
    Sheet.objects.ungated("asked of this judge, begun by nobody").filter(judge=judge).delete()
    record(actor, "assessments.round.remove_judge", one, judge=judge.pk)
    judge.delete()
    return one


def _last_position(one: Round) -> int:
    rows = Subject.objects.ungated("of the organizer's own round").filter(round=one)
    return rows.aggregate(last=Max("position"))["last"] or 0


def hold_round(one: Round, refusal: Callable[[Round, Actor], str], actor: Actor) -> None:
    """The round's row, held in its state until the transaction ends: nothing is added to what was just locked."""
    if reason := refusal(one, actor):
        raise NotAllowed(reason)
    rows = Round.objects.ungated("the caller came through the gate").filter(pk=one.pk, state=one.state)
    if not rows.update(version=F("version") + 1):
        raise Conflict("考评刚刚进入别的环节，您的操作没有执行。请刷新页面查看最新情况。")
    one.refresh_from_db(fields=("version",))
