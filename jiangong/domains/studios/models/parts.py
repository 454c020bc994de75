"""What a studio works on, achieves and is given: topics, results, grants."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jiangong.domains.studios.choices import GrantSource, ResultKind
from jiangong.domains.studios.models.studios import KEPT, Studio
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel

FIRST_YEAR = 1990
NOT_NEGATIVE = MinValueValidator(Decimal(0), "不能是负数。")
MOST = MaxValueValidator(Decimal(1_000_000), "金额以万元计，不能超过100亿元，请核对单位。")


class StudioPart(VersionedModel):
    """One entry of a studio's file; a wrong one is voided with a reason and stays readable."""

    voided_at = models.DateTimeField("作废时间", null=True, editable=False)
    void_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True


class Topic(StudioPart):
    """A problem the team works on (攻关课题)."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="topics", verbose_name="工作室")
    title = models.CharField("课题名称", max_length=120)
    started_on = models.DateField("立项日期")
    due_on = models.DateField("计划完成日期", null=True, blank=True)
    finished_on = models.DateField("完成日期", null=True, blank=True, help_text="还在攻关的留空。")
    outcome = models.CharField("完成情况", max_length=300, blank=True)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "started_on": NOT_PERSONAL,
        "due_on": NOT_PERSONAL,
        "finished_on": NOT_PERSONAL,
        "outcome": NOT_PERSONAL,
        "void_reason": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "攻关课题"
        ordering = ("-started_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(finished_on=None) | models.Q(finished_on__gte=models.F("started_on")),
                name="topic_finished_after_its_start",
                violation_error_message="完成日期不能早于立项日期，请核对。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> str:
        return "已完成" if self.finished_on else "攻关中"


class Result(ScopedModel, StudioPart):
    """What came of the work (成果); the union is the studio's, kept here because figures look at this row alone."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="results", verbose_name="工作室")
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="results", verbose_name="所属课题"
    )
    title = models.CharField("成果名称", max_length=120)
    kind = models.CharField("成果类别", max_length=12, choices=ResultKind, default=ResultKind.INNOVATION)
    obtained_on = models.DateField("取得日期")
    benefit = models.DecimalField(
        "年经济效益（万元）",
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[NOT_NEGATIVE, MOST],
        help_text="没有直接经济效益的留空。",
    )
    note = models.CharField("说明", max_length=300, blank=True)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "obtained_on": NOT_PERSONAL,
        "note": Personal("说明成果；可能含完成人姓名", "一般", KEPT),
        "void_reason": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "工作室成果"
        ordering = ("-obtained_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("studio", "title"),
                condition=models.Q(voided_at=None),
                name="one_result_per_title",
                violation_error_message="这个工作室已登记过同名成果，请核对，或写明区别。",
            ),
        )
        indexes = (models.Index(fields=("organization", "obtained_on"), name="result_organization"),)

    def __str__(self) -> str:
        return self.title


class Grant(StudioPart):
    """Money a studio was given (经费)."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="grants", verbose_name="工作室")
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(FIRST_YEAR, f"年度不早于{FIRST_YEAR}年。")]
    )
    amount = models.DecimalField(
        "金额（万元）", max_digits=12, decimal_places=4, validators=[NOT_NEGATIVE, MOST]
    )
    source = models.CharField("来源", max_length=12, choices=GrantSource, default=GrantSource.ABOVE)
    received_on = models.DateField("到账日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    privacy: ClassVar = {"received_on": NOT_PERSONAL, "note": NOT_PERSONAL, "void_reason": NOT_PERSONAL}

    class Meta:
        verbose_name = "工作室经费"
        ordering = ("-year", "-received_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="a_grant_is_money",
                violation_error_message="金额应大于零。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年{self.get_source_display()}"


PARTS: dict[str, type[StudioPart]] = {"topic": Topic, "result": Result, "grant": Grant}
