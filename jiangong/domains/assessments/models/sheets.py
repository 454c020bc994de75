"""Score sheets, what two clerks typed from paper, and the results that were made of them."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.choices import OPEN_SHEETS, Channel, SheetState, Stage
from jiangong.domains.assessments.models.rounds import KEPT, RETAINED, Judge, Round, Subject
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, ScopedQuerySet, organizations_within
from jiangong.kit.commands.versions import VersionedModel


class SheetQuerySet(ScopedQuerySet):
    """Score sheets: nobody sees a peer's before their own is in, however wide their reach."""

    def visible_to(self, actor: Actor) -> Self:
        return self.within(actor, sees_others=actor.can("assessments.view"))

    def within(self, actor: Actor, *, sees_others: bool) -> Self:
        """The same with the right looked up beforehand: text that is compiled once knows no rights."""
        rows = super().visible_to(actor)
        if actor.user_id is None:
            return rows
        own = models.Q(judge__user=actor.user_id)
        if not sees_others:
            return rows.filter(own)
        return rows.exclude(~own & models.Q(stage=Stage.FINAL, subject_id__in=self.owed_by(actor.user_id)))

    def owed_by(self, user_id: int) -> models.QuerySet:
        """Subjects this judge has not scored yet, as a subquery."""
        sheets = self.model.objects.ungated("part of a scope").filter(
            judge__user=user_id, state__in=OPEN_SHEETS
        )
        return sheets.values("subject_id")


class OutcomeQuerySet(ScopedQuerySet):
    """Results and their rows: none of a round in which one has still to score, until it is official."""

    official = "is_official"

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        if actor.user_id is None:
            return rows
        owed = Sheet.objects.ungated("part of a scope").filter(
            judge__user=actor.user_id, state__in=OPEN_SHEETS
        )
        return rows.exclude(
            models.Q(**{self.official: False}) & models.Q(round_id__in=owed.values("round_id"))
        )


class RowQuerySet(OutcomeQuerySet):
    """The same for the rows of a result."""

    official = "result__is_official"


class Sheet(ScopedModel, VersionedModel):
    """One scorer's sheet for one subject (评分表); being assigned one is being asked to score.

    ``organization`` is the subject's for a self-score, otherwise the one that organizes. ``marks`` are
    ``{item: {"points": "3.50", "note": "…", "data": "4.00"}}``: what data came to stands beside what overrode it.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets", verbose_name="考评")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="sheets", verbose_name="考评对象")
    stage = models.CharField("环节", max_length=8, choices=Stage)
    review = models.PositiveSmallIntegerField("第几次评审", default=1)
    judge = models.ForeignKey(
        Judge, models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name="评委"
    )
    state = models.CharField(
        "状态", max_length=12, choices=SheetState, default=SheetState.ASSIGNED, editable=False
    )
    channel = models.CharField("方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    marks = models.JSONField("各项得分", default=dict, blank=True)
    comment = models.TextField("评语", max_length=1000, blank=True)
    total = models.DecimalField("总分", max_digits=9, decimal_places=2, null=True, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="提交人"
    )
    void_reason = models.CharField("作废原因", max_length=300, blank=True, editable=False)

    unscoped = models.Manager()
    objects = models.Manager.from_queryset(SheetQuerySet)()  # type: ignore[assignment]  # narrower rows

    privacy: ClassVar = {
        "marks": RETAINED,
        "comment": RETAINED,
        "void_reason": Personal("说明评分作废的原因；可能写明回避关系", "一般", KEPT),
    }

    class Meta:
        verbose_name = "评分表"
        ordering = ("subject__position", "pk")
        indexes = (
            models.Index(fields=("round", "stage", "state"), name="sheet_round"),
            models.Index(fields=("judge", "state"), name="sheet_judge"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "review", "judge"),
                condition=models.Q(judge__isnull=False),
                name="one_sheet_per_judge_and_subject",
            ),
            models.UniqueConstraint(
                fields=("subject", "stage"),
                condition=models.Q(judge=None),
                name="one_sheet_of_the_unit_and_one_of_the_department",
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.FINAL, judge__isnull=False)
                | (~models.Q(stage=Stage.FINAL) & models.Q(judge=None, review=1)),
                name="judges_score_the_final",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SheetState.SUBMITTED)
                | models.Q(total__isnull=False, submitted_at__isnull=False),
                name="a_submitted_sheet_has_its_total",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SheetState.VOID) | ~models.Q(void_reason=""),
                name="a_void_sheet_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()}：{self.subject.name_for_judges()}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:sheet_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_SHEETS


class PaperEntry(models.Model):
    """What one clerk read from a paper sheet (纸质评分录入); two that agree make the score."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="entries", verbose_name="评分表")
    clerk = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="录入人")
    marks = models.JSONField("各项得分")
    entered_at = models.DateTimeField("录入时间")

    privacy: ClassVar = {"marks": NOT_PERSONAL}

    class Meta:
        verbose_name = "纸质评分录入"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("sheet", "clerk"), name="one_entry_per_clerk"),)

    def __str__(self) -> str:
        return f"{self.clerk}录入"


class Result(ScopedModel):
    """What a round came to at one time (考评结果): the inputs beside the outcome, so that it can be reckoned again."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="results", verbose_name="考评")
    number = models.PositiveSmallIntegerField("第几次汇总")
    inputs = models.JSONField("计算依据")
    digest = models.CharField("内容摘要", max_length=64)
    made_at = models.DateTimeField("汇总时间")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="汇总人")
    is_official = models.BooleanField("正式结果", default=False)

    unscoped = models.Manager()
    objects = models.Manager.from_queryset(OutcomeQuerySet)()  # type: ignore[assignment]  # narrower rows

    privacy: ClassVar = {"inputs": RETAINED, "digest": NOT_PERSONAL}

    class Meta:
        verbose_name = "考评结果"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="results_are_numbered"),
            models.UniqueConstraint(
                fields=("round",), condition=models.Q(is_official=True), name="one_official_result"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round}第{self.number}次汇总"

    def get_absolute_url(self) -> str:
        return reverse("assessments:ranking", args=[self.round_id])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Of rounds one's subtree organizes; an official one also for whom it ranks, who then sees their own rows."""
        inside = organizations_within(actor)
        scored = Subject.objects.ungated("part of a scope").filter(organization_id__in=inside)
        return models.Q(organization_id__in=inside) | models.Q(
            is_official=True, round_id__in=scored.values("round_id")
        )


class ResultRow(ScopedModel):
    """One subject's place in a result (考评名次); ``organization`` is the subject's."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="rows", verbose_name="考评结果")
    round = models.ForeignKey(Round, models.CASCADE, related_name="rows", verbose_name="考评")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="rows", verbose_name="考评对象")
    group = models.CharField("组别", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("序号")
    sheets = models.PositiveSmallIntegerField("评分份数")
    official = models.DecimalField("得分", max_digits=11, decimal_places=4, null=True)
    mean = models.DecimalField("平均分", max_digits=11, decimal_places=4, null=True)
    normalised = models.DecimalField("校正分", max_digits=11, decimal_places=4, null=True)
    spread = models.DecimalField("最高最低相差", max_digits=11, decimal_places=4, null=True)
    first_review = models.DecimalField("复评前得分", max_digits=11, decimal_places=4, null=True)
    self_total = models.DecimalField("自评分", max_digits=9, decimal_places=2, null=True)
    first_total = models.DecimalField("初评分", max_digits=9, decimal_places=2, null=True)
    rank = models.PositiveSmallIntegerField("名次", null=True)
    group_rank = models.PositiveSmallIntegerField("组内名次", null=True)
    tied = models.PositiveSmallIntegerField("同分个数", default=0)
    alert = models.BooleanField("评委分歧大", default=False)

    unscoped = models.Manager()
    objects = models.Manager.from_queryset(RowQuerySet)()  # type: ignore[assignment]  # narrower rows

    privacy: ClassVar = {"group": NOT_PERSONAL}

    class Meta:
        verbose_name = "考评名次"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("result", "subject"), name="one_place_per_subject"),
            models.CheckConstraint(
                condition=models.Q(official=None, rank=None) | models.Q(official__isnull=False, rank__gte=1),
                name="what_is_missing_has_no_rank",
            ),
        )
        indexes = (models.Index(fields=("result", "position"), name="result_order"),)

    def __str__(self) -> str:
        return f"{self.subject}：{self.official}"

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Of rounds one's subtree organizes; of an official result, also one's own subtree's."""
        inside = organizations_within(actor)
        return models.Q(round__organization_id__in=inside) | models.Q(
            organization_id__in=inside, result__is_official=True
        )


class NameFinding(models.Model):
    """A subject's name found in what its judges read (材料中出现的名称): it gives away who must not be known."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="findings", verbose_name="考评对象")
    file_name = models.CharField("材料", max_length=200)
    word = models.CharField("名称", max_length=120)
    in_name = models.BooleanField("在文件名里", default=False)
    found_at = models.DateTimeField("检查时间")

    privacy: ClassVar = {
        "file_name": Personal("辨认材料；文件名可能含姓名", "一般", KEPT),
        "word": Personal("提示匿名评分的材料里出现的名称", "一般", KEPT),
    }

    class Meta:
        verbose_name = "材料中出现的名称"
        ordering = ("subject", "pk")

    def __str__(self) -> str:
        where = "文件名里" if self.in_name else "内容里"
        return f"材料“{self.file_name}”的{where}出现“{self.word}”。"
