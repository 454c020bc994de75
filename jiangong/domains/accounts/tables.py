"""Lists of accounts, appointments and audit entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import ROLE_CHOICES, role_label
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.presenting import describe_changes, verb_label
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Filter,
    OrganizationFilter,
    Table,
    View,
    YesNoFilter,
)
from jiangong.kit.listing.columns import EMPTY
from jiangong.kit.listing.table import PAGE_SIZE, Row


def active_cell(is_active: bool) -> Cell:
    return Cell("启用", tone="ok") if is_active else Cell("停用", tone="mute")


@dataclass(frozen=True)
class AppointedFilter(OrganizationFilter):
    """Users by where they are appointed, without a row for each appointment."""

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        inside = super().condition(parameters, actor)
        return None if inside is None else models.Q(pk__in=_appointed(actor).filter(inside).values("user"))


@dataclass(frozen=True)
class RoleFilter(ChoiceFilter):
    """Users by the role they hold, without a row for each appointment."""

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        holds = super().condition(parameters, actor)
        return None if holds is None else models.Q(pk__in=_appointed(actor).filter(holds).values("user"))


def _appointed(actor: Actor) -> models.QuerySet[Appointment]:
    return Appointment.objects.visible_to(actor).current()


class UserTable(Table):
    """Accounts with the appointments their reader may see."""

    model = User
    columns: tuple[Column, ...] = (
        Column("name", "姓名", sort=("name",), phone="title"),
        Column("username", "账号", sort=("username",)),
        Column("active", "状态", fields=("is_active",), show=active_cell, phone="corner"),
        Column("last_login", "最近登录", kind="moment", sort=("last_login",)),
        Column("created_at", "开通时间", kind="moment", sort=("created_at",), hidden=True),
    )
    filters: tuple[Filter, ...] = (
        AppointedFilter("organization", "单位"),
        RoleFilter("role", "角色", choices=ROLE_CHOICES),
        YesNoFilter("active", "状态", field="is_active", yes="启用", no="停用"),
    )
    search = ("name", "username")
    search_hint = "搜索姓名或账号"
    ordering = ("name",)
    export_name = "账号"
    url_name = "accounts:user_detail"
    empty_title = "还没有账号"
    empty_text = "请为本单位或所属单位开通账号。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Column("posts", "任职", fields=("pk",), show=self._posts_of, phone="wide")
        self.columns = (*self.columns[:2], posts, *self.columns[2:])
        self._posts: dict[int, list[str]] = defaultdict(list)

    @cached_property
    def rows(self) -> list[Row]:
        start = (self.page - 1) * PAGE_SIZE
        ordered = self.filtered.order_by(*self._total_order()).values_list("pk", flat=True)
        self._read_posts(list(ordered[start : start + PAGE_SIZE]))
        return super().rows

    def exported_columns(self) -> Iterator[list[Sequence[Any]]]:
        self._read_posts(self.filtered.order_by().values("pk"))
        return super().exported_columns()

    def _read_posts(self, users: Iterable[int] | models.QuerySet) -> None:
        """The appointments of these users in one query."""
        found = _appointed(self.actor).filter(user__in=users).order_by("starts_on", "pk")
        for user, place, role in found.values_list("user", "organization__name", "role"):
            self._posts[user].append(f"{place}（{role_label(role)}）")

    def _posts_of(self, pk: int) -> str:
        return "；".join(self._posts.get(pk, ()))


def _state(revoked_at: Any, approved_at: Any, starts_on: Any, ends_on: Any) -> Cell:
    today = timezone.localdate()
    if revoked_at is not None:
        return Cell("已撤销", tone="mute")
    if ends_on is not None and ends_on <= today:
        return Cell("已到期", tone="mute")
    if approved_at is None:
        return Cell("待批准", tone="warn")
    return Cell("未开始", tone="info") if starts_on > today else Cell("有效", tone="ok")


def _holder(pk: int, name: str, username: str) -> Cell:
    return Cell(name, sub=username, url=reverse("accounts:user_detail", args=[pk]))


STATE_FIELDS = ("revoked_at", "approved_at", "starts_on", "ends_on")


class AppointmentTable(Table):
    """Every right that was ever given: to whom, where, by whom, until when."""

    model = Appointment
    columns: tuple[Column, ...] = (
        Column(
            "user",
            "姓名",
            fields=("user", "user__name", "user__username"),
            show=_holder,
            export=lambda _, name, username: f"{name}（{username}）",
            sort=("user__name",),
            phone="title",
        ),
        Column("organization", "任职组织", fields=("organization__name",), sort=("organization__name",)),
        Column("role", "角色", show=role_label, sort=("role",)),
        Column("title", "职务"),
        Column("state", "状态", fields=STATE_FIELDS, show=_state, phone="corner"),
        Column("starts_on", "开始日期", kind="date", sort=("starts_on",)),
        Column("ends_on", "结束日期", kind="date", sort=("ends_on",)),
        Column("delegated_from", "委托自", fields=("delegated_from__user__name",)),
        Column("granted_by", "授权人", fields=("granted_by__name",)),
        Column("granted_at", "授权时间", kind="moment", sort=("granted_at",)),
        Column("reason", "理由", hidden=True),
    )
    filters = (
        OrganizationFilter("organization", "单位"),
        ChoiceFilter("role", "角色", choices=ROLE_CHOICES),
        DateRangeFilter("granted", "授权日期", field="granted_at__date"),
    )
    views = (
        View("current", "未结束", models.Q(revoked_at=None)),
        View("waiting", "待批准", models.Q(revoked_at=None, approved_at=None)),
        View("delegated", "委托", models.Q(delegated_from__isnull=False)),
        View("revoked", "已撤销", models.Q(revoked_at__isnull=False)),
    )
    search = ("user__name", "user__username", "organization__name")
    search_hint = "搜索姓名、账号或组织"
    ordering = ("-granted_at",)
    export_name = "授权清单"
    empty_title = "还没有授权"
    empty_text = "授予任职以后，会列在这里。"


@dataclass(frozen=True)
class TextFilter(Filter):
    """A word that must be equal: an account, a number, a verb."""

    template: str = "text"

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        wanted = parameters.get(self.name, "").replace("\x00", "").strip()[:80]
        return models.Q(**{self.path: wanted}) if wanted else None

    def described(self, parameters: Mapping[str, str], actor: Actor) -> str:
        return parameters.get(self.name, "").strip()[:80]


@dataclass(frozen=True)
class UserFilter(TextFilter):
    """Entries of one account; the audit trail holds numbers only."""

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        wanted = parameters.get(self.name, "").replace("\x00", "").strip()[:40]
        return models.Q(user_id__in=User.objects.filter(username=wanted).values("pk")) if wanted else None


@dataclass(frozen=True)
class VerbFilter(ChoiceFilter):
    """The acts found in the trail, in Chinese."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        verbs = AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
        return [(verb, f"{_kind(verb.rpartition('.')[0])}：{verb_label(verb)}") for verb in verbs]


def _kind(label: str) -> str:
    """What a kind of object is called; its label where there is none any more."""
    known = {model._meta.label_lower: model._meta.verbose_name for model in apps.get_models()}
    return str(known.get(label, label))


def _object(label: str, pk: str) -> Cell:
    """The kind of object in Chinese with its number; the trail knows no names."""
    return Cell(f"{_kind(label)} {pk}".strip() or EMPTY)


class AuditTable(Table):
    """The audit trail as the audit administrator reads and exports it."""

    model = AuditEntry
    empty_title = "还没有记录"
    empty_text = "登录和每一次办理都会自动记在这里。"
    columns: tuple[Column, ...] = (
        Column("at", "时间", kind="moment", phone="corner"),
        Column("verb", "动作", show=verb_label, phone="title"),
        Column(
            "result",
            "结果",
            fields=("succeeded",),
            show=lambda done: Cell("成功", tone="ok") if done else Cell("未成功", tone="crit"),
        ),
        Column("address", "来访地址"),
        Column(
            "target",
            "对象",
            fields=("target_model", "target_id"),
            show=_object,
            export=lambda model, pk: f"{model} {pk}".strip(),
        ),
        Column("changes", "变更", fields=("changes", "target_model"), show=describe_changes, phone="wide"),
        Column("request_id", "请求编号", hidden=True),
        Column("id", "编号", hidden=True),
    )
    filters = (
        DateRangeFilter("at", "日期", field="at__date"),
        VerbFilter("verb", "动作"),
        UserFilter("account", "操作账号"),
        TextFilter("object", "对象编号", field="target_id"),
        TextFilter("request", "请求编号", field="request_id"),
        YesNoFilter("result", "结果", field="succeeded", yes="成功", no="未成功"),
    )
    ordering = ("-at",)
    export_name = "审计记录"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Column("who", "操作人", fields=("user_id",), show=self._who)
        self.columns = (*self.columns[:2], who, *self.columns[2:])

    @cached_property
    def _names(self) -> dict[int, str]:
        return {
            pk: f"{name}（{username}）"
            for pk, name, username in User.objects.values_list("pk", "name", "username")
        }

    def _who(self, user_id: int | None) -> str:
        return self._names.get(user_id, str(user_id)) if user_id else "系统或访客"
