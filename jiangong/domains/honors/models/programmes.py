"""A programme of selection: on what basis, for how many, through which stages, by which rules."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.documents.models import Document
from jiangong.domains.honors.choices import ProgrammeKind, ProgrammeState, StageKind
from jiangong.domains.titles.models import Title
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.commands.versions import VersionedModel

CLOSED_TO_ALL = (ProgrammeState.DRAFT, ProgrammeState.CANCELLED)
LONGEST_NOTICE = 60


def this_year() -> int:
    """What is most often meant."""
    return timezone.localdate().year


class Programme(ScopedModel, VersionedModel):
    """One round of selection (选树项目); ``organization`` runs it, the unions below nominate."""

    name = models.CharField("项目名称", max_length=100)
    year = models.PositiveSmallIntegerField("年度", default=this_year)
    kind = models.CharField("性质", max_length=12, choices=ProgrammeKind, default=ProgrammeKind.HONOUR)
    title = models.ForeignKey(Title, models.PROTECT, related_name="+", verbose_name="授予称号")
    note = models.TextField("评选条件", max_length=1000, blank=True)
    basis_number = models.CharField(
        "依据文号", max_length=60, blank=True, help_text="批准或部署本项目的文件，例如：郑工发〔2026〕9号。"
    )
    basis_authority = models.CharField("批准机关", max_length=80, blank=True)
    basis_entry = models.CharField(
        "保留目录条目",
        max_length=120,
        blank=True,
        help_text="创建示范活动、评比达标表彰保留项目的名称和序号。",
    )
    basis_document = models.ForeignKey(
        Document, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="依据文件"
    )
    valid_from = models.DateField("依据生效日期", null=True, blank=True)
    valid_until = models.DateField("依据有效期至", null=True, blank=True, help_text="长期有效的留空。")
    places = models.PositiveIntegerField("名额", validators=[MinValueValidator(1, "名额至少1个。")])
    categories = models.JSONField("类别", default=list, blank=True)
    nominate_from = models.DateField("推荐开始", null=True, blank=True)
    nominate_until = models.DateField("推荐截止", null=True, blank=True)
    deeds_min = models.PositiveIntegerField("事迹最少字数", default=200)
    deeds_max = models.PositiveIntegerField("事迹最多字数", default=2000)
    required_files = models.JSONField("必备材料", default=list, blank=True)
    unit_notice_days = models.PositiveSmallIntegerField("单位公示工作日", default=5)
    notice_days = models.PositiveSmallIntegerField(
        "公示工作日",
        default=5,
        validators=[
            MinValueValidator(1, "公示至少1个工作日。"),
            MaxValueValidator(LONGEST_NOTICE, f"公示最多{LONGEST_NOTICE}个工作日。"),
        ],
    )
    notice_source = models.CharField(
        "公示期依据", max_length=120, blank=True, help_text="规定公示天数的文件或条款。"
    )
    issuer = models.CharField(
        "颁发单位", max_length=80, blank=True, help_text="证书落款；不填就是本单位全称。"
    )
    number_prefix = models.CharField(
        "证书编号字头", max_length=20, blank=True, help_text="例如：郑工荣。证书编号为字头〔年度〕第001号。"
    )
    state = models.CharField(
        "状态", max_length=12, choices=ProgrammeState, default=ProgrammeState.DRAFT, editable=False
    )
    stage = models.PositiveSmallIntegerField("进行到第几步", default=0, editable=False)
    edition = models.PositiveIntegerField("名单版次", default=0, editable=False)
    opened_on = models.DateField("开始推荐日期", null=True, editable=False)
    decided_on = models.DateField("决定日期", null=True, editable=False)
    decision_number = models.CharField("决定文号", max_length=60, blank=True, editable=False)
    closing_reason = models.CharField("取消理由", max_length=500, blank=True, editable=False)

    privacy: ClassVar = dict.fromkeys(
        (
            "name", "note", "basis_number", "basis_authority", "basis_entry", "valid_from", "valid_until",
            "categories", "nominate_from", "nominate_until", "required_files", "notice_source", "issuer",
            "number_prefix", "opened_on", "decided_on", "decision_number", "closing_reason",
        ),
        NOT_PERSONAL,
    )  # fmt: skip

    class Meta:
        verbose_name = "选树项目"
        ordering = ("-year", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "year", "name"),
                condition=~models.Q(state=ProgrammeState.CANCELLED),
                name="one_programme_per_year_and_name",
                violation_error_message="本年度已有同名的选树项目，请直接使用。",
            ),
            # The gate of law, held by the database too: without a basis nothing is open.
            models.CheckConstraint(
                condition=models.Q(state__in=CLOSED_TO_ALL)
                | (
                    ~models.Q(basis_number="")
                    & ~models.Q(basis_authority="")
                    & models.Q(valid_from__isnull=False)
                ),
                name="an_open_programme_has_a_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CLOSED_TO_ALL)
                | ~models.Q(kind=ProgrammeKind.MODEL)
                | ~models.Q(basis_entry=""),
                name="models_are_on_the_retained_list",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_from=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="a_basis_ends_after_it_begins",
                violation_error_message="依据有效期不能早于生效日期，请核对。",
            ),
            models.CheckConstraint(
                condition=models.Q(deeds_max__gte=models.F("deeds_min")),
                name="deeds_may_be_written",
                violation_error_message="事迹最多字数不能少于最少字数。",
            ),
        )
        indexes = (models.Index(fields=("organization", "state"), name="programme_organization"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("honors:detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's; of the unions above what is open to nominations or was."""
        above = models.Q(organization_id__in=ancestor_ids(actor.scope_path)) & ~models.Q(
            state__in=CLOSED_TO_ALL
        )
        return models.Q(organization_id__in=organizations_within(actor)) | above

    @property
    def is_for_people(self) -> bool:
        return self.title.is_for_people

    @property
    def signed_by(self) -> str:
        return self.issuer or self.organization.name

    def pipeline(self) -> list["Stage"]:
        """Every stage in order, read once."""
        if not hasattr(self, "_pipeline"):
            self._pipeline = list(self.stages.all())
        return self._pipeline

    def current(self) -> Any:
        """The stage that is being worked on, or nothing."""
        if self.state != ProgrammeState.REVIEWING:
            return None
        return next((one for one in self.pipeline() if one.position == self.stage), None)


class Stage(models.Model):
    """One step of a programme's pipeline (环节); what lies before the programme's own position is done."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="stages", verbose_name="选树项目", db_index=False
    )
    position = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("类别", max_length=12, choices=StageKind)
    name = models.CharField("环节", max_length=30)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    finished_on = models.DateField("完成日期", null=True, editable=False)
    note = models.CharField("结论", max_length=300, blank=True, editable=False)

    privacy: ClassVar = dict.fromkeys(("name", "planned_on", "finished_on", "note"), NOT_PERSONAL)

    class Meta:
        verbose_name = "环节"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("programme", "position"), name="one_stage_per_position"),
        )

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """How many a unit or a category may have (名额); regular and separate places are counted apart."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="quotas", verbose_name="选树项目", db_index=False
    )
    unit = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )
    category = models.CharField("类别", max_length=30, blank=True)
    is_separate = models.BooleanField("单列", default=False)
    places = models.PositiveIntegerField("名额")
    spare = models.PositiveIntegerField("可多报备选", default=0)

    privacy: ClassVar = {"category": NOT_PERSONAL}

    class Meta:
        verbose_name = "名额"
        ordering = ("is_separate", "unit__position", "category", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "unit", "category", "is_separate"),
                name="one_quota_per_unit_and_category",
            ),
            models.UniqueConstraint(
                fields=("programme", "category", "is_separate"),
                condition=models.Q(unit=None),
                name="one_quota_of_all_units_per_category",
            ),
        )

    def __str__(self) -> str:
        told = "".join(filter(None, (str(self.unit) if self.unit else "", self.category)))
        return f"{told or '全部'}{'（单列）' if self.is_separate else ''}"
