"""Ties that the register of people, appointments and declarations know of."""

from collections.abc import Iterator

from django.db import models

from jiangong.domains.accounts.models import Appointment
from jiangong.domains.assessments.choices import ConflictKind
from jiangong.domains.assessments.models import Declaration
from jiangong.domains.assessments.queries.conflicts import WHY, Question, Tie, register_conflict_source
from jiangong.domains.people.models import CommitteeMember, Departure, Person


@register_conflict_source
def oneself(question: Question) -> Iterator[Tie]:
    """Nobody judges their own work."""
    for judge in question.judges:
        for key in question.subjects_of_person.get(judge, ()):
            yield Tie(judge, key, ConflictKind.SELF, "评的是本人。")


@register_conflict_source
def same_unit(question: Question) -> Iterator[Tie]:
    """Where a judge belongs today."""
    rows = Person.objects.ungated(WHY).filter(pk__in=question.judges).select_related("organization")
    stays = ((one.pk, one.organization_id, f"现属{one.organization}。") for one in rows)
    yield from question.at_places(stays, ConflictKind.UNIT)


@register_conflict_source
def former_unit(question: Question) -> Iterator[Tie]:
    """Where a judge belonged until not long ago."""
    rows = Departure.objects.ungated(WHY).filter(person__in=question.judges, left_on__gte=question.since)
    stays = (
        (one.person_id, one.organization_id, f"{one.left_on:%Y年%-m月}前属{one.organization}。")
        for one in rows.select_related("organization")
    )
    yield from question.at_places(stays, ConflictKind.FORMER_UNIT)


@register_conflict_source
def appointments(question: Question) -> Iterator[Tie]:
    """Where a judge's account works, or worked until not long ago; rights lent for a while count as well."""
    rows = Appointment.objects.ungated(WHY).filter(
        models.Q(ends_on=None) | models.Q(ends_on__gte=question.since),
        models.Q(revoked_at=None) | models.Q(revoked_at__date__gte=question.since),
        user__person__in=question.judges,
        starts_on__lte=question.on,
        approved_at__isnull=False,
    )
    found: dict[ConflictKind, list[tuple[int, int, str]]] = {
        ConflictKind.UNIT: [],
        ConflictKind.FORMER_UNIT: [],
    }
    for one in rows.select_related("organization", "user__person"):
        is_over = bool(one.revoked_at) or bool(one.ends_on and one.ends_on <= question.on)
        kind = ConflictKind.FORMER_UNIT if is_over else ConflictKind.UNIT
        told = "曾在" if is_over else "在"
        found[kind].append((one.user.person.pk, one.organization_id, f"{told}{one.organization}任职。"))
    for kind, stays in found.items():
        yield from question.at_places(stays, kind)


@register_conflict_source
def seats(question: Question) -> Iterator[Tie]:
    """Bodies of a unit on which a judge sits, or sat until not long ago."""
    rows = CommitteeMember.objects.filter(
        models.Q(committee__term_to=None) | models.Q(committee__term_to__gte=question.since),
        person__in=question.judges,
        committee__term_from__lte=question.on,
    ).select_related("committee__organization")
    stays = (
        (one.person_id, one.committee.organization_id, f"是{one.committee.organization}{one.committee}成员。")
        for one in rows
    )
    yield from question.at_places(stays, ConflictKind.SEAT)


@register_conflict_source
def declared(question: Question) -> Iterator[Tie]:
    """What people said of themselves: it binds both sides, and covers where the relative belongs."""
    standing = Declaration.objects.ungated(WHY).filter(
        models.Q(ended_on=None) | models.Q(ended_on__gt=question.on), declared_on__lte=question.on
    )
    judging = standing.filter(
        models.Q(person__in=question.judges) | models.Q(relative__in=question.judges)
    ).select_related("relative__organization", "person__organization", "unit")
    pairs, stays = [], []
    for one in judging:
        told = f"已申报{one.get_relation_display()}关系。"
        if one.relative is not None:
            pairs.append((one.person_id, one.relative.pk, told))
            stays += [
                (one.person_id, one.relative.organization_id, told),
                (one.relative.pk, one.person.organization_id, told),
            ]
        if one.unit_id is not None:
            stays.append((one.person_id, one.unit_id, told))
    yield from question.between_people(pairs, ConflictKind.KIN)
    yield from question.at_places((one for one in stays if one[0] in question.judges), ConflictKind.KIN)
