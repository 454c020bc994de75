"""Who is nominated, with which evidence, and every version of the list they stand on."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from jiangong.domains.honors.choices import Meeting, NominationState, Trait
from jiangong.domains.honors.models.programmes import Programme
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.people.models import Person
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel

KEPT = "评选档案长期保存"
# How the unit came to propose somebody: its meeting, its notice.
OWN_STEPS = ("meeting", "met_on", "expected", "attended", "agreed", "noticed_from", "noticed_until")
OF_PERSON = models.Q(person__isnull=False, unit=None, enterprise=None, team="")
OF_COLLECTIVE = models.Q(person=None) & (
    models.Q(unit__isnull=False, enterprise=None) | models.Q(unit=None, enterprise__isnull=False)
)


class Nomination(ScopedModel, VersionedModel):
    """A candidate of a programme (推荐对象); ``organization`` is the union that nominates."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="nominations", verbose_name="选树项目", db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="nominations", verbose_name="人选"
    )
    unit = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="nominated", verbose_name="单位"
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, related_name="nominations", verbose_name="企业"
    )
    team = models.CharField("班组（集体）", max_length=80, blank=True)
    bearer = models.CharField("名称", max_length=160, editable=False)
    bearer_key = models.CharField("对象标识", max_length=140, editable=False)
    workplace = models.CharField("所在单位", max_length=120, blank=True, editable=False)
    position = models.CharField("岗位职务", max_length=60, blank=True)
    category = models.CharField("类别", max_length=30, blank=True)
    is_separate = models.BooleanField("单列名额", default=False)
    traits = models.JSONField("结构", default=list, blank=True)
    rank = models.PositiveIntegerField("推荐顺序", default=1, help_text="本单位内的先后，1为第一推荐。")
    deeds = models.TextField("主要事迹", max_length=20_000, blank=True)
    meeting = models.CharField("民主程序", max_length=12, choices=Meeting, blank=True)
    met_on = models.DateField("会议日期", null=True, blank=True)
    expected = models.PositiveIntegerField("应到人数", null=True, blank=True)
    attended = models.PositiveIntegerField("实到人数", null=True, blank=True)
    agreed = models.PositiveIntegerField("赞成人数", null=True, blank=True)
    noticed_from = models.DateField("单位公示开始", null=True, blank=True)
    noticed_until = models.DateField("单位公示结束", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=NominationState, default=NominationState.DRAFT, editable=False
    )
    submitted_on = models.DateField("推荐日期", null=True, editable=False)
    reason = models.CharField("退回（未入选）理由", max_length=500, blank=True, editable=False)

    attachment_slots: ClassVar = (
        Slot("form", "推荐审批表", TEXTS | PICTURES, max_files=5, note="签字盖章的扫描件。"),
        Slot("meeting", "民主程序材料", TEXTS | PICTURES, max_files=5, note="会议决议、签到表。"),
        Slot("notice", "单位公示材料", TEXTS | PICTURES, max_files=5, note="公示文稿和公示现场照片。"),
        Slot("deeds", "事迹材料", TEXTS, max_files=5, note="事迹材料全文。"),
        Slot("proof", "佐证材料", TEXTS | PICTURES, max_files=20, note="获奖证书、成果证明。"),
    )
    privacy: ClassVar = {
        "team": NOT_PERSONAL,
        "bearer": Personal("辨认推荐对象", "一般", KEPT),
        "bearer_key": NOT_PERSONAL,
        "workplace": NOT_PERSONAL,
        "position": Personal("评选和公示", "一般", KEPT),
        "category": NOT_PERSONAL,
        "traits": Personal("核对名单结构", "一般", KEPT),
        "deeds": Personal("评选；事迹含姓名", "一般", KEPT),
        "met_on": NOT_PERSONAL,
        "noticed_from": NOT_PERSONAL,
        "noticed_until": NOT_PERSONAL,
        "submitted_on": NOT_PERSONAL,
        "reason": Personal("说明退回和落选的原因", "一般", KEPT),
    }

    class Meta:
        verbose_name = "推荐对象"
        ordering = ("organization__position", "rank", "pk")
        constraints = (
            models.CheckConstraint(condition=OF_PERSON | OF_COLLECTIVE, name="nomination_has_one_candidate"),
            models.UniqueConstraint(
                fields=("programme", "bearer_key"),
                condition=~models.Q(state=NominationState.WITHDRAWN),
                name="one_nomination_per_candidate",
            ),
            models.CheckConstraint(
                condition=models.Q(attended=None)
                | models.Q(agreed=None)
                | models.Q(agreed__lte=models.F("attended")),
                name="no_more_agree_than_attend",
                violation_error_message="赞成人数不能多于实到人数，请核对。",
            ),
        )
        indexes = (
            models.Index(fields=("programme", "state"), name="nomination_programme"),
            models.Index(fields=("organization", "state"), name="nomination_organization"),
        )

    def __str__(self) -> str:
        return self.bearer

    def get_absolute_url(self) -> str:
        return reverse("honors:nomination_detail", args=[self.pk])

    @property
    def trait_labels(self) -> list[str]:
        """The candidate's traits in their fixed order."""
        known = set(self.traits)
        return [str(label) for value, label in Trait.choices if value in known]

    @property
    def marks(self) -> frozenset[str]:
        """What rules of structure look at: traits, and the category as a base."""
        return frozenset((*self.traits, *([f"category:{self.category}"] if self.category else [])))


class Evidence(models.Model):
    """A fact the system knew about a candidate when it was drawn (佐证); flagged if it fell later."""

    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="evidence", verbose_name="推荐对象"
    )
    source = models.CharField("来源", max_length=30)
    reference = models.CharField("出处", max_length=60, db_index=True)
    text = models.CharField("内容", max_length=200)
    on = models.DateField("日期", null=True)
    flagged_on = models.DateField("失效日期", null=True)
    flag = models.CharField("失效原因", max_length=100, blank=True)

    privacy: ClassVar = {
        "source": NOT_PERSONAL,
        "reference": NOT_PERSONAL,
        "text": Personal("评选依据", "一般", KEPT),
        "on": NOT_PERSONAL,
        "flagged_on": NOT_PERSONAL,
        "flag": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "佐证"
        ordering = ("-on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("nomination", "reference"), name="one_evidence_per_fact"),
        )

    def __str__(self) -> str:
        return self.text


class Edition(models.Model):
    """The list as it stood (名单版本): keys and standing only, who changed it and why."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="editions", verbose_name="选树项目", db_index=False
    )
    number = models.PositiveIntegerField("版次")
    entries = models.JSONField("名单")
    reason = models.CharField("变动原因", max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    privacy: ClassVar = {
        "entries": NOT_PERSONAL,
        "reason": Personal("说明名单变动；可能含姓名", "一般", KEPT),
        "at": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "名单版本"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("programme", "number"), name="one_list_per_number"),)

    def __str__(self) -> str:
        return f"第{self.number}稿"

    @property
    def standing(self) -> dict[int, str]:
        """Key of a nomination → where it stood."""
        return {int(key): state for key, state in self.entries.items()}


class Waiver(models.Model):
    """Somebody answers by name for going on in spite of a finding (说明放行)."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="waivers", verbose_name="选树项目", db_index=False
    )
    key = models.CharField("事项标识", max_length=120)
    sentence = models.CharField("事项", max_length=300)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="放行人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    privacy: ClassVar = {
        "key": NOT_PERSONAL,
        "sentence": Personal("说明放行的事项；可能含姓名", "一般", KEPT),
        "reason": Personal("说明放行的理由；可能含姓名", "一般", KEPT),
        "at": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "说明放行"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=("programme", "key"), name="one_waiver_per_finding"),)

    def __str__(self) -> str:
        return self.sentence


def bearer_name(nomination: Any) -> str:
    """What a candidate is called on lists, notices and certificates."""
    if nomination.person is not None:
        return nomination.person.name
    place = nomination.enterprise.name if nomination.enterprise is not None else str(nomination.unit.name)
    return f"{place}{nomination.team}"
