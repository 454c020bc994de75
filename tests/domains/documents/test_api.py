"""What other systems may read of documents."""

from ninja.testing import TestClient

from jiangong.domains.documents.api import router
from tests.factories.documents import make_document

client = TestClient(router)


def test_list_holds_the_tokens_own_subtree(cast):
    own = make_document(cast.actor("district_officer"), body=False, official_number="甲〔2026〕1号")
    make_document(cast.actor("neighbour_officer"), body=False)
    answer = client.get("", actor=cast.actor("district_officer"))
    assert answer.status_code == 200
    [item] = answer.json()["items"]
    assert (item["id"], item["official_number"], item["state"], item["organization_id"]) == (
        str(own.pk),
        "甲〔2026〕1号",
        "registered",
        str(cast.district.pk),
    )


def test_one_document_of_another_unit_is_404(cast):
    other = make_document(cast.actor("neighbour_officer"), body=False)
    assert client.get(f"/{other.pk}", actor=cast.actor("district_officer")).status_code == 404
    assert client.get(f"/{other.pk}", actor=cast.actor("neighbour_officer")).json()["id"] == str(other.pk)


def test_reading_needs_the_permission(cast):
    assert client.get("", actor=cast.actor("worker")).status_code == 403
