"""The list of tokens."""

from datetime import date, datetime

from django.utils import timezone

from jiangong.kit.access.permissions import all_permissions
from jiangong.kit.listing import Cell, Column, Table
from jiangong.kit.rest.models import ApiToken


def _state(expires_on: date, revoked_at: datetime | None) -> Cell:
    if revoked_at:
        return Cell("已撤销", tone="mute")
    if expires_on <= timezone.localdate():
        return Cell("已到期", tone="warn", icon="clock")
    return Cell("有效", tone="ok", icon="check")


def _scopes(codes: list[str]) -> str:
    known = all_permissions()
    return "、".join(known[code].label for code in codes if code in known)


class TokenTable(Table):
    """Tokens with what they may read and do; the secret itself is never shown again."""

    model = ApiToken
    columns = (
        Column("name", "用途", phone="title"),
        Column("organization", "所属组织", fields=("organization__name",)),
        Column("prefix", "开头"),
        Column("scopes", "权限", show=_scopes, phone="wide"),
        Column("expires_on", "到期日", sort=("expires_on",)),
        Column("state", "状态", fields=("expires_on", "revoked_at"), show=_state, phone="corner"),
    )
    search = ("name", "prefix")
    search_hint = "用途、开头"
    ordering = ("-issued_at",)
    url_name = "rest:detail"
    export_name = "接口令牌"
    empty_title = "还没有接口令牌"
    empty_text = "其他系统要读取本组织的数据、替本组织登记时，在这里发放令牌。"
