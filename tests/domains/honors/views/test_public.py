"""What anybody may read of a certificate."""

from django.test import Client

from tests.factories.honors import (
    certificate_of,
    make_decided,
)


def test_verification_shows_what_the_certificate_shows_and_no_more(cast):
    one = certificate_of(make_decided(cast.federation, cast.union))
    person = one.nomination.person
    text = Client().get(one.get_public_url()).content.decode()
    for words in (one.bearer, one.number, one.title, one.issuer, "证书有效"):
        assert words in text
    for words in (str(person.pk), person.occupation or "钳工", one.nomination.deeds, "1985"):
        assert words not in text
    assert Client().get("/honors/verify/nothing/").status_code == 404
