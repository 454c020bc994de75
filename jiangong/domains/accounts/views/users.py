"""Looking after accounts: by units for their subtree, by the system and security administrators for all."""

from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.accounts.actions import one_time, second_factor
from jiangong.domains.accounts.actions import own_account as own_actions
from jiangong.domains.accounts.actions import users as actions
from jiangong.domains.accounts.forms import NameForm
from jiangong.domains.accounts.models import Appointment, Authenticator, Session, User
from jiangong.domains.accounts.queries import current_appointments, locked_counts
from jiangong.domains.accounts.rules import cannot_look_after, cannot_revoke
from jiangong.domains.accounts.tables import UserTable, active_cell
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.presenting import present
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing import Column
from jiangong.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from jiangong.kit.pages.heads import Action, Badge, Head, Link, Panel

USERS = Link("账号", reverse_lazy("accounts:user_list"))
# Managers look after accounts; when a person signs in is their own business.
PRIVATE_VERBS = ("sign_in", "sign_out", "refuse_sign_in", "refuse_code", "choose_appointment", "choose_scale")


class UserList(ListPage):
    """The accounts in one's reach."""

    permission = "accounts.view"
    export_permission = "accounts.export_grants"
    model = User
    title = "账号"
    section = "accounts"
    table = UserTable

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("accounts.manage"):
            return ()
        found = [Action("开通账号", reverse("accounts:user_create"), "plus", primary=True)]
        if self.actor.can("accounts.grant"):
            found.append(Action("为单位批量开通", reverse("accounts:open_units"), "building"))
            found.append(Action("为人员批量开通", reverse("accounts:open_people"), "users"))
        return tuple(found)


class UserDetail(DetailPage):
    """One account: what it may do, and what may be done to it."""

    permission = "accounts.view"
    model = User
    section = "accounts"
    crumbs = (USERS,)
    sections = (
        (
            "账号",
            (
                "name",
                "username",
                "last_login",
                "created_at",
                Column("must_change_password", "须改密码"),
                Column("one_time_until", "一次性密码有效期", kind="moment"),
            ),
        ),
    )

    def badge(self) -> Badge:
        cell = active_cell(self.get_object().is_active)
        return Badge(cell.text, "ok" if cell.tone == "ok" else "plain")

    def actions(self) -> tuple[Action, ...]:
        return (*self._care(), *self._security())

    def _care(self) -> list[Action]:
        user, actor = self.get_object(), self.actor
        if not actor.can("accounts.manage"):
            return []
        blocked = cannot_look_after(user, current_appointments(user), actor)
        found = [
            Action("修改姓名", reverse("accounts:user_edit", args=[user.pk]), "pencil", blocked=blocked),
            Action(
                "重置密码",
                reverse("accounts:user_reset", args=[user.pk]),
                "key",
                method="post",
                blocked=blocked,
                consequences=(
                    "原密码立即失效，已登录的设备全部退出。",
                    "生成一次性密码，只能打印一次，7天内有效。",
                ),
            ),
        ]
        if user.is_active:
            after = ("已登录的设备全部退出。", "委托给别人的职权同时停止，任职保留，启用后恢复。")
            url = reverse("accounts:user_disable", args=[user.pk])
            found.append(
                Action("停用", url, "ban", method="post", danger=True, blocked=blocked, consequences=after)
            )
        else:
            url = reverse("accounts:user_enable", args=[user.pk])
            found.append(Action("启用", url, "check", method="post", blocked=blocked))
        return found

    def _security(self) -> list[Action]:
        user = self.get_object()
        if not self.actor.can("accounts.security_console"):
            return []
        found = [
            Action(
                "结束登录",
                reverse("accounts:user_end_sessions", args=[user.pk]),
                "logout",
                method="post",
                consequences=("这个账号已登录的设备全部退出。",),
            )
        ]
        if Authenticator.objects.filter(user=user, confirmed=True).exists():
            after = ("恢复码一并作废，已登录的设备全部退出。", "请先当面或电话核实身份，理由记入审计。")
            url = reverse("accounts:user_unbind", args=[user.pk])
            found.append(
                Action(
                    "解除手机验证器",
                    url,
                    "device-mobile",
                    method="post",
                    needs_reason=True,
                    consequences=after,
                )
            )
        if locked_counts().filter(user=user).exists():
            found.append(
                Action(
                    "解除锁定", reverse("accounts:user_unlock", args=[user.pk]), "lock-open", method="post"
                )
            )
        return found

    def panels(self) -> list[Panel]:
        user, actor = self.get_object(), self.actor
        visible = Appointment.objects.visible_to(actor).filter(user=user)
        found = list(
            visible.select_related("organization", "user", "delegated_from__user", "granted_by").order_by(
                "revoked_at", "-granted_at"
            )
        )
        rows = [{"appointment": one, "actions": self._appointment_actions(one)} for one in found]
        grant = Action("授权", reverse("accounts:appointment_create", args=[user.pk]), "plus")
        may_grant = actor.can("accounts.grant") and user.pk != actor.user_id
        return [
            Panel(
                "任职",
                "accounts/_appointments.html",
                {"rows": rows},
                count=len(found),
                actions=(grant,) if may_grant else (),
            )
        ]

    def _appointment_actions(self, one: Appointment) -> tuple[Action, ...]:
        if one.revoked_at is not None:
            return ()
        found = []
        hand_over = Action("交接", reverse("accounts:hand_over", args=[one.pk]), "arrows-exchange")
        if self.actor.can("accounts.hand_over") and one.delegated_from_id is None:
            found.append(hand_over)
        if one.user_id == self.actor.user_id:  # giving up one's own post is all one may do to it
            return tuple(found)
        if self.actor.can("accounts.security_console") and one.approved_at is None:
            url = reverse("accounts:appointment_approve", args=[one.pk])
            found.append(Action("批准", url, "check", method="post"))
        if self.actor.can("accounts.grant"):
            url = reverse("accounts:appointment_revoke", args=[one.pk])
            blocked = cannot_revoke(one, self.actor)
            found.append(
                Action("撤销", url, "x", method="post", danger=True, needs_reason=True, blocked=blocked)
            )
        return tuple(found)

    def history(self) -> list[Any]:
        entries = AuditEntry.objects.filter(target_model="accounts.user", target_id=str(self.get_object().pk))
        private = [f"accounts.user.{verb}" for verb in PRIVATE_VERBS]
        return present(entries.exclude(verb__in=private).order_by("-at")[:50], User)


class UserEdit(FormPage):
    """Correct how a user is called."""

    permission = "accounts.manage"
    model = User
    form_class = NameForm
    title = "修改姓名"
    section = "accounts"

    def initial(self) -> dict[str, Any]:
        return {"name": self.get_object().name}

    def head(self) -> Head:
        user = self.get_object()
        return Head(self.title, crumbs=(USERS, Link(user.name, user.get_absolute_url())))

    def cancel_url(self) -> str:
        return self.get_object().get_absolute_url()

    def perform(self, form: NameForm) -> User:
        return actions.rename_user(self.get_object(), form.cleaned_data["name"], actor=self.actor)


class UserDisable(ActionPage):
    """Close an account."""

    permission = "accounts.manage"
    model = User
    done = "账号已停用。"

    def run(self, instance: User, note: str) -> None:
        actions.disable_user(instance, actor=self.actor)


class UserEnable(ActionPage):
    """Open it again."""

    permission = "accounts.manage"
    model = User
    done = "账号已启用。"

    def run(self, instance: User, note: str) -> None:
        actions.enable_user(instance, actor=self.actor)


class UserReset(ActionPage):
    """A new one-time password, led to its slip."""

    permission = "accounts.manage"
    model = User
    done = "密码已重置，请打印开通单交给本人。"

    def run(self, instance: User, note: str) -> Any:
        return one_time.reset_password(instance, actor=self.actor)

    def location(self, instance: Any) -> str:
        """The slip after success, the account after a refusal."""
        batch = getattr(instance, "batch", None)
        return reverse("accounts:slips", args=[batch]) if batch else instance.get_absolute_url()


class UserUnlock(ActionPage):
    """The security administrator lets somebody try again."""

    permission = "accounts.security_console"
    model = User
    done = "已解除锁定。"

    def run(self, instance: User, note: str) -> None:
        own_actions.unlock_user(instance, actor=self.actor)


class UserUnbind(ActionPage):
    """The security administrator unbinds a lost phone."""

    permission = "accounts.security_console"
    model = User
    done = "已解除手机验证器。本人下次登录只用密码，请提醒尽快重新绑定。"

    def run(self, instance: User, note: str) -> None:
        second_factor.unbind_for(instance, note, actor=self.actor)


class UserEndSessions(ActionPage):
    """The security administrator signs every device of a user out."""

    permission = "accounts.security_console"
    model = User
    done = "已结束这个账号的全部登录。"

    def run(self, instance: User, note: str) -> None:
        if not own_actions.end_sessions(Session.objects.all(), instance, actor=self.actor):
            raise Refusal("这个账号现在没有登录的设备。")
