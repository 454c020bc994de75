"""Screens of transfer requests."""

import uuid

from django.urls import reverse

from jiangong.domains.people.models import Transfer
from tests.cast import CANARY
from tests.factories.people import make_id_number, make_person

NUMBER = make_id_number(sequence=901)


def test_transfer_from_request_to_acceptance(cast):
    person = make_person("李四邻", cast.neighbour_union, id_number=NUMBER)
    form = {
        "name": "李四邻",
        "id_number": NUMBER,
        "organization": cast.union.name,
        "reason": "已到我单位工作",
        "command_key": str(uuid.uuid4()),
    }
    client = cast.client("district_officer")
    asked = client.post(reverse("people:transfer_create"), form)
    transfer = Transfer.objects.ungated("test").get()
    assert asked.url == transfer.get_absolute_url()
    assert CANARY not in client.get(asked.url).content.decode()
    city = cast.client("city_officer")
    assert CANARY in city.get(asked.url).content.decode()
    city.post(reverse("people:accept", args=[transfer.pk]), {"command_key": str(uuid.uuid4())})
    person.refresh_from_db()
    assert person.organization_id == cast.union.pk


def test_another_units_request_is_404_and_the_list_hides_it(cast):
    person = make_person("李四", cast.union, id_number=NUMBER)
    transfer = Transfer.objects.create(person=person, organization=cast.neighbour, reason=CANARY)
    client = cast.client("district_officer")
    assert client.get(transfer.get_absolute_url()).status_code == 404
    for name in ("accept", "reject", "withdraw"):
        answer = client.post(
            reverse(f"people:{name}", args=[transfer.pk]), {"command_key": str(uuid.uuid4())}
        )
        assert answer.status_code == 404, name
    assert CANARY not in client.get(reverse("people:transfer_list")).content.decode()
