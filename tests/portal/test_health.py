"""/healthz: a word for everybody, the reasons for the operator."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import OperationalError
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditLink
from jiangong.kit.audit.recording import record, sign
from jiangong.kit.audit.sealing import seal_pending
from jiangong.kit.jobs.models import Job, Worker
from jiangong.portal import health

FAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def well(db):
    Worker.objects.create(key="w")


def failing(client) -> set[str]:
    body = client.get("/healthz").json()
    return {name for name, check in body["checks"].items() if not check["ok"]}


def test_well_is_200_with_details_for_this_machine(client, well):
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")
    assert set(response.json()["checks"]) == {"database", "disk", "worker", "queue", "audit"}


def test_others_learn_one_word(client, well):
    assert client.get("/healthz", **FAR).json() == {"status": "ok"}
    assert client.get("/healthz", headers={"X-Forwarded-For": "203.0.113.9"}).json() == {"status": "ok"}


def test_token_opens_the_details(client, well, settings):
    settings.HEALTH_TOKEN = "long-and-secret"
    assert (
        "checks" in client.get("/healthz", headers={"Authorization": "Bearer long-and-secret"}, **FAR).json()
    )
    assert "checks" not in client.get("/healthz", headers={"Authorization": "Bearer 错"}, **FAR).json()


def test_empty_token_opens_nothing(client, well, settings):
    settings.HEALTH_TOKEN = ""
    assert client.get("/healthz", headers={"Authorization": "Bearer "}, **FAR).json() == {"status": "ok"}


def test_no_worker_is_503(client, db):
    assert client.get("/healthz", **FAR).status_code == 503
    assert failing(client) == {"worker"}


def test_silent_worker_is_named(client, well):
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=1))
    assert failing(client) == {"worker"}


def test_old_queue_is_named(client, well):
    Job.objects.create(name="x", run_at=timezone.now() - timedelta(minutes=11))
    assert failing(client) == {"queue"}


def test_late_sealer_is_named(client, well):
    entry = record(system_actor(), "a.b.c")
    entry.at = timezone.now() - timedelta(minutes=2)
    entry.mac = sign(entry)
    entry.save()
    assert failing(client) == {"audit"}
    seal_pending()
    assert failing(client) == set()


def test_anchor_ahead_of_the_database_is_named(client, well):
    record(system_actor(), "a.b.c")
    seal_pending()
    AuditLink.objects.all().delete()
    assert failing(client) == {"audit"}


def test_full_disk_is_named(client, well, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)
    Path(configured.ANCHOR_FILE).parent.mkdir(exist_ok=True)
    assert failing(client) == {"disk"}


def test_free_space_is_told_as_people_read_it(client, well, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=71034 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert client.get("/healthz").json()["checks"]["disk"]["found"].startswith("剩余69.4GB")


def test_database_that_is_away_is_503_and_no_crash(client, well, monkeypatch):
    def away():
        raise OperationalError("secret host name")

    monkeypatch.setitem(health.CHECKS, "database", away)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "secret" not in response.content.decode()
