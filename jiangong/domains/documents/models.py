"""The register of incoming and outgoing documents, and what was said on each."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.documents.choices import OPEN_STATES, Direction, DocumentState, Step, Urgency
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import OFFICE, Slot
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.filetypes import PICTURES

BODY = "body"
AT_MOST = MaxValueValidator(9999, "不能超过9999。")
BODY_KINDS = (OFFICE | PICTURES) - {"csv"}


class Document(ScopedModel, VersionedModel):
    """A document in an organization's register (文件), from registration to completion."""

    direction = models.CharField("收发", max_length=10, choices=Direction, default=Direction.INCOMING)
    register_year = models.PositiveSmallIntegerField("登记年份", editable=False)
    register_serial = models.PositiveIntegerField("登记序号", editable=False)
    register_number = models.CharField("登记号", max_length=20, editable=False)
    official_number = models.CharField(
        "文号",
        max_length=60,
        blank=True,
        help_text="按文件上的写法，例如：郑工劳经〔2021〕3号；方括号、圆括号会自动改成〔〕。",
    )
    title = models.CharField("标题", max_length=200)
    issuer_name = models.CharField("来文（发文）单位", max_length=120, blank=True)
    issuer = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="对应组织",
    )
    issued_on = models.DateField("成文日期", null=True, blank=True)
    received_on = models.DateField("收文日期", null=True, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    urgency = models.CharField("紧急程度", max_length=12, choices=Urgency, default=Urgency.NORMAL)
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True, validators=[AT_MOST])
    copies = models.PositiveSmallIntegerField("份数", null=True, blank=True, validators=[AT_MOST])
    summary = models.TextField("内容摘要", max_length=1000, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=DocumentState, default=DocumentState.REGISTERED, editable=False
    )
    clerk = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="经办人"
    )
    leader = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="批示领导"
    )
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="承办人"
    )
    co_handlers = models.ManyToManyField(User, editable=False, related_name="+", verbose_name="协办人")
    completed_at = models.DateTimeField("办结时间", null=True, editable=False)

    privacy: ClassVar = {
        "register_number": NOT_PERSONAL,
        "official_number": NOT_PERSONAL,
        "title": Personal("辨认文件；标题可能含姓名", "一般", "按档案保管期限"),
        "issuer_name": NOT_PERSONAL,
        "issued_on": NOT_PERSONAL,
        "received_on": NOT_PERSONAL,
        "due_on": NOT_PERSONAL,
        "summary": Personal("了解内容；摘要可能含姓名", "一般", "按档案保管期限"),
    }
    attachment_slots: ClassVar = (
        Slot(BODY, "正文", BODY_KINDS, max_files=5, required=True, note="可上传扫描件或手机拍照。"),
        Slot("annex", "附件", note="表格、名单等随文附件。"),
        Slot("result", "办理结果", note="回文、总结等办理材料。"),
    )

    class Meta:
        verbose_name = "文件"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "direction", "register_year", "register_serial"),
                name="one_document_per_register_number",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_on=None)
                | models.Q(received_on=None)
                | models.Q(received_on__gte=models.F("issued_on")),
                name="document_received_after_issued",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "state"), name="document_state"),
            models.Index(fields=("official_number",), name="document_official_number"),
            models.Index(fields=("leader", "state"), name="document_leader"),
            models.Index(fields=("handler", "state"), name="document_handler"),
            models.Index(fields=("clerk", "state"), name="document_clerk"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def co_handler_names(self) -> str:
        return "、".join(self.co_handlers.values_list("name", flat=True))

    @property
    def days_overdue(self) -> int:
        """Days past the due date while work is still open; 0 otherwise."""
        if self.due_on is None or not self.is_open:
            return 0
        return max((timezone.localdate() - self.due_on).days, 0)

    @property
    def waits_for(self) -> User | None:
        """Whose turn it is."""
        turns: dict[str, User | None] = {
            DocumentState.REGISTERED: self.clerk,
            DocumentState.PROPOSED: self.leader,
            DocumentState.INSTRUCTED: self.handler,
        }
        return turns.get(self.state)


class DocumentOpinion(models.Model):
    """What somebody said when moving a document on (办理意见); never changed afterwards."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="opinions", verbose_name="文件")
    step = models.CharField("环节", max_length=12, choices=Step)
    text = models.TextField("意见", max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="意见人")
    at = models.DateTimeField("时间", default=timezone.now)
    assignee = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="交给")
    previous_assignee = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="原办理人"
    )

    privacy: ClassVar = {"text": Personal("办理文件；意见可能含姓名", "一般", "按档案保管期限")}

    class Meta:
        verbose_name = "办理意见"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_step_display()} {timezone.localdate(self.at):%Y-%m-%d}"

    # As an entry of a timeline:

    @property
    def label(self) -> str:
        return self.get_step_display()

    @property
    def who(self) -> str:
        return self.by.name if self.by else "系统"

    @property
    def quote(self) -> str:
        return self.text

    @property
    def note(self) -> str:
        return f"交{self.assignee}办理" if self.assignee else ""


class RegisterCounter(models.Model):
    """The last number given in one register of one year (登记号计数)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="所属组织")
    direction = models.CharField("收发", max_length=10, choices=Direction)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后序号", default=0)

    class Meta:
        verbose_name = "登记号计数"
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "direction", "year"), name="one_counter_per_register"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_direction_display()}{self.year}：{self.last}"
