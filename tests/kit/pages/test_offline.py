"""What the browser's queue asks of a form, and what it is told."""

import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.documents.models import Document

pytestmark = pytest.mark.django_db
FORM = "/documents/new/"


def typed(**changes):
    return {
        "command_key": str(uuid.uuid4()),
        "direction": "incoming",
        "title": "关于竞赛的通知",
        "issuer_name": "市总工会",
        "received_on": timezone.localdate().isoformat(),
        "urgency": "normal",
        **changes,
    }


def queue(client, user, fields):
    return client.post(FORM, fields, headers={"X-Offline": "queue", "X-Offline-User": str(user.pk)})


def test_a_page_that_may_be_kept_says_so_and_others_do_not(cast):
    client = cast.client("district_officer")
    answer = client.get(FORM)
    assert answer["X-Offline"] == "keep"
    assert 'data-offline="登记文件"' in answer.content.decode()
    for path in ("/", "/documents/", "/people/new/"):
        assert "X-Offline" not in client.get(path)
    assert "X-Offline" not in client.post(FORM, typed(title=""))


def test_a_submission_is_carried_out_once_and_answered_in_json(cast):
    user, client, fields = cast.users["district_officer"], cast.client("district_officer"), typed()
    answers = [queue(client, user, fields) for _ in range(2)]
    document = Document.objects.ungated("the one").get()
    assert [json.loads(one.content) for one in answers] == [{"location": document.get_absolute_url()}] * 2


def test_what_is_wrong_is_one_sentence(cast):
    answer = queue(cast.client("district_officer"), cast.users["district_officer"], typed(title=""))
    assert answer.status_code == 422
    assert json.loads(answer.content) == {"sentence": "请填写标题。"}


def test_nobody_submits_what_somebody_else_typed(cast):
    answer = queue(cast.client("neighbour_officer"), cast.users["district_officer"], typed())
    assert answer.status_code == 409
    assert json.loads(answer.content)["elsewhere"] is True
    assert Document.objects.ungated("none").count() == 0


def test_the_worker_stands_at_the_root_and_is_never_stale(client, cast):
    answer = client.get(reverse("portal:offline_worker"))
    assert reverse("portal:offline_worker").count("/") == 1
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "const STATIC = '/static/';" in answer.content.decode()
    assert client.get("/offline/").status_code == 200


def test_leaving_clears_the_browser(cast):
    answer = cast.client("district_officer").post("/account/sign-out/")
    assert answer["Clear-Site-Data"] == '"storage"'


def test_a_copy_made_beside_the_reader_takes_no_message_away(cast):
    client = cast.client("district_officer")
    answer = client.post(FORM, typed())
    assert answer.status_code == 302
    copied = client.get(FORM, headers={"X-Offline": "copy"}).content.decode()
    read = client.get(answer.headers["Location"]).content.decode()
    assert ("已登记" in copied, "已登记" in read) == (False, True)
