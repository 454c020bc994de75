"""People and committees for tests, sealed as the product seals them."""

from datetime import date
from itertools import count

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import ID_NUMBER, PHONE, Committee, CommitteeMember, Person
from jiangong.lib.codes import id_number_digit
from jiangong.lib.rowids import make_row_id

_numbers = count(1)


def make_id_number(
    born: date = date(1980, 5, 6), sequence: int | None = None, division: str = "410103"
) -> str:
    """An invented identity number with the right check digit; an odd sequence is a man's."""
    body = f"{division}{born:%Y%m%d}{next(_numbers) % 1000 if sequence is None else sequence:03d}"
    return body + id_number_digit(body)


def make_person(
    name: str, organization: Organization, phone: str = "", id_number: str = "", **facts
) -> Person:
    """One entry under ``organization``."""
    pk = make_row_id()
    return Person.objects.create(
        pk=pk,
        name=name,
        organization=organization,
        **facts,
        **PHONE.seal(pk, phone),
        **ID_NUMBER.seal(pk, id_number),
    )


def make_committee(name: str, organization: Organization, *people: Person, **facts) -> Committee:
    """A committee with ``people`` as members in order."""
    facts.setdefault("kind", "union")
    facts.setdefault("term_from", date(2024, 1, 1))
    committee = Committee.objects.create(name=name, organization=organization, **facts)
    for order, person in enumerate(people, 1):
        CommitteeMember.objects.create(committee=committee, person=person, position="委员", order=order)
    return committee
