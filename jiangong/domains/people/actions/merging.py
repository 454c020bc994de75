"""Two entries that are one person become one; everything that pointed at the other points here."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from jiangong.domains.people.actions.registering import note_departure
from jiangong.domains.people.choices import TransferState
from jiangong.domains.people.models import (
    ID_NUMBER,
    PHONE,
    CommitteeMember,
    DistinctPair,
    Person,
    Transfer,
)
from jiangong.domains.people.rules import refuse_unless_allowed, why_not_merge
from jiangong.domains.people.signals import people_merged
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.versions import save_if_unchanged

CHOOSABLE = (
    "name",
    "gender",
    "birth_on",
    "organization",
    "occupation",
    "skill_grade",
    "title",
    "is_migrant_worker",
    "is_new_employment",
    "is_union_official",
    "phone",
    "id_number",
)
DROP = "drop"


@transaction.atomic
def merge_people(keep: Person, drop: Person, choices: Mapping[str, str], *, actor: Actor) -> Person:
    """Keep one entry, with those fields of the other that ``choices`` marks ``drop``; empty ones are filled."""
    refuse_unless_allowed(actor, "people.merge")
    if reason := why_not_merge(keep, drop):
        raise Refusal(reason)
    columns, known_at = _chosen(keep, drop, choices), {keep.organization_id, drop.organization_id}
    drop.merged_into, drop.user = keep, None
    save_if_unchanged(drop, drop.version, ["merged_into", "user"])
    for name, value in columns.items():
        setattr(keep, name, value)
    save_if_unchanged(keep, keep.version, list(columns))
    moved = _repoint(keep, drop)
    for other in known_at - {keep.organization_id}:  # the entry that goes was true somewhere else
        note_departure(keep, other)
    people_merged.send(Person, keep=keep, drop=drop, actor=actor)
    taken = sorted(name for name, side in choices.items() if side == DROP and name in CHOOSABLE)
    record(actor, "people.person.merge", keep, merged=drop.pk, taken=taken, moved=moved)
    record(actor, "people.person.merged", drop, into=keep.pk)
    return keep


@transaction.atomic
def tell_apart(first: Person, second: Person, *, actor: Actor) -> None:
    """Remember that two alike entries are two people, so that nobody is asked again."""
    refuse_unless_allowed(actor, "people.merge")
    if first.pk == second.pk:
        raise Refusal("请选择两条不同的记录。")
    low, high = sorted((first, second), key=lambda person: person.pk)
    DistinctPair.objects.get_or_create(first=low, second=high)
    record(actor, "people.person.tell_apart", low, other=high.pk)


def _chosen(keep: Person, drop: Person, choices: Mapping[str, str]) -> dict[str, Any]:
    """Columns of the kept entry that change."""
    columns: dict[str, Any] = {}
    for name in CHOOSABLE:
        wanted = choices.get(name) == DROP
        if name in ("phone", "id_number"):
            column = PHONE if name == "phone" else ID_NUMBER
            number = column.of(drop)
            if number and (wanted or not column.of(keep)):
                columns |= column.seal(keep.pk, number)
        elif wanted or (getattr(keep, name) in ("", None) and getattr(drop, name) not in ("", None)):
            columns[name] = getattr(drop, name)
    if keep.user_id is None and drop.user_id is not None:
        columns["user"] = drop.user
    return columns


def _repoint(keep: Person, drop: Person) -> dict[str, int]:
    """Move every reference in the product; what may exist once per person stays where it was."""
    seated = CommitteeMember.objects.filter(person=keep).values("committee")
    doubled = CommitteeMember.objects.filter(person=drop, committee__in=seated).delete()[0]
    Transfer.objects.ungated("an open request of either entry moves with the merge").filter(
        person=drop,
        state=TransferState.REQUESTED,
        organization__in=Transfer.objects.ungated("requests for the kept entry")
        .filter(person=keep, state=TransferState.REQUESTED)
        .values("organization"),
    ).update(state=TransferState.WITHDRAWN)
    DistinctPair.objects.filter(models.Q(first=drop) | models.Q(second=drop)).delete()
    moved = {"seats_doubled": doubled}
    for relation in Person._meta.related_objects:
        if relation.related_model is Person or relation.related_model is DistinctPair:
            continue
        label = f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        moved[label] = _move(*_references(relation), keep, drop)
    return {label: count for label, count in moved.items() if count}


def _references(relation: Any) -> tuple[type[models.Model], str]:
    """The table and the column that point at a person."""
    if relation.many_to_many:
        return relation.through, relation.field.m2m_reverse_field_name()
    return relation.related_model, relation.field.name


def _move(table: type[models.Model], column: str, keep: Person, drop: Person) -> int:
    rows = table._base_manager.filter(**{column: drop})
    try:
        with transaction.atomic():
            return rows.update(**{column: keep})
    except IntegrityError:
        return sum(_move_one(table, column, pk, keep) for pk in rows.values_list("pk", flat=True))


def _move_one(table: type[models.Model], column: str, pk: Any, keep: Person) -> int:
    try:
        with transaction.atomic():
            return table._base_manager.filter(pk=pk).update(**{column: keep})
    except IntegrityError:
        return 0
