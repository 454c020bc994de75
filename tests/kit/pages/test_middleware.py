"""What every answer carries, good or bad."""

import pytest
from django.test import Client

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ADDRESSES = ("/", "/documents/", "/no/such/place/", "/documents/1/withdraw/", "/account/sign-in/", "/api/v1/openapi.json")  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", [None, "district_officer"])
def test_every_answer_carries_the_security_headers(cast, address, who):
    response = (cast.client(who) if who else Client()).get(address)
    assert {name: response[name] for name in HEADERS} == HEADERS
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "geolocation=()" in response["Permissions-Policy"]
    assert len(response["X-Request-Id"]) == 16


def test_pages_of_who_is_signed_in_are_kept_nowhere(cast):
    assert cast.client("district_officer").get("/documents/")["Cache-Control"] == "no-store"


def test_each_request_has_a_number_of_its_own(db):
    client = Client()
    assert client.get("/nothing/")["X-Request-Id"] != client.get("/nothing/")["X-Request-Id"]


def test_a_number_brought_along_is_not_believed(db):
    response = Client().get("/nothing/", headers={"x-request-id": "forged"})
    assert "forged" not in response["X-Request-Id"] + response.content.decode()
