"""Pages that only act: once, on what one may see, and back again."""

import uuid

import pytest

from jiangong.domains.documents.models import Document
from jiangong.kit.audit.models import AuditEntry
from tests.factories.documents import make_document, make_proposed


@pytest.fixture
def proposed(cast):
    return make_proposed(cast.actor("district_officer"), cast.users["city_leader"])


def keyed(**fields):
    return {"command_key": str(uuid.uuid4()), **fields}


def withdraw(document):
    return f"/documents/{document.pk}/withdraw/"


def state(document):
    return Document.unscoped.get(pk=document.pk).state


def test_post_acts_and_returns_to_the_object(cast, proposed):
    response = cast.client("district_officer").post(withdraw(proposed), keyed())
    assert (response.status_code, response["Location"]) == (302, f"/documents/{proposed.pk}/")
    assert state(proposed) == "registered"


def test_a_repetition_acts_once_and_leads_to_the_same_place(cast, proposed):
    client, sent = cast.client("district_officer"), keyed()
    first, second = client.post(withdraw(proposed), sent), client.post(withdraw(proposed), sent)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert AuditEntry.objects.filter(verb="documents.document.withdraw").count() == 1


def test_a_repetition_after_the_object_left_ones_reach_still_leads_there(cast, proposed):
    client, sent = cast.client("district_officer"), keyed()
    first = client.post(withdraw(proposed), sent)
    Document.unscoped.filter(pk=proposed.pk).update(organization=cast.neighbour, clerk=None, leader=None)
    second = client.post(withdraw(proposed), sent)
    assert (second.status_code, second["Location"]) == (302, first["Location"])


def test_a_refusal_is_told_on_the_object(cast, proposed):
    client = cast.client("district_officer")
    client.post(withdraw(proposed), keyed())
    response = client.post(withdraw(proposed), keyed(), follow=True)
    assert "现在是“待拟办”，不能再撤回" in response.content.decode()


def test_without_a_key_nothing_happens(cast, proposed):
    response = cast.client("district_officer").post(withdraw(proposed), follow=True)
    assert "表单缺少提交编号" in response.content.decode()
    assert state(proposed) == "proposed"


def test_a_reason_that_is_needed_is_asked_for(cast):
    document = make_document(cast.actor("city_officer"))
    client = cast.client("city_officer")
    response = client.post(f"/documents/{document.pk}/void/", keyed(reason="  "), follow=True)
    assert "作废须写明理由" in response.content.decode()
    assert state(document) == "registered"
    client.post(f"/documents/{document.pk}/void/", keyed(reason="重复登记"))
    assert state(document) == "void"


@pytest.mark.parametrize("sent", [{}, {"command_key": str(uuid.uuid4())}])
def test_strangers_get_404_with_or_without_a_key(cast, proposed, sent):
    assert cast.client("neighbour_officer").post(withdraw(proposed), sent).status_code == 404
    assert state(proposed) == "proposed"


def test_get_is_not_allowed_and_says_so_on_a_whole_page(cast, proposed):
    response = cast.client("district_officer").get(withdraw(proposed))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    page = response.content.decode()
    assert "这个地址不能直接打开" in page
    assert response["X-Request-Id"] in page
    assert state(proposed) == "proposed"
