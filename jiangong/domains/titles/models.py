"""The catalogue of titles, and who holds which."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.people.models import Person
from jiangong.domains.titles.choices import AwardState, Bearer, TitleFamily, TitleLevel
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel

FIRST_YEAR, LAST_YEAR = 1949, 2100
KEPT = "长期保存"
OF_PERSON = models.Q(person__isnull=False, unit=None, enterprise=None, team="", collective_key="")
OF_COLLECTIVE = models.Q(person=None) & (
    models.Q(unit__isnull=False, enterprise=None) | models.Q(unit=None, enterprise__isnull=False)
)


class Title(VersionedModel):
    """A title that may be given (称号): its level, its family, and whether people or collectives bear it."""

    name = models.CharField(
        "称号", max_length=60, unique=True, error_messages={"unique": "目录里已有这个称号，请直接使用。"}
    )
    level = models.CharField("级别", max_length=12, choices=TitleLevel)
    family = models.CharField("类别", max_length=12, choices=TitleFamily)
    bearer = models.CharField("授予", max_length=12, choices=Bearer, editable=False)
    position = models.PositiveSmallIntegerField("排序", default=100)
    note = models.CharField("说明", max_length=200, blank=True)
    retired_on = models.DateField("停用日期", null=True, editable=False)

    privacy: ClassVar = {"name": NOT_PERSONAL, "note": NOT_PERSONAL, "retired_on": NOT_PERSONAL}

    class Meta:
        verbose_name = "称号"
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(family=TitleFamily.COLLECTIVE, bearer=Bearer.COLLECTIVE)
                | (~models.Q(family=TitleFamily.COLLECTIVE) & models.Q(bearer=Bearer.PERSON)),
                name="title_bearer_follows_its_family",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("titles:title_detail", args=[self.pk])

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    @property
    def is_for_people(self) -> bool:
        return self.bearer == Bearer.PERSON


class Award(ScopedModel, VersionedModel):
    """A title held (荣誉称号) by a person, a unit or a team; ``organization`` is the union it counts for.

    Level and family are those of the title, kept here because figures look at this row alone.
    """

    title = models.ForeignKey(Title, models.PROTECT, related_name="awards", verbose_name="称号")
    level = models.CharField("级别", max_length=12, choices=TitleLevel, editable=False)
    family = models.CharField("类别", max_length=12, choices=TitleFamily, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="awards", verbose_name="获得人"
    )
    unit = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="awards", verbose_name="获得单位"
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, related_name="awards", verbose_name="获得企业"
    )
    team = models.CharField("班组（集体）", max_length=80, blank=True)
    collective_key = models.CharField("集体标识", max_length=120, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(
        "年度",
        validators=[
            MinValueValidator(FIRST_YEAR, f"年度不早于{FIRST_YEAR}年。"),
            MaxValueValidator(LAST_YEAR, f"年度不晚于{LAST_YEAR}年。"),
        ],
    )
    given_on = models.DateField("授予日期")
    basis = models.CharField("依据", max_length=120, blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="依据文件"
    )
    note = models.CharField("说明", max_length=300, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=AwardState, default=AwardState.HELD, editable=False
    )
    # One of a person's titles of a family stands for the person in a stock, so that nobody is counted twice.
    is_counted = models.BooleanField("计入在册", default=False, editable=False)
    revoked_on = models.DateField("撤销日期", null=True, editable=False)
    revoked_basis = models.CharField("撤销依据", max_length=120, blank=True, editable=False)
    revoked_document = models.ForeignKey(
        Document, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="撤销文件"
    )
    closing_reason = models.CharField("撤销（作废）理由", max_length=300, blank=True, editable=False)

    attachment_slots: ClassVar = (
        Slot("certificate", "证书", PICTURES | TEXTS, max_files=5, note="荣誉证书、奖牌照片或扫描件。"),
        Slot("document", "表彰文件", TEXTS | PICTURES, max_files=5, note="没有登记在“文件”里的表彰决定。"),
    )
    privacy: ClassVar = {
        "team": NOT_PERSONAL,
        "collective_key": NOT_PERSONAL,
        "given_on": Personal("荣誉管理和推荐", "一般", KEPT),
        "basis": NOT_PERSONAL,
        "note": Personal("荣誉管理；说明可能含姓名", "一般", KEPT),
        "revoked_on": Personal("荣誉管理", "一般", KEPT),
        "revoked_basis": NOT_PERSONAL,
        "closing_reason": Personal("说明撤销原因", "一般", KEPT),
    }

    class Meta:
        verbose_name = "荣誉称号"
        ordering = ("-given_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=OF_PERSON | OF_COLLECTIVE, name="award_has_one_bearer"),
            models.UniqueConstraint(
                fields=("person", "title", "year"),
                condition=models.Q(person__isnull=False) & ~models.Q(state=AwardState.VOID),
                name="one_award_per_person_title_and_year",
            ),
            models.UniqueConstraint(
                fields=("collective_key", "title", "year"),
                condition=~models.Q(collective_key="") & ~models.Q(state=AwardState.VOID),
                name="one_award_per_collective_title_and_year",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AwardState.REVOKED, revoked_on__gte=models.F("given_on"))
                | (~models.Q(state=AwardState.REVOKED) & models.Q(revoked_on=None)),
                name="a_revoked_award_says_when",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "family", "state"), name="award_organization"),
            models.Index(fields=("family", "given_on"), name="award_family"),
            models.Index(fields=("given_on",), name="award_given"),
        )

    def __str__(self) -> str:
        return f"{self.bearer_name}　{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("titles:detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """The unions it counted for, and the one where the person is now: a title follows its bearer."""
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(person__organization_id__in=inside)

    @property
    def bearer_name(self) -> str:
        if self.person is not None:
            return self.person.name
        place = self.enterprise.name if self.enterprise is not None else str(self.unit)
        return f"{place}{self.team}" if self.team else place

    @property
    def is_held(self) -> bool:
        return self.state == AwardState.HELD
