"""What was given, as it stands on paper, and what is done for those who hold it."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.choices import ServiceKind
from jiangong.domains.honors.models.nominations import KEPT, Nomination
from jiangong.domains.honors.models.notices import make_token
from jiangong.domains.titles.models import Award
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel


class Certificate(ScopedModel, VersionedModel):
    """A certificate (荣誉证书): its own words, never changed; whether it holds is the title's to say."""

    nomination = models.OneToOneField(
        Nomination, models.PROTECT, related_name="certificate", verbose_name="推荐对象"
    )
    award = models.OneToOneField(Award, models.PROTECT, related_name="certificate", verbose_name="荣誉称号")
    number = models.CharField("证书编号", max_length=40, unique=True)
    token = models.CharField("核验地址", max_length=24, unique=True, default=make_token, editable=False)
    bearer = models.CharField("授予", max_length=160)
    workplace = models.CharField("单位", max_length=120, blank=True)
    title = models.CharField("称号", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    issuer = models.CharField("颁发单位", max_length=80)
    basis = models.CharField("决定文号", max_length=60, blank=True)
    issued_on = models.DateField("颁发日期")
    served = models.PositiveIntegerField("服务次数", default=0, editable=False)

    privacy: ClassVar = {
        "number": NOT_PERSONAL,
        "token": NOT_PERSONAL,
        "bearer": Personal("证书和核验", "一般", KEPT),
        "workplace": NOT_PERSONAL,
        "title": NOT_PERSONAL,
        "issuer": NOT_PERSONAL,
        "basis": NOT_PERSONAL,
        "issued_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "荣誉证书"
        ordering = ("-issued_on", "number")

    def __str__(self) -> str:
        return f"{self.title}　{self.bearer}"

    def get_absolute_url(self) -> str:
        return reverse("honors:certificate_detail", args=[self.pk])

    def get_public_url(self) -> str:
        return reverse("honors:verify", args=[self.token])

    @property
    def is_valid(self) -> bool:
        return self.award.is_held


class Service(VersionedModel):
    """Something done for somebody honoured (服务记录)."""

    certificate = models.ForeignKey(
        Certificate, models.CASCADE, related_name="services", verbose_name="荣誉证书"
    )
    kind = models.CharField("服务", max_length=14, choices=ServiceKind)
    served_on = models.DateField("日期", default=timezone.localdate)
    note = models.CharField("内容", max_length=200, blank=True)

    privacy: ClassVar = {
        "served_on": Personal("服务先进人物", "一般", KEPT),
        "note": Personal("服务先进人物", "一般", KEPT),
    }

    class Meta:
        verbose_name = "服务记录"
        ordering = ("-served_on", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}　{self.served_on}"
