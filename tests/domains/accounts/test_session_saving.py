"""Saving a session when its row or its database is gone."""

from unittest import mock

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError

from jiangong.domains.accounts.models import Session
from jiangong.domains.accounts.sessions import SessionStore


def stored(db) -> SessionStore:
    store = SessionStore()
    store["choice"] = 1
    store.save(must_create=True)
    return store


def test_a_database_that_went_away_is_said_to_have_gone(db):
    store = stored(db)
    store["choice"] = 2
    with (
        mock.patch.object(Session, "save", side_effect=OperationalError("gone")),
        pytest.raises(OperationalError),
    ):
        store.save()


def test_a_deleted_session_is_not_revived(db):
    store = stored(db)
    store["choice"] = 2
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
