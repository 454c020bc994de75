"""What is written down while an agreement runs: notes, checks, extensions."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.mentorship.choices import ReviewKind, ReviewResult
from jiangong.domains.mentorship.models.agreements import KEPT, Agreement
from jiangong.domains.people.choices import SkillGrade
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal


class Review(models.Model):
    """A note, a mid-term check or the completion assessment (培养与考核记录); never changed afterwards."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="reviews", verbose_name="师带徒协议"
    )
    kind = models.CharField("类别", max_length=12, choices=ReviewKind)
    held_on = models.DateField("日期")
    assessor = models.CharField("检查（考核）人", max_length=40, blank=True)
    result = models.CharField("结果", max_length=10, choices=ReviewResult, blank=True)
    score = models.DecimalField(
        "成绩",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "成绩不能小于0。"), MaxValueValidator(100, "成绩不能超过100。")],
    )
    grade_reached = models.CharField("达到等级", max_length=20, choices=SkillGrade, blank=True)
    text = models.TextField("内容", max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="记录人")
    at = models.DateTimeField("记录时间", default=timezone.now)

    privacy: ClassVar = {
        "held_on": NOT_PERSONAL,
        "assessor": Personal("明确检查、考核责任", "一般", KEPT),
        "text": Personal("记录培养情况；内容可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "培养与考核记录"
        ordering = ("-held_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement",),
                condition=models.Q(kind=ReviewKind.COMPLETION),
                name="one_completion_per_agreement",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ReviewKind.NOTE) | ~models.Q(result=""), name="check_has_a_result"
            ),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__range=(0, 100)), name="score_out_of_hundred"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"

    # As an entry of a timeline:

    @property
    def label(self) -> str:
        result = self.get_result_display()
        return f"{self.get_kind_display()}：{result}" if result else self.get_kind_display()

    @property
    def who(self) -> str:
        return self.assessor or (self.by.name if self.by else "系统")

    @property
    def note(self) -> str:
        score = f"成绩{self.score.normalize():f}分" if self.score is not None else ""
        grade = f"达到{self.get_grade_reached_display()}" if self.grade_reached else ""
        return "　".join(filter(None, (score, grade)))

    @property
    def quote(self) -> str:
        return self.text


class Extension(models.Model):
    """A later end of the term (延期) and why; never changed afterwards."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="extensions", verbose_name="师带徒协议"
    )
    earlier_end_on = models.DateField("原结束日期")
    later_end_on = models.DateField("延期至")
    reason = models.CharField("延期原因", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间", default=timezone.now)

    privacy: ClassVar = {
        "earlier_end_on": NOT_PERSONAL,
        "later_end_on": NOT_PERSONAL,
        "reason": Personal("说明延期的情况；原因可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "延期"
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(later_end_on__gt=models.F("earlier_end_on")), name="extension_is_later"
            ),
        )

    def __str__(self) -> str:
        return f"延期至{self.later_end_on}"

    # As an entry of a timeline:

    @property
    def label(self) -> str:
        return f"延期至{self.later_end_on}"

    @property
    def who(self) -> str:
        return self.by.name if self.by else "系统"

    @property
    def held_on(self) -> object:
        return timezone.localdate(self.at)

    @property
    def note(self) -> str:
        return f"原为{self.earlier_end_on}"

    @property
    def quote(self) -> str:
        return self.reason
