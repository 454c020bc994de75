"""One's own account: password, phone, devices, posts, type size."""

import json
from base64 import b32encode
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_otp import login as mark_verified

from jiangong.domains.accounts.actions import own_account as actions
from jiangong.domains.accounts.actions import second_factor
from jiangong.domains.accounts.forms import CodeForm, PasswordForm, ProofForm
from jiangong.domains.accounts.models import Appointment, Authenticator, RecoveryCode, Session, User
from jiangong.domains.accounts.queries import offered_appointments
from jiangong.domains.accounts.rules import owes_new_password
from jiangong.domains.accounts.views.appointments import PROFILE
from jiangong.domains.accounts.views.signing_in import safe_next
from jiangong.kit.access.keyring import keyring, unseal
from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages import ActionPage, FormPage, Page
from jiangong.kit.ui.codes import qr_code

FRESH_CODES = "fresh_recovery_codes"
SECRET_FIELDS = {"current", "password", "repeated", "code"}


class OwnPage(Page):
    """Whoever is signed in, about themselves."""

    permission = SIGNED_IN
    section = "profile"


class Profile(OwnPage):
    """Posts, devices, password and second factor in one place."""

    title = "我的账号"
    template_name = "accounts/profile.html"

    def context(self) -> dict[str, Any]:
        user = self.actor.user
        lent = Appointment.objects.ungated("what one lent to others").current()
        return {
            "user": user,
            "posts": offered_appointments(user),
            "may_delegate": self.actor.can("accounts.delegate"),
            "may_hand_over": self.actor.can("accounts.hand_over"),
            "lent": lent.filter(delegated_from__user=user).select_related("user", "organization"),
            "sessions": list(user.sessions.order_by("-created_at")),
            "session_key": self.request.session.session_key,
            "authenticator": Authenticator.objects.filter(user=user, confirmed=True).first(),
            "codes_left": RecoveryCode.objects.filter(user=user, used_at=None).count(),
            "factor_required": settings.PROFILE == "mlps3",
        }


class OwnForm(FormPage):
    """A form about oneself; what is secret in it stays out of the receipt."""

    permission = SIGNED_IN
    section = "profile"
    crumbs = (PROFILE,)

    def contents(self) -> dict[str, Any]:
        found = super().contents()
        found["fields"] = {name: text for name, text in found["fields"].items() if name not in SECRET_FIELDS}
        return found

    def location(self, result: Any) -> str:
        return reverse("accounts:profile")


class ChangePassword(OwnForm):
    """A new password; until then somebody with a one-time password sees nothing else."""

    form_class = PasswordForm
    title = "修改密码"
    submit_label = "修改密码"
    done = "密码已修改，其他设备上的登录已退出。"

    @property
    def intro(self) -> str:
        return owes_new_password(self.actor.user)

    def perform(self, form: Any) -> None:
        user, request = self.actor.user, self.request
        password = form.cleaned_data["password"]
        actions.change_password(user, password, keep_session=request.session.session_key, actor=self.actor)
        update_session_auth_hash(request, user)

    def location(self, result: Any) -> str:
        return "/"

    def cancel_url(self) -> str:
        return "" if owes_new_password(self.actor.user) else super().cancel_url()


class SecondFactor(OwnForm):
    """Bind a phone: scan, then prove it with a code."""

    form_class = CodeForm
    title = "绑定手机验证器"
    submit_label = "绑定"
    done = "手机验证器已绑定。"
    template_name = "accounts/second_factor.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("accounts:profile") if self.bound() else super().get(request)

    def bound(self) -> bool:
        return Authenticator.objects.filter(user=self.actor.user, confirmed=True).exists()

    def device(self) -> Authenticator:
        return second_factor.prepare_authenticator(self.actor.user)

    def context(self) -> dict[str, Any]:
        secret = b32encode(self.device().secret).decode()
        label = quote(f"建功:{self.actor.user.username}")
        address = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': '建功'})}"
        spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return {**super().context(), "qr_code": qr_code(address), "secret": spaced}

    def perform(self, form: Any) -> None:
        if self.bound():
            raise Refusal("已经绑定了手机验证器。要换手机，请先解除绑定。")
        device = self.device()
        codes = second_factor.confirm_authenticator(device, form.cleaned_data["code"], actor=self.actor)
        mark_verified(self.request, device)
        keep_fresh_codes(self.request, codes)

    def location(self, result: Any) -> str:
        return reverse("accounts:recovery_codes")


class SecondFactorRemove(OwnForm):
    """Unbind the phone, with the password as proof."""

    form_class = ProofForm
    title = "解除手机验证器"
    submit_label = "解除绑定"
    done = "手机验证器已解除，恢复码同时作废。"

    def perform(self, form: Any) -> None:
        if settings.PROFILE == "mlps3":
            raise Refusal("按照安全要求，登录必须使用手机验证器。要换手机，请联系安全管理员。")
        second_factor.remove_second_factor(self.actor.user, actor=self.actor)


class RecoveryCodesReplace(OwnForm):
    """New recovery codes, with the password as proof."""

    form_class = ProofForm
    title = "更换恢复码"
    submit_label = "更换恢复码"
    done = "新的恢复码已生成，原来的全部作废。"

    def perform(self, form: Any) -> None:
        codes = second_factor.replace_recovery_codes(self.actor.user, actor=self.actor)
        keep_fresh_codes(self.request, codes)

    def location(self, result: Any) -> str:
        return reverse("accounts:recovery_codes")


class RecoveryCodes(OwnPage):
    """Fresh recovery codes, shown once."""

    title = "恢复码"
    template_name = "accounts/recovery_codes.html"
    crumbs = (PROFILE,)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sealed = request.session.pop(FRESH_CODES, "")
        if not sealed:
            return redirect("accounts:profile")
        return self.render(codes=json.loads(unseal(sealed, codes_context(request))))


def keep_fresh_codes(request: HttpRequest, codes: list[str]) -> None:
    """Carry the codes sealed to the page that shows them once."""
    request.session[FRESH_CODES] = keyring().seal(json.dumps(codes), context=codes_context(request))


def codes_context(request: HttpRequest) -> str:
    return f"session.recovery_codes:{request.user.pk}"


class SessionEnd(ActionPage):
    """Sign one of one's own devices out."""

    permission = SIGNED_IN
    model = User
    done = "已退出那台设备。"
    nothing = "那台设备已经退出。"

    def get_object(self) -> User:
        return self.actor.user

    def run(self, instance: User, note: str) -> None:
        if not actions.end_sessions(self.chosen(), instance, actor=self.actor):
            raise Refusal(self.nothing)

    def chosen(self) -> models.QuerySet[Session]:
        """The device meant; its key is as good as a password and therefore never on a page."""
        own = Session.objects.filter(user=self.actor.user_id)
        wanted = self.kwargs["public_id"]
        return own.filter(pk__in=[one.pk for one in own if one.public_id == wanted])

    def location(self, instance: User) -> str:
        return reverse("accounts:profile")


class SessionsEndOthers(SessionEnd):
    """Sign all other devices out."""

    done = "其他设备已全部退出。"
    nothing = "没有其他已登录的设备。"

    def chosen(self) -> models.QuerySet[Session]:
        return Session.objects.exclude(pk=self.request.session.session_key)


class ScaleChoice(OwnPage):
    """The type size, remembered for every device; a setting, so repeating it changes nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actions.choose_scale(self.actor.user, request.POST.get("scale", ""), actor=self.actor)
        return redirect(safe_next(request, request.POST.get("next", "")))


class AppointmentSwitch(OwnPage):
    """The post to work in; a setting, so repeating it changes nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.POST.get("appointment", "")
        chosen = actions.choose_appointment(self.actor.user, wanted, actor=self.actor)
        request.session["appointment_id"] = chosen.pk
        return redirect("/")
