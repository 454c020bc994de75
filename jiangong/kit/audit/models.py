"""Audit rows hold no foreign keys and no personal values, so that they outlive what they describe."""

from django.db import models
from django.utils import timezone

from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.lib.rowids import make_row_id


class AuditEntry(models.Model):
    """One act (审计记录): who, when, from where, what, on which object, with which result."""

    id = models.BigIntegerField("编号", primary_key=True, default=make_row_id, editable=False)
    at = models.DateTimeField("时间", default=timezone.now)
    verb = models.CharField("动作", max_length=80)
    user_id = models.BigIntegerField("操作人编号", null=True)
    appointment_id = models.BigIntegerField("任职编号", null=True)
    organization_id = models.BigIntegerField("操作人组织编号", null=True)
    address = models.CharField("来访地址", max_length=45, blank=True)
    request_id = models.CharField("请求编号", max_length=32, blank=True)
    target_model = models.CharField("对象类型", max_length=80, blank=True)
    target_id = models.CharField("对象编号", max_length=40, blank=True)
    target_organization_id = models.BigIntegerField("对象所属组织编号", null=True)
    succeeded = models.BooleanField("是否成功", default=True)
    changes = models.JSONField("变更", default=dict)
    mac = models.CharField("校验码", max_length=64)

    privacy = {
        "verb": NOT_PERSONAL,
        "address": Personal("追查越权与攻击", "一般", "不少于6个月，按审计要求保存"),
        "request_id": NOT_PERSONAL,
        "target_model": NOT_PERSONAL,
        "target_id": NOT_PERSONAL,
        "changes": NOT_PERSONAL,
        "mac": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "审计记录"
        indexes = (
            models.Index(fields=("target_model", "target_id"), name="audit_target"),
            models.Index(fields=("-at",), name="audit_at"),
            models.Index(fields=("user_id", "-at"), name="audit_user"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class AuditLink(models.Model):
    """A sealed row's place in the chain (审计链): position, row, running MAC."""

    position = models.BigIntegerField("序号", primary_key=True)
    entry_id = models.BigIntegerField("审计记录编号", unique=True)
    chain = models.CharField("链校验码", max_length=64)

    privacy = {"chain": NOT_PERSONAL}

    class Meta:
        verbose_name = "审计链"

    def __str__(self) -> str:
        return str(self.position)
