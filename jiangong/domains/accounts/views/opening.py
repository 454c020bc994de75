"""Opening accounts, one or many, and printing what their owners need to get in."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.actions import users as actions
from jiangong.domains.accounts.actions.one_time import read_slip
from jiangong.domains.accounts.forms import (
    AccountForm,
    AppointedAccountForm,
    PeopleAccountsForm,
    UnitAccountsForm,
)
from jiangong.domains.accounts.models import ActivationSlip
from jiangong.domains.accounts.queries import appointable_organizations
from jiangong.domains.accounts.views.users import USERS
from jiangong.domains.organizations.choices import UNIT_KINDS
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.pages import FormPage, Page
from jiangong.kit.ui.codes import qr_code
from jiangong.kit.ui.parts import Fact, Slip
from jiangong.lib.digits import whole_number


class UserCreate(FormPage):
    """One account, with its first appointment where the actor may give one."""

    permission = "accounts.manage"
    title = "开通账号"
    section = "accounts"
    crumbs = (USERS,)
    submit_label = "开通"
    done = "账号已开通，请打印开通单交给本人。"

    def make_form(self, **submitted: Any) -> Any:
        form_class = AppointedAccountForm if self.actor.can("accounts.grant") else AccountForm
        return form_class(**self.form_arguments(), **submitted)

    def initial(self) -> dict[str, Any]:
        return {"organization": self.request.GET.get("organization", self.actor.organization_id or "")}

    def perform(self, form: Any) -> Any:
        return actions.open_accounts([actions.Opening(**form.cleaned_data)], actor=self.actor)

    def location(self, result: Any) -> str:
        return reverse("accounts:slips", args=[result])


class OpenUnits(FormPage):
    """One account for each union of the level below that has none."""

    permission = "accounts.grant"
    form_class = UnitAccountsForm
    title = "为单位批量开通账号"
    section = "accounts"
    crumbs = (USERS,)
    submit_label = "开通并打印开通单"
    done = "账号已开通，请打印开通单交给各单位。"
    intro = "只列出还没有人任职的单位。账号由系统编排，首次登录须修改一次性密码。"
    template_name = "accounts/open_units.html"

    def parent(self) -> Organization:
        """The organization whose lower level is shown: asked for, or the one's own reach."""
        wanted = self.request.GET.get("under", "")
        reach = appointable_organizations(self.actor)
        if (key := whole_number(wanted)) is not None:
            found = reach.filter(pk=key).first()
        elif self.actor.organization is None:
            found = reach.filter(parent=None).order_by("pk").first()
        else:
            found = reach.filter(path=self.actor.scope_path).first()
        if found is None:
            raise Http404
        return found

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "parent": self.parent()}

    def context(self) -> dict[str, Any]:
        children = appointable_organizations(self.actor).filter(parent=self.parent(), kind__in=UNIT_KINDS)
        return {
            **super().context(),
            "parent": self.parent(),
            "children": children.order_by("position", "pk")[:60],
        }

    def perform(self, form: Any) -> Any:
        openings = [
            actions.Opening(
                name=f"{one}"[:37] + "经办人",
                organization=one,
                role="unit_officer" if one.kind in UNIT_KINDS else "grassroots_officer",
            )
            for one in form.cleaned_data["organizations"]
        ]
        return actions.open_accounts(openings, actor=self.actor)

    location = UserCreate.location


class OpenPeople(FormPage):
    """One account for each name on a list."""

    permission = "accounts.grant"
    form_class = PeopleAccountsForm
    title = "为人员批量开通账号"
    section = "accounts"
    crumbs = (USERS,)
    submit_label = "开通并打印开通单"
    done = "账号已开通，请打印开通单交给本人。"
    intro = "账号由系统编排，首次登录须修改一次性密码。"
    initial = UserCreate.initial

    def perform(self, form: Any) -> Any:
        values = form.cleaned_data
        openings = [
            actions.Opening(name, "", values["organization"], values["role"], values["title"])
            for name in values["names"]
        ]
        return actions.open_accounts(openings, actor=self.actor)

    location = UserCreate.location


class Slips(Page):
    """The slips of one batch: for their maker only, for half an hour, until the owner has signed in."""

    permission = SIGNED_IN
    title = "开通单"
    section = "accounts"
    crumbs = (USERS,)
    template_name = "accounts/slips.html"

    def context(self) -> dict[str, Any]:
        found = ActivationSlip.objects.filter(
            batch=self.kwargs["batch"], made_by=self.actor.user_id, expires_at__gt=timezone.now()
        )
        slips = [self._slip(one) for one in found.select_related("user").order_by("user__username")]
        if not slips:
            raise Http404
        return {"slips": slips}

    def _slip(self, slip: ActivationSlip) -> Slip:
        path = f"{reverse('accounts:sign_in')}?{urlencode({'account': slip.user.username})}"
        address = self.request.build_absolute_uri(path)
        facts = (
            Fact("账号", slip.user.username),
            Fact("一次性密码", read_slip(slip)),
            Fact("网址", self.request.build_absolute_uri(reverse("accounts:sign_in"))),
        )
        note = "请扫码或打开网址登录，并立即改成自己的密码。一次性密码7天内有效，只能用一次，请勿转交他人。"
        return Slip(slip.user.name, qr_code(address), facts, note)
