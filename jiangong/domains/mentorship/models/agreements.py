"""The agreement between a master and an apprentice, and the numbers of a unit's year."""

import hashlib
import json
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.mentorship.choices import (
    GOAL_CHOICES,
    GRADES,
    RUNNING_STATES,
    STANDING_STATES,
    AgreementState,
    Channel,
    Party,
    grades_below,
)
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.choices import SkillGrade
from jiangong.domains.people.models import Person
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import OFFICE, Slot
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.filetypes import PICTURES, FileType

SCAN = "scan"
KEPT = "协议终结后5年"


def _above(higher: str, lower: str) -> models.Q:
    """One grade column higher than another, as a condition the database can hold."""
    steps = (models.Q(**{higher: grade, f"{lower}__in": grades_below(grade)}) for grade in GRADES[1:])
    return reduce(or_, steps)


def _signed(party: Party) -> models.CheckConstraint:
    """A day and a way of signing come together."""
    unsigned = models.Q(**{f"{party}_signed_on": None, f"{party}_channel": ""})
    signed = models.Q(**{f"{party}_signed_on__isnull": False, f"{party}_channel__in": Channel.values})
    return models.CheckConstraint(condition=unsigned | signed, name=f"agreement_{party}_signature_whole")


class Agreement(ScopedModel, VersionedModel):
    """An agreement (师带徒协议) by which a master teaches an apprentice; ``organization`` is the unit responsible."""

    number = models.CharField("协议编号", max_length=30, blank=True, editable=False)
    number_year = models.PositiveSmallIntegerField("编号年份", null=True, editable=False)
    number_serial = models.PositiveIntegerField("编号序号", null=True, editable=False)
    paper_number = models.CharField(
        "原协议编号", max_length=60, blank=True, help_text="本单位纸质协议上已有的编号，没有的不填。"
    )
    master = models.ForeignKey(
        Person, models.PROTECT, related_name="agreements_as_master", verbose_name="师傅"
    )
    apprentice = models.ForeignKey(
        Person, models.PROTECT, related_name="agreements_as_apprentice", verbose_name="徒弟"
    )
    occupation = models.CharField("工种（职业）", max_length=60)
    master_grade = models.CharField("师傅技能等级", max_length=20, choices=SkillGrade)
    from_grade = models.CharField("徒弟现有等级", max_length=20, choices=SkillGrade, default=SkillGrade.NONE)
    to_grade = models.CharField("培养目标等级", max_length=20, choices=GOAL_CHOICES)
    skills = models.TextField(
        "传授技能", max_length=1000, help_text="每行一项，例如：数控车床编程；薄壁零件装夹。"
    )
    terms = models.TextField("其他约定", max_length=1000, blank=True)
    starts_on = models.DateField("期限开始")
    ends_on = models.DateField("期限结束")
    master_signed_on = models.DateField("师傅签字日期", null=True, editable=False)
    master_channel = models.CharField(
        "师傅签字方式", max_length=10, choices=Channel, blank=True, editable=False
    )
    apprentice_signed_on = models.DateField("徒弟签字日期", null=True, editable=False)
    apprentice_channel = models.CharField(
        "徒弟签字方式", max_length=10, choices=Channel, blank=True, editable=False
    )
    effective_on = models.DateField("生效日期", null=True, editable=False)
    lapses_on = models.DateField("失效日期", null=True, editable=False)
    extended_times = models.PositiveSmallIntegerField("延期次数", default=0, editable=False)
    midterm_due_on = models.DateField("应中期检查日期", null=True, editable=False)
    midterm_on = models.DateField("中期检查日期", null=True, editable=False)
    completed_on = models.DateField("出师考核日期", null=True, editable=False)
    grade_reached = models.CharField(
        "达到等级", max_length=20, choices=SkillGrade, blank=True, editable=False
    )
    closing_reason = models.CharField("终止（作废）原因", max_length=500, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=12, choices=AgreementState, default=AgreementState.DRAFT, editable=False
    )
    clerk = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="经办人"
    )

    privacy: ClassVar = {
        "number": NOT_PERSONAL,
        "paper_number": NOT_PERSONAL,
        "occupation": Personal("确定培养内容", "一般", KEPT),
        "skills": NOT_PERSONAL,
        "terms": Personal("履行协议；约定可能含姓名", "一般", KEPT),
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "master_signed_on": NOT_PERSONAL,
        "apprentice_signed_on": NOT_PERSONAL,
        "effective_on": NOT_PERSONAL,
        "lapses_on": NOT_PERSONAL,
        "midterm_due_on": NOT_PERSONAL,
        "midterm_on": NOT_PERSONAL,
        "completed_on": NOT_PERSONAL,
        "closing_reason": Personal("说明终止、作废的情况", "一般", KEPT),
    }
    attachment_slots: ClassVar = (
        Slot(
            SCAN,
            "签字协议扫描件",
            frozenset({FileType.PDF}) | PICTURES,
            max_files=10,
            note="纸质签字的须上传，手机拍照也可以。",
        ),
        Slot("plan", "培养计划", OFFICE | PICTURES, note="培养计划、课程安排。"),
        Slot("result", "检查考核材料", OFFICE | PICTURES, note="中期检查、出师考核的记录和成绩。"),
    )

    class Meta:
        verbose_name = "师带徒协议"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "number_year", "number_serial"), name="one_agreement_per_number"
            ),
            models.CheckConstraint(
                condition=~models.Q(master=models.F("apprentice")),
                name="agreement_between_two_people",
                violation_error_message="师傅和徒弟不能是同一个人。",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="agreement_has_a_term",
                violation_error_message="期限结束应晚于期限开始。",
            ),
            models.CheckConstraint(
                condition=_above("master_grade", "from_grade"),
                name="agreement_master_is_above",
                violation_error_message="师傅的技能等级应高于徒弟。",
            ),
            models.CheckConstraint(
                condition=_above("to_grade", "from_grade"),
                name="agreement_goal_is_above",
                violation_error_message="培养目标应高于徒弟现有等级。",
            ),
            *(_signed(party) for party in Party),
            models.CheckConstraint(
                condition=~models.Q(state__in=STANDING_STATES)
                | (
                    models.Q(master_signed_on__isnull=False, apprentice_signed_on__isnull=False)
                    & models.Q(
                        effective_on__isnull=False, lapses_on__isnull=False, number_serial__isnull=False
                    )
                ),
                name="standing_agreement_is_signed_by_both",
            ),
            models.CheckConstraint(
                condition=models.Q(lapses_on=None) | models.Q(lapses_on__gt=models.F("effective_on")),
                name="agreement_lapses_after_it_began",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(AgreementState.PASSED, AgreementState.FAILED))
                | models.Q(completed_on__isnull=False),
                name="assessed_agreement_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(AgreementState.TERMINATED, AgreementState.VOID))
                | ~models.Q(closing_reason=""),
                name="closed_agreement_says_why",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "state"), name="agreement_state"),
            models.Index(fields=("master", "state"), name="agreement_master"),
            models.Index(fields=("apprentice", "state"), name="agreement_apprentice"),
            models.Index(fields=("state", "ends_on"), name="agreement_ends"),
            models.Index(fields=("effective_on",), name="agreement_effective"),
        )

    def __str__(self) -> str:
        return f"{self.master}带{self.apprentice}（{self.occupation}）"

    def get_absolute_url(self) -> str:
        return reverse("mentorship:detail", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING_STATES

    @property
    def last_day(self) -> date | None:
        """The last day it was, or will be, in force."""
        return self.lapses_on - timedelta(days=1) if self.lapses_on else None

    @property
    def unsigned(self) -> list[Party]:
        """Who has still to sign."""
        return [party for party in Party if getattr(self, f"{party}_signed_on") is None]

    def person(self, party: Party) -> Person:
        return self.master if party == Party.MASTER else self.apprentice

    @property
    def contents(self) -> str:
        """What the parties agree on, as a mark: who signs names the one they have read."""
        told = (
            self.master_id,
            self.apprentice_id,
            self.occupation,
            self.master_grade,
            self.from_grade,
            self.to_grade,
            self.skills,
            self.terms,
            self.starts_on.isoformat(),
            self.ends_on.isoformat(),
        )
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @property
    def goal(self) -> str:
        """From grade to grade."""
        return f"{self.get_from_grade_display()}→{self.get_to_grade_display()}"


class NumberCounter(models.Model):
    """The last number given to agreements of one unit in one year (协议编号计数)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="责任单位")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后序号", default=0)

    class Meta:
        verbose_name = "协议编号计数"
        constraints = (
            models.UniqueConstraint(fields=("organization", "year"), name="one_counter_per_unit_and_year"),
        )

    def __str__(self) -> str:
        return f"{self.year}：{self.last}"
