"""Signing in, the second step, signing out."""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jiangong.domains.accounts.actions import sign_in as actions
from jiangong.domains.accounts.actions.counting import forgive
from jiangong.domains.accounts.forms import CodeForm, SignInForm
from jiangong.domains.accounts.models import Authenticator, User
from jiangong.domains.accounts.queries import stranger
from jiangong.domains.accounts.sessions import read_device, write_device
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import PUBLIC
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages.base import Page

AWAITING, AWAITING_SECONDS = "awaiting_code", 300
TOO_LATE = "输入验证码的时间已过，或密码已变更。请重新登录。"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where to go afterwards: a path inside this site, otherwise home."""
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside else "/"


class SignInStep(Page):
    """What both steps of signing in share: a form without an actor, and refusals on it."""

    permission = PUBLIC
    form_class: type[SignInForm] | type[CodeForm]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(form=self.form_class())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form_class(data=request.POST)
        if not form.is_valid():
            return self.render(form=form, status=422)
        try:
            return self.proceed(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(
                refusal.field if refusal.field in form.fields else None, ValidationError(refusal.sentence)
            )
            return self.render(form=form, status=refusal.status)

    def proceed(self, values: dict[str, Any]) -> HttpResponseBase:
        raise NotImplementedError(type(self).__name__)

    def visitor(self) -> Actor:
        return stranger(self.request.address, self.request.request_id)

    def admit(self, proven: actions.Proven, following: str, *, large: bool) -> HttpResponseBase:
        """Open the session under a new key, note the device, go on."""
        request, user = self.request, proven.user
        with transaction.atomic():  # one commit instead of five: a morning's sign-ins come all at once
            actions.sign_in(proven, actor=self.visitor(), large=large)
            login(request, user, backend=BACKEND)
            request.session.remember_device(request.address, request.headers.get("User-Agent", ""))
            request.session.save()
        response = redirect(safe_next(request, following))
        write_device(response, read_device(request).remembering(user.pk))
        return response


class SignIn(SignInStep):
    """Account and password."""

    title = "登录"
    template_name = "accounts/sign_in.html"
    form_class = SignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        following = request.GET.get("next", "")
        if request.actor is not None:
            return redirect(safe_next(request, following))
        return self.render(form=SignInForm(initial={"username": request.GET.get("account", "")[:40]}))

    def context(self) -> dict[str, Any]:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return {"following": safe_next(self.request, asked.get("next", ""))}

    def proceed(self, values: dict[str, Any]) -> HttpResponseBase:
        request, following = self.request, self.request.POST.get("next", "")
        proven = actions.check_sign_in(
            values["username"], values["password"], read_device(request), actor=self.visitor()
        )
        user = proven.user
        if not Authenticator.objects.filter(user=user, confirmed=True).exists():
            return self.admit(proven, following, large=values["large"])
        forgive(proven.allowances)
        request.session.cycle_key()
        request.session[AWAITING] = {
            "user": user.pk,
            "at": time.time(),
            "hash": user.get_session_auth_hash(),
            "next": safe_next(request, following),
            "large": values["large"],
        }
        return redirect("accounts:code")


class SignInCode(SignInStep):
    """The code of the phone; until it is right nobody is signed in."""

    title = "输入验证码"
    template_name = "accounts/sign_in_code.html"
    form_class = CodeForm
    user: Any  # a user, and what the second factor's library hangs on one

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = self.awaited()
        if user is None:
            if request.session.pop(AWAITING, None):
                messages.warning(request, TOO_LATE)
            return redirect("accounts:sign_in")
        self.user = user  # asked once: the five minutes may end while the code is being checked
        return super().dispatch(request, *args, **kwargs)

    def awaited(self) -> User | None:
        """Who gave the right password a moment ago, if it is still the password."""
        waiting = self.request.session.get(AWAITING)
        if not waiting or time.time() - waiting["at"] > AWAITING_SECONDS:
            return None
        user = User.objects.filter(pk=waiting["user"], is_active=True).first()
        return user if user and user.get_session_auth_hash() == waiting["hash"] else None

    def proceed(self, values: dict[str, Any]) -> HttpResponseBase:
        request, user = self.request, self.user
        actions.check_code(user, values["code"], actor=self.visitor())
        waiting = request.session.pop(AWAITING)
        user.otp_device = Authenticator.objects.get(
            user=user, confirmed=True
        )  # login marks the session with it
        return self.admit(actions.Proven(user), waiting["next"], large=waiting["large"])


class SignOut(Page):
    """POST only; whoever is signed in may leave."""

    permission = PUBLIC
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor is not None:
            actions.sign_out(actor=request.actor)
        logout(request)
        response = redirect(reverse("accounts:sign_in"))
        response["Clear-Site-Data"] = '"storage"'  # drafts, queue and kept pages, also where scripts are off
        return response
