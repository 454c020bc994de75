"""What people choose about their reminders."""

import re
from datetime import time

import pytest
from django.core import mail

from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.jobs.running import run_due
from jiangong.kit.messaging.deadlines import ladder
from jiangong.kit.messaging.models import Preference, Via
from tests.kit.messaging.conftest import post

pytestmark = pytest.mark.django_db
OWN = "/messages/preferences/"


@pytest.fixture
def mailing(settings):
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example", "https://jiangong.example"


def test_without_a_mail_server_and_targets_there_is_inside_only(cast):
    page = cast.client("district_officer").get(OWN).content.decode()
    assert "平台内和邮件" not in page
    assert "群机器人" not in page
    answer = post(cast.client("district_officer"), OWN, {"via": "inside", "at": "14:30"})
    assert answer.url == OWN
    assert Preference.objects.get().at == time(14, 30)


def test_an_address_is_kept_sealed_and_confirmed_by_its_owner(cast, mailing):
    client = cast.client("district_officer")
    post(client, OWN, {"via": "email", "at": "08:30", "email": "a@example.org"})
    run_due()
    chosen = Preference.objects.get()
    assert "a@example.org" not in chosen.email_sealed
    assert (chosen.email, chosen.email_confirmed_at) == ("a@example.org", None)
    assert "邮箱还没有确认" in client.get(OWN).content.decode()
    (sent,) = mail.outbox
    link = re.search(r"https://jiangong\.example(\S+)", sent.body)[1]
    assert "a@example.org" not in link
    token = link.partition("token=")[2]
    stranger = post(cast.client("neighbour_officer"), link, {"token": token})
    assert stranger.status_code == 409 or stranger.status_code == 422
    assert Preference.objects.get(pk=chosen.pk).email_confirmed_at is None
    assert post(client, link, {"token": token}).url == OWN
    assert Preference.objects.get(pk=chosen.pk).email_confirmed_at is not None
    assert "a@example.org" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_another_address_must_be_confirmed_again(cast, mailing):
    client = cast.client("district_officer")
    post(client, OWN, {"via": "email", "at": "08:30", "email": "a@example.org"})
    run_due()
    old = re.search(r"token=(\S+)", mail.outbox[0].body)[1]
    post(client, f"/messages/email/?token={old}", {"token": old})
    post(client, OWN, {"via": "email", "at": "08:30", "email": "b@example.org"})
    assert Preference.objects.get().email_confirmed_at is None
    refused = post(client, f"/messages/email/?token={old}", {"token": old})
    assert "确认链接已失效" in refused.content.decode()


def test_email_and_target_must_lead_somewhere(cast, mailing, make_target):
    make_target(is_offered=True)
    client = cast.client("district_officer")
    assert "请填写邮箱" in post(client, OWN, {"via": "email", "at": "08:30"}).content.decode()
    assert "请选择一个群机器人" in post(client, OWN, {"via": "target", "at": "08:30"}).content.decode()


def test_only_targets_opened_to_ones_union_are_offered(cast, make_target):
    own = make_target(is_offered=True, organization=cast.district)
    foreign = make_target(is_offered=True, organization=cast.neighbour)
    make_target(is_offered=False)
    client = cast.client("district_officer")
    asked = {"via": "target", "at": "08:30", "target": str(foreign.pk)}
    assert post(client, OWN, asked).status_code == 422
    assert post(client, OWN, {**asked, "target": str(own.pk)}).status_code == 302
    assert (Preference.objects.get().via, Preference.objects.get().target) == (Via.TARGET, own)


def test_the_ladder_is_set_by_the_city(cast):
    client = cast.client("city_officer")
    assert post(client, "/messages/ladder/", {"before": "5", "above": "2", "leader": "1"}).status_code == 422
    post(client, "/messages/ladder/", {"before": "5", "above": "2", "leader": "4"})
    assert ladder() == {"before": -5, "due": 0, "above": 2, "leader": 4}
    assert cast.client("district_officer").get("/messages/ladder/").status_code == 403
