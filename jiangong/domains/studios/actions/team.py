"""Who leads a studio and who belongs to it."""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction

from jiangong.domains.people.models import Person
from jiangong.domains.studios import rules
from jiangong.domains.studios.actions.files import recount
from jiangong.domains.studios.models import Leadership, Member, Studio
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

MOST_MEMBERS = 60


@transaction.atomic
def change_leader(
    studio: Studio, person: Person, from_on: date, reason: str, version: int, *, actor: Actor
) -> Studio:
    """Somebody else leads from a day on; consent was the former leader's and ends with them.

    A card that names the former leader closes with it.
    """
    if why := rules.editing_refusal(studio, actor):
        raise NotAllowed(why)
    field, why = rules.leading_refusal(studio, person, from_on)
    if why:
        raise Refusal(why, field)
    studio.is_public = studio.is_public and not studio.names_leader
    studio.leader = person
    studio.leader_consents, studio.consented_on = False, None
    save_if_unchanged(studio, version, ["leader", "leader_consents", "consented_on", "is_public"])
    studio.leaderships.filter(ends_on=None).update(ends_on=from_on)
    Leadership.objects.create(studio=studio, person=person, starts_on=from_on, reason=reason.strip()[:200])
    studio.members.filter(person=person).delete()
    recount([studio])
    record(actor, "studios.studio.change_leader", studio, day=str(from_on))
    return studio


@transaction.atomic
def seat_members(
    studio: Studio, seats: Iterable[tuple[Person, str]], version: int, *, actor: Actor
) -> Studio:
    """The team beside the leader, in order."""
    if why := rules.editing_refusal(studio, actor):
        raise NotAllowed(why)
    wanted = list(seats)
    if len(wanted) > MOST_MEMBERS:
        raise Refusal(f"一个工作室最多登记{MOST_MEMBERS}名成员，请核对名单。", "members")
    keys = [person.pk for person, _ in wanted]
    if studio.leader_id in keys:
        raise Refusal("领衔人不用列入团队成员，请删去这一行。", "members")
    if len(set(keys)) != len(keys):
        raise Refusal("名单里有人出现了两次，请删去一行。", "members")
    save_if_unchanged(studio, version, [])
    studio.members.exclude(person__in=keys).delete()
    kept = {member.person_id: member for member in studio.members.all()}
    for order, (person, role) in enumerate(wanted, 1):
        member = kept.get(person.pk) or Member(studio=studio, person=person)
        member.role, member.order = role, order
        member.save()
    recount([studio])
    record(actor, "studios.studio.seat", studio, members=len(wanted))
    return studio


def led_by(people: Iterable[int]) -> models.QuerySet[Studio]:
    """Studios these people lead, for whoever must say anew what a change of theirs means."""
    rows = Studio.objects.ungated("a leader's title concerns the studio wherever it is")
    return rows.filter(leader__in=people)


def settle_merged(keep: Person, drop: Person) -> None:
    """After two entries became one: no double seats, no leader among the own members."""
    Member.objects.filter(person=drop).delete()
    led = led_by([keep.pk])
    Member.objects.filter(person=keep, studio__in=led.values("pk")).delete()
    seated = Member.objects.filter(person=keep).values("studio")
    everywhere = Studio.objects.ungated("the merge concerns every file the person stands in")
    recount([*led, *everywhere.filter(pk__in=seated)])
