"""The demo's people: plausible, each once, with something for every page to show."""

from jiangong.domains.people.rules import agree_with_id_number, id_number_warnings, read_name, read_phone
from jiangong.portal.demo.people import invent


def test_invented_people_pass_every_reader_and_never_share_a_number():
    people = [invent(number) for number in range(5_000)]
    for one in people:
        assert read_name(one.name) == one.name
        assert read_phone(one.phone) == one.phone
        assert id_number_warnings(one.id_number) == []
        assert agree_with_id_number(one.id_number, one.gender, one.birth_on) == (one.gender, one.birth_on)
    assert len({one.id_number for one in people}) == len({one.phone for one in people}) == 5_000
    assert invent(77) == invent(77)
