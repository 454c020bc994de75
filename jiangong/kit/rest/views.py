"""Screens for handing out API tokens."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from jiangong.kit.pages import Action, ActionPage, DetailPage, FormPage, Link, ListPage
from jiangong.kit.rest.forms import TokenForm
from jiangong.kit.rest.models import ApiToken
from jiangong.kit.rest.tables import TokenTable
from jiangong.kit.rest.tokens import issue_token, revoke_token

MANAGE = "rest.manage_tokens"
CRUMBS = (Link("平台"), Link("接口令牌", "/tokens/"))


class TokenList(ListPage):
    """All tokens in reach."""

    permission = MANAGE
    model = ApiToken
    table = TokenTable
    title = "接口令牌"
    section = "tokens"
    crumbs = CRUMBS[:1]

    def actions(self) -> tuple[Action, ...]:
        return (Action("发放令牌", reverse("rest:create"), "plus", primary=True),)


class TokenDetail(DetailPage):
    """One token."""

    permission = MANAGE
    model = ApiToken
    section = "tokens"
    crumbs = CRUMBS
    sections = (("令牌", ("name", "organization", "prefix", "expires_on", "issued_at", "revoked_at")),)

    def actions(self) -> tuple[Action, ...]:
        token = self.get_object()
        if token.revoked_at:
            return ()
        consequences = ("使用这个令牌的系统立即不能再读写数据。", "撤销后不能恢复，只能重新发放。")
        url = reverse("rest:revoke", args=[token.pk])
        return (Action("撤销", url, "ban", method="post", danger=True, consequences=consequences),)


class TokenCreate(FormPage):
    """Issue a token and show it this once."""

    permission = MANAGE
    model = ApiToken
    form_class = TokenForm
    title = "发放接口令牌"
    section = "tokens"
    crumbs = CRUMBS
    submit_label = "发放"
    done = "令牌已发放。"

    def perform(self, form: Any) -> ApiToken:
        token, self.secret = issue_token(**form.cleaned_data, actor=self.actor)
        return token

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().post(request, *args, **kwargs)
        if not hasattr(self, "secret"):
            return response
        self.template_name = "rest/token_issued.html"
        return self.render(secret=self.secret)


class TokenRevoke(ActionPage):
    """End a token."""

    permission = MANAGE
    model = ApiToken
    done = "令牌已撤销。"

    def run(self, instance: ApiToken, note: str) -> None:
        revoke_token(instance, actor=self.actor)
