"""What the law entitles a person to, and how a sealed number is shown to somebody who needs it."""

from django.db import transaction
from django.utils import timezone

from jiangong.domains.people.models import ERASED_NAME, SEALED, Person, Transfer
from jiangong.domains.people.queries import registered_facts
from jiangong.domains.people.queries.registered import Section
from jiangong.domains.people.rules import plain_reason, refuse_gone, refuse_unless_allowed
from jiangong.domains.people.signals import person_erased
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.versions import save_if_unchanged


@transaction.atomic
def reveal(person: Person, field: str, reason: str, *, actor: Actor) -> str:
    """The plain number, for one look; the audit row says who looked, at what and why, never the value."""
    refuse_unless_allowed(actor, "people.reveal")
    said = plain_reason(reason)
    column = SEALED.get(field)
    if column is None:
        raise Refusal("没有这个字段。请返回人员页面重新操作。")
    number = column.of(person)
    if not number:
        raise Refusal(f"没有登记{column.label}。")
    record(actor, "people.person.reveal", person, field=column.label, reason=said)
    return number


@transaction.atomic
def copy_out_person(person: Person, reason: str, *, actor: Actor) -> list[Section]:
    """Everything registered about one person, to be handed to them."""
    refuse_unless_allowed(actor, "people.erase")
    sections = registered_facts(person)
    record(actor, "people.person.copy_out", person, reason=plain_reason(reason), sections=len(sections))
    return sections


@transaction.atomic
def erase_person(person: Person, reason: str, *, actor: Actor) -> Person:
    """Forget who it was; the row and what hangs on it stay, so that counts and histories hold."""
    refuse_unless_allowed(actor, "people.erase")
    said = plain_reason(reason)
    refuse_gone(person)
    entries = [person, *_entries_merged_into(person)]
    for entry in entries:
        _blank(entry)
    Transfer.objects.ungated("the words about an erased person go, whoever wrote them").filter(
        person__in=entries
    ).update(reason="", answer="")
    person_erased.send(Person, person=person, actor=actor)
    record(actor, "people.person.erase", person, reason=said, entries=len(entries))
    return person


def _entries_merged_into(person: Person) -> list[Person]:
    """Earlier duplicates, wherever they once belonged, and theirs in turn."""
    found, frontier = [], [person.pk]
    everywhere = Person.objects.ungated("an erased person's duplicates are erased with them")
    while frontier:
        nearest = list(everywhere.filter(merged_into__in=frontier))
        found += nearest
        frontier = [entry.pk for entry in nearest]
    return found


def _blank(entry: Person) -> None:
    columns: dict[str, object] = {f"{name}_{part}": "" for name in SEALED for part in ("sealed", "index")}
    columns |= {"name": ERASED_NAME, "gender": "", "birth_on": None, "occupation": "", "title": ""}
    columns |= {"user": None, "erased_at": timezone.now()}
    for name, value in columns.items():
        setattr(entry, name, value)
    save_if_unchanged(entry, entry.version, list(columns))
