"""A person once, whatever roles they play."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from jiangong.domains.people.choices import Gender, SkillGrade
from jiangong.kit.access.paths import PathField
from jiangong.kit.access.privacy import Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.rowids import make_row_id

ERASED_NAME = "已删除"
WHILE_MEMBER = "离开工会后3年"
STANDING = models.Q(merged_into=None)
FLAGS = ("gender", "is_migrant_worker", "is_union_official")  # filters with two or three values


def _standing_index(name: str, *fields: str, condition: models.Q = STANDING) -> models.Index:
    """An index over entries that stand; SQLite calls it covering only if it holds ``merged_into`` too."""
    return models.Index(fields=(*fields, "merged_into"), condition=condition, name=f"person_{name}")


class NameField(PathField):
    """A name compared byte by byte, so that its first characters are one indexed range."""


class Person(ScopedModel, VersionedModel):
    """A worker, an official or a member (人员), registered once with the organization they belong to."""

    id = models.BigIntegerField("编号", primary_key=True, default=make_row_id, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name="所属组织",
        db_index=False,  # person_organization serves, and a second one would mislead the planner
    )
    name = NameField("姓名", max_length=40)
    gender = models.CharField("性别", max_length=10, choices=Gender, blank=True)
    birth_on = models.DateField("出生日期", null=True, blank=True)
    occupation = models.CharField("工种（职业）", max_length=60, blank=True)
    skill_grade = models.CharField(
        "技能等级", max_length=20, choices=SkillGrade, default=SkillGrade.NONE, blank=True
    )
    title = models.CharField("职务", max_length=60, blank=True)
    is_migrant_worker = models.BooleanField("农民工", default=False)
    is_new_employment = models.BooleanField("新就业形态劳动者", default=False)
    is_union_official = models.BooleanField("工会干部", default=False)
    phone_sealed = models.CharField("手机号码（密文）", max_length=200, blank=True, editable=False)
    phone_index = models.CharField("手机号码索引", max_length=32, blank=True, editable=False)
    id_number_sealed = models.CharField("身份证号（密文）", max_length=200, blank=True, editable=False)
    id_number_index = models.CharField("身份证号索引", max_length=32, blank=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name="登录账号",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name="已并入",
        db_index=False,
    )
    erased_at = models.DateTimeField("信息删除时间", null=True, editable=False)

    privacy: ClassVar = {
        "name": Personal("识别服务对象", "一般", WHILE_MEMBER),
        "birth_on": Personal("核对身份、统计年龄", "一般", WHILE_MEMBER),
        "occupation": Personal("技能竞赛与统计", "一般", WHILE_MEMBER),
        "title": Personal("工会任职", "一般", WHILE_MEMBER),
        "phone_sealed": Personal("联系本人", "敏感", WHILE_MEMBER, mask="前3后4位"),
        "phone_index": Personal("按整号查找", "敏感", WHILE_MEMBER, mask="不显示"),
        "id_number_sealed": Personal("核对身份、防止重复登记", "敏感", WHILE_MEMBER, mask="前4后4位"),
        "id_number_index": Personal("按整号查找、防止重复登记", "敏感", WHILE_MEMBER, mask="不显示"),
    }

    class Meta:
        verbose_name = "人员"
        constraints = (
            models.UniqueConstraint(
                fields=("id_number_index",),
                condition=STANDING & ~models.Q(id_number_index=""),
                name="one_person_per_id_number",
            ),
        )
        # Each ends in what a list filters by, so that counting and paging never touch the wide rows. The orders
        # of the list walk one index whatever the filter; a grade may be rare, so it leads in indexes of its own.
        indexes = (
            _standing_index("standing", "id", "organization", *FLAGS),
            _standing_index("name", "name", "birth_on", "id", *FLAGS),
            _standing_index("organization", "organization", "name", "birth_on", "id", "skill_grade", *FLAGS),
            _standing_index("grade", "skill_grade", "id", "organization"),
            _standing_index("grade_name", "skill_grade", "name", "birth_on", "id", "organization"),
            _standing_index("phone", "phone_index", "id", condition=STANDING & ~models.Q(phone_index="")),
            models.Index(
                fields=("merged_into",),
                condition=models.Q(merged_into__isnull=False),
                name="person_merged",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:detail", args=[self.pk])

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


class DistinctPair(models.Model):
    """Two entries somebody has compared and found to be two people (非同一人); ``first`` has the lower id."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="人员", db_index=False)
    second = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="另一人")
    decided_at = models.DateTimeField("确认时间", auto_now_add=True)

    class Meta:
        verbose_name = "非同一人"
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="one_distinct_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="distinct_pair_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first}与{self.second}"
