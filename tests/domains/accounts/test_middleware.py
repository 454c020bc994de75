"""Whose session it is: the user read with it, only where every test of Django's holds."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from jiangong.domains.accounts.models import Session, User


def rewrite(client, **changes: str) -> None:
    session = client.session
    session.update(changes)
    session.save()


def test_a_session_that_does_not_prove_whose_it_is_opens_nothing(cast):
    for changes in (
        {HASH_SESSION_KEY: "0" * 64},
        {HASH_SESSION_KEY: ""},
        {BACKEND_SESSION_KEY: "django.contrib.auth.backends.AllowAllUsersModelBackend"},
        {SESSION_KEY: str(cast.users["judge"].pk)},
    ):
        client = cast.client("worker")
        assert client.get("/").status_code == 200
        rewrite(client, **changes)
        assert client.get("/").status_code == 302, changes


def test_whoever_may_no_longer_sign_in_or_whose_time_is_over_is_nobody(cast):
    client, other = cast.client("worker"), cast.client("judge")
    User.objects.filter(pk=cast.users["worker"].pk).update(is_active=False)
    Session.objects.filter(user=cast.users["judge"]).update(expire_date=timezone.now())
    assert client.get("/").status_code == other.get("/").status_code == 302
