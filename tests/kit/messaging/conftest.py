"""A target on a real receiver, and a working morning."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from jiangong.kit.messaging.models import Target, TargetKind
from tests.support.receiving import receiver  # noqa: F401 — a fixture

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=SHANGHAI)  # a Thursday


def post(client, address, fields=None):
    """Send a form as a browser does."""
    return client.post(address, {"command_key": str(uuid.uuid4()), **(fields or {})})


@pytest.fixture
def clock(monkeypatch):
    """``clock(moment)`` sets the time everybody asks for; it begins on a working morning."""
    now = {"is": MORNING}

    def set_to(moment: datetime) -> None:
        now["is"] = moment

    monkeypatch.setattr("django.utils.timezone.now", lambda: now["is"])
    return set_to


@pytest.fixture
def listed(settings, receiver):  # noqa: F811 — the fixture
    settings.WEBHOOK_HOSTS = [receiver.host]
    settings.SITE_URL = "https://jiangong.example"
    return receiver


@pytest.fixture
def make_target(db, listed):
    def make(kind=TargetKind.JSON, secret="秘密", **values) -> Target:
        made = Target.objects.create(name="群", kind=kind, host="127.0.0.1", **values)
        made.seal(f"{listed.host}/robot/send?key=k1", secret)
        made.save()
        return made

    return make
