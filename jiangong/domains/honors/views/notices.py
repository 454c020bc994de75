"""Screens of public notices and of the objections they bring."""

from typing import Any

from django.db import transaction
from django.urls import reverse, reverse_lazy

from jiangong.domains.honors.actions import notices
from jiangong.domains.honors.forms.steps import NoticeForm, RecallForm
from jiangong.domains.honors.models import Objection, Programme
from jiangong.domains.honors.rules import notices as rules
from jiangong.domains.honors.rules.programmes import publishing_refusal
from jiangong.domains.honors.tables import OBJECTION_TONES, ObjectionTable
from jiangong.domains.honors.views.steps import CRUMBS, SECTION, ProgrammeStep
from jiangong.domains.honors.workflow import objection_workflow
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.listing import Column
from jiangong.kit.pages import Action, ActionPage, DetailPage, Head, Link, ListPage, Page

OWN_CRUMBS = (*CRUMBS, Link("公示异议", reverse_lazy("honors:objection_list")))


class ProgrammePublish(ProgrammeStep):
    """Put the list before the public."""

    permission = "honors.publish"
    rule = staticmethod(publishing_refusal)
    title = "发布公示"
    form_class = NoticeForm
    submit_label = "发布"
    done = "公示已排定，到时自动公开，期满自动撤下。"

    def consequences(self) -> tuple[str, ...]:
        days = self.get_object().notice_days
        return (
            f"公示{days}个工作日，按放假和调休计算，期满自动撤下。",
            "任何人凭链接可以看到名称、单位、岗位、类别和事迹摘要；身份证号、手机号一律不显示，搜索引擎不收录。",
        )

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Any:
        return notices.publish_notice(instance, cleaned["opens_at"], cleaned["contact"], actor=self.actor)


class NoticeRecall(ProgrammeStep):
    """Take a notice down before its time."""

    permission = "honors.publish"
    title = "撤下公示"
    form_class = RecallForm
    submit_label = "撤下"
    done = "公示已撤下。"

    def notice(self) -> Any:
        return self.own(self.get_object().notices.select_related("programme__organization"))

    def refusal(self) -> str:
        return rules.recalling_refusal(self.notice(), self.actor)

    def consequences(self) -> tuple[str, ...]:
        return ("公开页面立即停用，这次公示不算数，要重新发布。",)

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Any:
        return notices.recall_notice(self.notice(), cleaned["reason"], actor=self.actor)


class ObjectionList(ListPage):
    """What the public said."""

    permission = "honors.examine"
    export_permission = "honors.export"
    model = Objection
    table = ObjectionTable
    title = "公示异议"
    section = SECTION
    crumbs = CRUMBS


class ObjectionPage:
    """A page on one objection."""

    permission = "honors.examine"
    model = Objection
    section = SECTION
    crumbs = OWN_CRUMBS

    def get_queryset(self) -> Any:
        related = ("notice__programme__organization", "notice__programme__title", "nomination")
        return super().get_queryset().select_related(*related)


class ObjectionDetail(ObjectionPage, DetailPage):
    """One objection: what is said, about whom, what came of it."""

    workflow = objection_workflow
    state_tones = OBJECTION_TONES
    url_prefix = "objection_"

    @property
    def sections(self) -> tuple[tuple[str, tuple[str | Column, ...]], ...]:
        one = self.get_object()
        facts = (
            Column("programme", "选树项目", ("notice__programme__name",)),
            Column("nomination", "涉及对象", ("nomination__bearer",), show=lambda name: name or "整个名单"),
            Column("received_at", "收到时间", kind="moment"),
            "text",
        )
        closed = (("核实", ("closed_on", "finding")),) if one.closed_on else ()
        return (("异议", facts), *closed)

    def meta(self) -> tuple[str, ...]:
        return (self.get_object().notice.programme.name,)

    def actions(self) -> tuple[Action, ...]:
        one = self.get_object()
        found = list(super().actions())
        if one.nomination is not None:
            found.append(Action("推荐材料", one.nomination.get_absolute_url(), "file-text"))
        if one.contact_sealed:
            address = reverse("honors:objection_contact", args=[one.pk])
            found.append(Action("查看联系方式", address, "eye"))
        return tuple(found)


class ObjectionContact(ObjectionPage, Page):
    """How to reach who objected: opened on purpose, and written down."""

    template_name = "honors/contact.html"

    def head(self) -> Head:
        return Head("异议人的联系方式", crumbs=OWN_CRUMBS)

    def context(self) -> dict[str, Any]:
        one = self.get_object()
        if why := rules.tied_refusal(one, self.actor):
            raise NotAllowed(why)
        with transaction.atomic():
            record(self.actor, "honors.objection.read_contact", one)
        return {"contact": one.read_contact(), "objection": one}


class ObjectionSettle(ObjectionPage, ActionPage):
    """Say what came of looking into it."""

    step = ""
    done = "已办结。"

    def run(self, instance: Objection, note: str) -> None:
        notices.settle_objection(instance, self.step, note, actor=self.actor)
