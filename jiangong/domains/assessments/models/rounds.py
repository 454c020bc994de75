"""A round of scoring: whom it judges, who judges, and how."""

from decimal import Decimal
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.choices import (
    STAGE_STATE,
    STARTED,
    Aggregation,
    JudgeRole,
    RoundState,
    Stage,
    TieRule,
)
from jiangong.domains.assessments.models.rubrics import Rubric, RubricItem
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, ScopedQuerySet, organizations_within
from jiangong.kit.attachments.slots import OFFICE, PICTURES, Slot
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.amounts import shown
from jiangong.lib.scoring import Method, Tie

KEPT = "考评结束后5年"
GROUP_RULE = "group:"


class Round(ScopedModel, VersionedModel):
    """Units or works scored by one rubric for one span (考评); ``organization`` organizes it."""

    title = models.CharField("名称", max_length=120)
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="rounds", verbose_name="评分标准")
    year = models.PositiveSmallIntegerField("年度")
    starts_on = models.DateField("数据从")
    ends_on = models.DateField("数据到")
    share_key = models.CharField("任务来源", max_length=60, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=16, choices=RoundState, default=RoundState.PREPARING, editable=False
    )
    self_until = models.DateField("自评截止", null=True, blank=True, help_text="不自评的留空。")
    first_until = models.DateField("初评截止", null=True, blank=True, help_text="不初评的留空。")
    final_until = models.DateField("终评截止")
    aggregation = models.CharField(
        "得分算法", max_length=12, choices=Aggregation, default=Aggregation.TRIMMED
    )
    dropped = models.PositiveSmallIntegerField(
        "各去掉几个最高、最低分", default=1, validators=[MaxValueValidator(3, "最多各去掉3个。")]
    )
    least = models.PositiveSmallIntegerField(
        "至少几份评分才有得分", default=3, validators=[MinValueValidator(1, "至少1份。")]
    )
    each = models.PositiveSmallIntegerField(
        "每个对象几名评委",
        default=5,
        validators=[MinValueValidator(1, "至少1名。"), MaxValueValidator(50, "最多50名。")],
    )
    cap = models.PositiveSmallIntegerField("每名评委最多评几个", null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(
        "得分小数位数", default=2, validators=[MaxValueValidator(4, "最多4位。")]
    )
    alert = models.DecimalField(
        "分歧超过几分提示",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0), "不能是负数。")],
    )
    ties = models.JSONField("同分时的先后", default=list, blank=True)
    is_blind = models.BooleanField("匿名评分", default=False, help_text="评委只看到编号，看不到单位名称。")
    months = models.PositiveSmallIntegerField(
        "回避多少个月内的原单位", default=36, validators=[MaxValueValidator(240, "最多240个月。")]
    )
    seed = models.CharField("分派种子", max_length=60, blank=True, editable=False)
    void_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "share_key": NOT_PERSONAL,
        "self_until": NOT_PERSONAL,
        "first_until": NOT_PERSONAL,
        "final_until": NOT_PERSONAL,
        "ties": NOT_PERSONAL,
        "seed": NOT_PERSONAL,
        "void_reason": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "考评"
        ordering = ("-year", "-pk")
        indexes = (models.Index(fields=("organization", "state"), name="round_state"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="round_span_in_order",
                violation_error_message="数据截止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=~models.Q(aggregation=Aggregation.TRIMMED)
                | models.Q(least__gt=2 * models.F("dropped")),
                name="a_trimmed_mean_has_something_left",
                violation_error_message="去掉最高最低后没有剩下的评分，请增加“至少几份评分”或少去掉几个。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:round_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's; once under way, also those that score one's subtree."""
        inside = organizations_within(actor)
        scored = Subject.objects.ungated("part of a scope").filter(organization_id__in=inside)
        return models.Q(organization_id__in=inside) | models.Q(
            state__in=STARTED, pk__in=scored.values("round_id")
        )

    def written(self, score: Decimal | None) -> str:
        """A score as it is read everywhere: with all the places this round reckons to, more where a sheet has more."""
        return shown(score, self.decimals)

    @property
    def stages(self) -> list[Stage]:
        """The stages this round has, in order."""
        days = {Stage.SELF: self.self_until, Stage.FIRST: self.first_until, Stage.FINAL: self.final_until}
        return [stage for stage in Stage if days[stage]]

    @property
    def stage(self) -> Stage | None:
        """The stage that is open now."""
        return next((stage for stage in Stage if STAGE_STATE[stage] == self.state), None)

    @property
    def method(self) -> Method:
        """How it reckons; group rules for equals name their items, so the rubric's items are read."""
        items = RubricItem.objects.filter(group__rubric=self.rubric_id)
        groups: dict[int, set[int]] = {}
        for item, group in items.values_list("pk", "group_id"):
            groups.setdefault(group, set()).add(item)
        return Method(
            name=self.aggregation,
            dropped=self.dropped,
            least=self.least,
            decimals=self.decimals,
            full=self.rubric.points,
            ties=tuple(_tie(one, groups) for one in self.ties),
            alert=self.alert,
        )


def _tie(rule: str, groups: dict[int, set[int]]) -> Tie:
    if rule.startswith(GROUP_RULE):
        return Tie("items", frozenset(groups.get(int(rule.removeprefix(GROUP_RULE)), ())))
    return Tie(TieRule(rule).value)


class SubjectQuerySet(ScopedQuerySet):
    """Subjects; a judge without further rights reaches those given to them, wherever their account stands."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        if actor.can("assessments.view"):
            return rows
        return rows.filter(sheets__judge__user=actor.user_id).distinct()


class Subject(ScopedModel):
    """What is scored (考评对象): a unit, or a work with its unit and its authors."""

    attachment_slots: ClassVar = (
        Slot(
            "evidence",
            "佐证材料",
            OFFICE | PICTURES,
            max_files=30,
            note="总结、文件、台账、照片；匿名评分时材料里不要出现单位和人员名称。",
        ),
    )

    round = models.ForeignKey(Round, models.CASCADE, related_name="subjects", verbose_name="考评")
    title = models.CharField("作品（项目）名称", max_length=120, blank=True)
    group = models.CharField("组别", max_length=40, blank=True)
    code = models.CharField("编号", max_length=12, editable=False)
    position = models.PositiveSmallIntegerField("序号")
    authors = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name="作者")

    unscoped = models.Manager()
    objects = models.Manager.from_queryset(SubjectQuerySet)()  # type: ignore[assignment]  # narrower rows

    privacy: ClassVar = {"title": NOT_PERSONAL, "group": NOT_PERSONAL, "code": NOT_PERSONAL}

    class Meta:
        verbose_name = "考评对象"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "organization", "title"), name="one_subject_per_unit_and_title"
            ),
            models.UniqueConstraint(fields=("round", "code"), name="one_subject_per_code"),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.organization}）" if self.title else str(self.organization)

    def get_absolute_url(self) -> str:
        return reverse("assessments:subject_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Of rounds one's subtree organizes; once under way, also one's own subtree's."""
        inside = organizations_within(actor)
        return models.Q(round__organization_id__in=inside) | models.Q(
            organization_id__in=inside, round__state__in=STARTED
        )

    @property
    def blind_name(self) -> str:
        """What a judge who may not know sees."""
        return f"{self.code}号"

    def name_for_judges(self) -> str:
        return self.blind_name if self.round.is_blind else str(self)


class Judge(models.Model):
    """Somebody on the panel of a round (评委); resolved to a person, so that ties can be found."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="judges", verbose_name="考评")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    person = models.ForeignKey(Person, models.PROTECT, related_name="judgeships", verbose_name="人员")
    role = models.CharField("角色", max_length=8, choices=JudgeRole, default=JudgeRole.MEMBER)
    weight = models.DecimalField(
        "权重",
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.01"), "权重应大于零。")],
    )

    class Meta:
        verbose_name = "评委"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("round", "user"), name="one_seat_per_account"),
            models.UniqueConstraint(fields=("round", "person"), name="one_seat_per_judging_person"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="a_judge_weighs_something"),
        )

    def __str__(self) -> str:
        return self.person.name


class Reckoning(models.Model):
    """What data came to for one item of one subject (数据得分), with what it was reckoned from."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="reckonings", verbose_name="考评对象")
    item = models.ForeignKey(RubricItem, models.PROTECT, related_name="+", verbose_name="细项")
    value = models.DecimalField("数据", max_digits=20, decimal_places=4, null=True)
    target = models.DecimalField("任务数", max_digits=20, decimal_places=4, null=True)
    rule = models.JSONField("计分公式")
    points = models.DecimalField("得分", max_digits=7, decimal_places=2, null=True)
    words = models.CharField("说明", max_length=300)
    reckoned_at = models.DateTimeField("计算时间")

    privacy: ClassVar = {"rule": NOT_PERSONAL, "words": NOT_PERSONAL}

    class Meta:
        verbose_name = "数据得分"
        constraints = (models.UniqueConstraint(fields=("subject", "item"), name="one_reckoning_per_item"),)

    def __str__(self) -> str:
        return self.words


RETAINED = Personal("评分依据；内容可能含姓名", "一般", KEPT)
