"""Registering people and changing what is registered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.people.models import ID_NUMBER, PHONE, Departure, Person
from jiangong.domains.people.queries import holders_of
from jiangong.domains.people.rules import (
    Contradiction,
    PersonFacts,
    agree_with_id_number,
    has_reach,
    refuse_gone,
    refuse_unless_within_reach,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import CHANGED, differences, record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.versions import save_if_unchanged
from jiangong.lib.rowids import make_row_id

KNOWN_HERE = "这个身份证号已经登记过。请先按整号查找，在原来的记录上修改。"
KNOWN_ELSEWHERE = "这个身份证号已在别的单位登记。请先核对号码；确需调入的，请办理“申请调入”。"


@transaction.atomic
def register_person(facts: PersonFacts, *, actor: Actor) -> Person:
    """A new entry; somebody already registered anywhere in the federation is refused."""
    refuse_unless_within_reach(actor, facts.organization)
    _refuse_contradiction(facts, facts.id_number or "")
    _refuse_known(facts.id_number or "", actor)
    pk = make_row_id()
    person = Person(
        pk=pk,
        **facts.columns(),
        **PHONE.seal(pk, facts.phone or ""),
        **ID_NUMBER.seal(pk, facts.id_number or ""),
    )
    with _one_at_a_time():
        person.save(force_insert=True)
    record(actor, "people.person.create", person)
    return person


@transaction.atomic
def edit_person(person: Person, facts: PersonFacts, version: int, *, actor: Actor) -> Person:
    """Change an entry against the version its reader saw; numbers that are ``None`` stay."""
    stored = Person.objects.visible_to(actor).get(pk=person.pk)
    refuse_gone(stored)
    if facts.organization.pk != stored.organization_id:
        refuse_unless_within_reach(actor, facts.organization)
    _refuse_contradiction(facts, ID_NUMBER.of(stored) if facts.id_number is None else facts.id_number)
    values = facts.columns() | _changed_numbers(stored, facts, actor)
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    before = {name: getattr(stored, name) for name in changed}
    for name in changed:
        setattr(stored, name, values[name])
    with _one_at_a_time():
        save_if_unchanged(stored, version, changed)
    if "organization" in before:
        note_departure(stored, before["organization"].pk)
    record(actor, "people.person.edit", stored, fields=_told(differences(before, stored)))
    return stored


@transaction.atomic
def move_person(person: Person, organization: Any, *, actor: Actor) -> Person:
    """Put a person under another organization."""
    refuse_gone(person)
    before = person.organization_id
    person.organization = organization
    save_if_unchanged(person, person.version, ["organization"])
    if organization.pk != before:
        note_departure(person, before)
    record(actor, "people.person.move", person, organizations=[before, organization.pk])
    return person


def note_departure(person: Person, organization_id: int) -> None:
    """Remember the unit a person belonged to until today."""
    Departure.objects.create(person=person, organization_id=organization_id, left_on=timezone.localdate())


def _refuse_contradiction(facts: PersonFacts, id_number: str) -> None:
    try:
        facts.gender, facts.birth_on = agree_with_id_number(id_number, facts.gender, facts.birth_on)
    except Contradiction as found:
        raise Refusal(str(found), field=found.field) from None


def _refuse_known(id_number: str, actor: Actor, besides: int | None = None) -> None:
    """Say whether to look nearby or to ask for a transfer, but never who it is or where."""
    if not id_number:
        return
    holder = holders_of(id_number).exclude(pk=besides).select_related("organization").first()
    if holder is not None:
        near = has_reach(actor, holder.organization)
        raise Refusal(KNOWN_HERE if near else KNOWN_ELSEWHERE, field="id_number")


def _changed_numbers(stored: Person, facts: PersonFacts, actor: Actor) -> dict[str, str]:
    """Sealed columns of the numbers that really changed."""
    values: dict[str, str] = {}
    for column, number in ((PHONE, facts.phone), (ID_NUMBER, facts.id_number)):
        if number is not None and number != column.of(stored):
            values |= column.seal(stored.pk, number)
            if column is ID_NUMBER:
                _refuse_known(number, actor, besides=stored.pk)
    return values


def _told(changes: dict[str, Any]) -> dict[str, Any]:
    """Of a sealed number only that it changed, under the name people know."""
    told = {name: value for name, value in changes.items() if not name.endswith("_index")}
    return {name: CHANGED if name.endswith("_sealed") else value for name, value in told.items()}


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two clerks registering one person in the same second: the unique index lets one through."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "id_number" not in str(error):
            raise
        raise Refusal(KNOWN_HERE, field="id_number") from None
