"""Who is behind a request: session, address, actor, and what must be done before anything else."""

import ipaddress
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.accounts.rules import owes_new_password

GetResponse = Callable[[HttpRequest], HttpResponse]
ALWAYS_OPEN = {"accounts:sign_out", "accounts:scale"}
CHANGING_PASSWORD = {"accounts:change_password"}
SETTING_UP = {"accounts:second_factor", "accounts:recovery_codes"}


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's own, under our name, beside the store it uses."""


class AuthenticationMiddleware(DjangoAuthenticationMiddleware):
    """Django's own; the user comes with the session where nothing about them is unusual."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = cast("Any", SimpleLazyObject(partial(_user_of, request)))


def _user_of(request: HttpRequest) -> Any:
    """The session's holder if it proves to be theirs, by the same tests as Django's; otherwise Django decides."""
    session = request.session
    key, backend = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    holder: Any = session.holder
    if (
        holder is not None
        and str(holder.pk) == key
        and holder.is_active
        and backend in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), holder.get_session_auth_hash())
    ):
        holder.backend = backend
        return holder
    return get_user(request)


class ActorMiddleware:
    """Builds the actor once per request and holds it back until password and second factor are in order."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.address = client_address(request)
        request.actor = None
        if request.user.is_authenticated:
            request.actor = current_actor(
                request.user,
                request.session.get("appointment_id"),
                address=request.address,
                request_id=getattr(request, "request_id", ""),
            )
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send those who owe a new password or a second factor to that page, from everywhere else."""
        if request.actor is None or not (page := _owed(request)):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(reverse(page))
        return redirect(page)


def _owed(request: HttpRequest) -> str:
    """The page that must come first, or nothing."""
    user: Any = request.user  # there is an actor, so it is one of ours, and django-otp has marked it
    name = cast("ResolverMatch", request.resolver_match).view_name  # resolved before process_view
    if name in ALWAYS_OPEN:
        return ""
    if owes_new_password(user):
        return "" if name in CHANGING_PASSWORD else "accounts:change_password"
    if settings.PROFILE == "mlps3" and not user.is_verified():
        return "" if name in SETTING_UP else "accounts:second_factor"
    return ""


def client_address(request: HttpRequest) -> str:
    """The caller's address; a forwarded one counts only from a trusted proxy, read from the near end."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.TRUSTED_PROXIES:
        for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
            if not _is_address(hop.strip()):
                break
            address = hop.strip()
            if address not in settings.TRUSTED_PROXIES:
                break
    return address[:45]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
