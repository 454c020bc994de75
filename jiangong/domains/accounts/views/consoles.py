"""The three administrators' consoles, and who may do what; none shows anything of the business."""

from typing import Any

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.jobs import VERIFY
from jiangong.domains.accounts.models import Appointment, Session, User
from jiangong.domains.accounts.queries import holders_by_role, locked_counts, permission_matrix
from jiangong.domains.accounts.signals import condition_sources
from jiangong.domains.accounts.tables import AuditTable
from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.pages import ActionPage, ListPage, Page
from jiangong.kit.pages.heads import Action, Head
from jiangong.kit.ui.parts import Figure, Grant


class ConsolePage(Page):
    """What waits for one administrator, as figures that open the records they count."""

    template_name = "accounts/console.html"
    section = "console"

    def figures(self) -> list[Figure]:
        raise NotImplementedError(type(self).__name__)

    def context(self) -> dict[str, Any]:
        return {"figures": self.figures(), "duty": self.duty}

    duty = ""


class SystemConsole(ConsolePage):
    """Accounts and the running of the system."""

    permission = "accounts.system_console"
    title = Console.SYSTEM.label
    duty = "您负责开通账号、重置密码和查看系统运行情况。授权由安全管理员办理，业务数据不对您开放。"
    template_name = "accounts/system_console.html"

    def context(self) -> dict[str, Any]:
        conditions = [one for source in condition_sources for one in source()]
        return {**super().context(), "conditions": conditions}

    def figures(self) -> list[Figure]:
        users, jobs = User.objects.visible_to(self.actor), reverse("jobs:list")
        listed = reverse("accounts:user_list")
        failed = Job.objects.filter(state=JobState.FAILED).count()
        running = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING)).count()
        return [
            Figure("启用的账号", users.filter(is_active=True).count(), "个", url=f"{listed}?active=1"),
            Figure("停用的账号", users.filter(is_active=False).count(), "个", url=f"{listed}?active=0"),
            Figure("等待和进行中的后台任务", running, "项", url=jobs),
            Figure("失败的后台任务", failed, "项", url=jobs),
        ]


class SecurityConsole(ConsolePage):
    """Rights, locks and sessions."""

    permission = "accounts.security_console"
    title = Console.SECURITY.label
    duty = "您负责授予、批准和撤销任职，解除锁定和结束登录。账号由系统管理员开通，业务数据不对您开放。"
    template_name = "accounts/security_console.html"

    def figures(self) -> list[Figure]:
        rights = Appointment.objects.visible_to(self.actor)
        listed = reverse("accounts:appointment_list")
        waiting = rights.filter(revoked_at=None, approved_at=None).count()
        signed_in = Session.objects.filter(user__isnull=False).values("user").distinct().count()
        return [
            Figure("待批准的任职", waiting, "项", url=f"{listed}?view=waiting"),
            Figure("有效的任职", rights.standing().count(), "项", url=f"{listed}?view=current"),
            Figure("锁定的账号", locked_counts().values("user").distinct().count(), "个", url="#locked"),
            Figure("已登录的用户", signed_in, "人"),
        ]

    def context(self) -> dict[str, Any]:
        locked = User.objects.filter(pk__in=locked_counts().values("user"))
        return {**super().context(), "locked": locked.order_by("username")}


class AuditConsole(ListPage):
    """The audit trail, to search, export and verify."""

    permission = "accounts.audit_console"
    export_permission = "accounts.audit_console"
    model = AuditEntry
    title = "审计记录"
    section = "audit"
    table = AuditTable

    def get_queryset(self) -> models.QuerySet[AuditEntry]:
        return AuditEntry.objects.all()

    def actions(self) -> tuple[Action, ...]:
        url = reverse("accounts:audit_verify")
        return (Action("核验全部记录", url, "shield-check", method="post", primary=True),)


class AuditVerify(ActionPage):
    """Have the whole trail checked in the background."""

    permission = "accounts.audit_console"
    model = Job
    done = "已开始核验。"

    def get_object(self) -> User:
        return self.actor.user

    def run(self, instance: User, note: str) -> Job:
        return enqueue(VERIFY, actor=self.actor)

    def location(self, instance: User | Job) -> str:
        if isinstance(instance, Job):
            return reverse("jobs:detail", args=[instance.pk])
        return reverse("accounts:audit_list")


class PermissionMatrix(Page):
    """Who may do what, read from the code that decides it."""

    permission = SIGNED_IN
    title = "谁能做什么"
    section = "matrix"
    template_name = "accounts/permission_matrix.html"

    def head(self) -> Head:
        return Head(self.title, meta=("由程序中的角色和权限直接生成，与实际判断完全一致。",))

    def context(self) -> dict[str, Any]:
        roles, rows = permission_matrix()
        holders = holders_by_role(self.actor) if self.actor.can("accounts.view") else {}
        return {
            "roles": [role.label for role in roles],
            "grants": [Grant(row.label, row.code, row.held, row.app) for row in rows],
            "described": [(role, holders.get(role.key, 0)) for role in roles],
            "shows_holders": self.actor.can("accounts.view"),
        }
