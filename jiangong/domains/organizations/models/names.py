"""Other spellings of organizations' names, and the names nobody has settled yet."""

from typing import ClassVar

from django.db import models

from jiangong.domains.organizations.choices import AliasSource
from jiangong.domains.organizations.models.tree import Organization
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel


class OrganizationAlias(ScopedModel):
    """Another spelling of an organization's name (别名), remembered once it is settled."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="aliases", verbose_name="组织"
    )
    text = models.CharField("写法", max_length=120)
    normalized = models.CharField("归一写法", max_length=120, unique=True, editable=False)
    source = models.CharField("来源", max_length=20, choices=AliasSource)
    explanation = models.CharField("认定理由", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    privacy: ClassVar = {
        "text": NOT_PERSONAL,
        "normalized": NOT_PERSONAL,
        "explanation": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "组织别名"
        ordering = ("text",)

    def __str__(self) -> str:
        return self.text


class NameQuestion(ScopedModel):
    """A name nobody has settled yet (待认名称): asked once, the answer becomes an alias."""

    text = models.CharField("写法", max_length=120)
    normalized = models.CharField("归一写法", max_length=120, unique=True, editable=False)
    context = models.CharField("出现在", max_length=200, blank=True)
    answer = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="对应组织"
    )
    dismissed = models.BooleanField("不是组织", default=False)
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    answered_at = models.DateTimeField("确认时间", null=True, editable=False)

    privacy: ClassVar = {
        "text": NOT_PERSONAL,
        "normalized": NOT_PERSONAL,
        "context": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "待认名称"
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
