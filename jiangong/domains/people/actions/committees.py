"""Committees and who sits on them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from jiangong.domains.people.models import Committee, CommitteeMember, Person
from jiangong.domains.people.queries import standing_people
from jiangong.domains.people.rules import refuse_unless_within_reach
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.versions import save_if_unchanged

MOST_MEMBERS = 200


@transaction.atomic
def register_committee(values: Mapping[str, Any], *, actor: Actor) -> Committee:
    """A new body within the actor's reach."""
    refuse_unless_within_reach(actor, values["organization"])
    committee = Committee(**values)
    committee.save(force_insert=True)
    record(actor, "people.committee.create", committee)
    return committee


@transaction.atomic
def edit_committee(
    committee: Committee, values: Mapping[str, Any], version: int, *, actor: Actor
) -> Committee:
    """Change a committee against the version its reader saw."""
    stored = Committee.objects.visible_to(actor).get(pk=committee.pk)
    refuse_unless_within_reach(actor, values["organization"])
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    before = {name: getattr(stored, name) for name in changed}
    for name in changed:
        setattr(stored, name, values[name])
    save_if_unchanged(stored, version, changed)
    record(actor, "people.committee.edit", stored, fields=differences(before, stored))
    return stored


@transaction.atomic
def seat_members(
    committee: Committee, seats: Sequence[tuple[Person, str]], version: int, *, actor: Actor
) -> Committee:
    """Replace the whole membership, in the order given, against the version its reader saw."""
    if len(seats) > MOST_MEMBERS:
        raise Refusal(f"一个委员会最多{MOST_MEMBERS}人，请核对名单。")
    wanted = [person.pk for person, _ in seats]
    if len(set(wanted)) < len(wanted):
        raise Refusal("同一个人在名单里出现了两次，请删去重复的一行。")
    sitting = set(committee.members.values_list("person_id", flat=True))
    newcomers = set(wanted) - sitting
    if standing_people(actor).filter(pk__in=newcomers).count() < len(newcomers):
        raise Refusal("名单里有人不在您的管理范围内，请重新选择。")
    save_if_unchanged(committee, version, [])
    committee.members.all().delete()
    CommitteeMember.objects.bulk_create(
        CommitteeMember(committee=committee, person=person, position=position, order=order)
        for order, (person, position) in enumerate(seats, start=1)
    )
    record(
        actor,
        "people.committee.seat",
        committee,
        joined=sorted(newcomers),
        left=sorted(sitting - set(wanted)),
        members=len(wanted),
    )
    return committee
