"""Certificates through their life."""

from django.test import Client
from django.utils import timezone

from tests.factories.honors import (
    certificate_of,
    make_decided,
)
from tests.support.honors_pages import page
from tests.support.posting import submit


def test_a_revoked_certificate_says_so_everywhere(cast):
    one = certificate_of(make_decided(cast.federation, cast.union))
    client = cast.client("city_officer")
    facts = {"revoked_on": f"{timezone.localdate()}", "basis": "河工发〔2026〕40号", "reason": "弄虚作假"}
    assert submit(client, f"/honors/certificates/{one.pk}/revoke/", **facts, version="0").status_code == 302
    text = Client().get(one.get_public_url()).content.decode()
    assert "荣誉已撤销" in text
    assert "弄虚作假" not in text
    assert client.get(f"/honors/certificates/{one.pk}/print/").status_code == 403
    text = page(cast, "city_officer", f"/honors/certificates/{one.pk}/")
    assert ("弄虚作假" in text, "打印证书" in text) == (True, False)
    serving = {"kind": "visit", "served_on": f"{timezone.localdate()}", "version": 0}
    late = submit(client, f"/honors/certificates/{one.pk}/serve/", **serving)
    assert "撤销以后的服务不再登记。" in late.content.decode()
