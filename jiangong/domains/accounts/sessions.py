"""Sessions in our own table, so that their owner sees and ends each signed-in device."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core import signing
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jiangong.kit.access.compiled import compiled

ADDRESS, AGENT, SINCE = "address", "agent", "since"
DEVICE_COOKIE, DEVICE_LASTS, DEVICE_USERS = "device", 180 * 24 * 3600, 5


class SessionStore(DatabaseStore):
    """Django's database sessions with user, address, device and start in columns of their own."""

    holder: Any = None  # the user whose session it is, read with it
    _written: tuple[str | None, bytes] | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        # The engine is imported while settings are read, before models may be.
        from jiangong.domains.accounts.models import Session  # noqa: PLC0415

        return Session

    def _get_session_from_db(self) -> Any:
        """Django's own, in one statement with the user."""
        found = _open_session(self.session_key, timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
            return None
        self.holder = found[0].user
        return found[0]

    def save(self, must_create: bool = False) -> None:
        """Write what is not written yet: the middleware saves whatever changed, also what a view has saved."""
        content = self.serializer().dumps(self._get_session(no_load=must_create))
        if must_create or self._written != (self.session_key, content):
            self._store(must_create)
            self._written = (self.session_key, content)

    def _store(self, must_create: bool) -> None:
        """A database that went away is not a session that was deleted: the one asks to wait, the other to sign in."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = super().create_model_instance(data)
        session.user_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        session.address, session.agent = data.get(ADDRESS, ""), data.get(AGENT, "")
        if since := data.get(SINCE):
            session.created_at = datetime.fromisoformat(since)
        return session

    def remember_device(self, address: str, agent: str) -> None:
        """Note where this session was opened; called once, at sign-in."""
        self.update({ADDRESS: address[:45], AGENT: agent[:200], SINCE: timezone.now().isoformat()})


@compiled
def _open_session(key: str, now: datetime) -> QuerySet:
    rows = SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now)
    return rows.select_related("user")


@dataclass(frozen=True, slots=True)
class Device:
    """A browser and the users who have signed in on it; strangers cannot lock these out."""

    key: str
    user_ids: tuple[int, ...] = ()

    def knows(self, user_id: int | None) -> bool:
        return user_id in self.user_ids

    def remembering(self, user_id: int) -> Self:
        """The same device, where this user has now signed in too."""
        others = tuple(pk for pk in self.user_ids if pk != user_id)
        return type(self)(self.key, (user_id, *others)[:DEVICE_USERS])


def read_device(request: HttpRequest) -> Device:
    """The device this browser says it is, if we signed that; otherwise a new one."""
    try:
        found = signing.loads(
            request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_COOKIE, max_age=DEVICE_LASTS
        )
        return Device(found["key"], tuple(found["users"]))
    except (signing.BadSignature, KeyError, TypeError):
        return Device(secrets.token_urlsafe(16))


def write_device(response: HttpResponse, device: Device) -> None:
    """Leave the device with the browser; it opens nothing, it only says who was here before."""
    value = signing.dumps({"key": device.key, "users": device.user_ids}, salt=DEVICE_COOKIE)
    response.set_cookie(
        DEVICE_COOKIE,
        value,
        max_age=DEVICE_LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
