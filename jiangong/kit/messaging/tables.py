"""Lists of targets and of what was sent."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from jiangong.kit.listing import Cell, ChoiceFilter, Column, Table, View
from jiangong.kit.messaging.models import Dispatch, DispatchState, Target, TargetKind
from jiangong.kit.messaging.outbox import MOST_ATTEMPTS

STATE_TONES = {
    DispatchState.WAITING: "mute",
    DispatchState.SENDING: "info",
    DispatchState.SENT: "ok",
    DispatchState.DEAD: "crit",
}


def _active(is_active: bool) -> Cell:
    return Cell("启用", tone="ok") if is_active else Cell("停用", tone="mute")


class TargetTable(Table):
    """The targets; of an address only its host is shown."""

    model = Target
    columns = (
        Column("name", "名称", phone="title"),
        Column("kind", "类别"),
        Column("host", "主机"),
        Column("organization", "所属单位", fields=("organization__name",)),
        Column("is_offered", "可供个人选用"),
        Column("is_active", "状态", show=_active, kind="state", phone="corner"),
    )
    filters = (ChoiceFilter("kind", "类别", choices=TargetKind.choices),)
    ordering = ("pk",)
    url_name = "messaging:target_detail"
    export_name = "消息通道"
    empty_title = "还没有消息通道"
    empty_text = "可以把每日提醒发到单位的企业微信群、钉钉群或自己的消息接口。没有通道时，提醒只在平台内。"


def next_try(due_at: datetime, state: str) -> str:
    """When it is tried again, while it is."""
    if state != DispatchState.WAITING:
        return ""
    return f"{timezone.localtime(due_at):%Y-%m-%d %H:%M}以后，前后最多试{MOST_ATTEMPTS}次"


def _way(target: str | None) -> str:
    return target or "邮件"


class DispatchTable(Table):
    """What left or is to leave; who reads a mail is not shown."""

    model = Dispatch
    columns = (
        Column("subject", "标题", phone="title"),
        Column("way", "去向", fields=("target__name",), show=_way),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
        Column("attempts", "已试次数", kind="number"),
        Column("created_at", "提交时间", kind="moment", sort=("created_at",)),
        Column("sent_at", "送达时间", kind="moment", sort=("sent_at",)),
        Column("error", "原因", phone="wide"),
    )
    views = (
        View("waiting", "等待发送", Q(state__in=(DispatchState.WAITING, DispatchState.SENDING))),
        View("dead", "没有送达", Q(state=DispatchState.DEAD)),
    )
    ordering = ("-pk",)
    url_name = "messaging:dispatch_detail"
    export_name = "外发消息"
    empty_title = "没有外发消息"
    empty_text = "发往群机器人、消息接口和邮箱的提醒都列在这里，只有件数，没有个人信息。"
