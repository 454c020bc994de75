"""Screens that set a programme up: its facts, stages, places and rules."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from jiangong.domains.honors.actions import programmes as actions
from jiangong.domains.honors.forms.programmes import RULE_FORMS, ProgrammeForm, QuotasForm, StagesForm
from jiangong.domains.honors.models import Programme
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.views.steps import CRUMBS, SECTION, ProgrammePage, ProgrammeStep
from jiangong.kit.commands.errors import Conflict
from jiangong.kit.pages import Action, ActionPage, CreatePage, EditPage, Head


class ProgrammeCreate(CreatePage):
    """Set a programme up."""

    permission = "honors.organize"
    model = Programme
    form_class = ProgrammeForm
    title = "建立选树项目"
    section = SECTION
    crumbs = CRUMBS
    submit_label = "建立"
    done = "已建立，请接着设置环节和名额。"
    intro = "没有依据的项目可以先建立，但不能开始推荐。"
    groups = (
        ("项目", ("name", "year", "kind", "title", "places", "categories", "note"), False),
        (
            "依据",
            ("basis_number", "basis_authority", "basis_entry", "valid_from", "valid_until"),
            False,
        ),
        ("推荐", ("nominate_from", "nominate_until", "deeds_min", "deeds_max", "required_files"), False),
        (
            "公示和证书",
            ("unit_notice_days", "notice_days", "notice_source", "issuer", "number_prefix"),
            False,
        ),
    )

    def perform(self, form: ProgrammeForm) -> Programme:
        return actions.create_programme(form.instance, actor=self.actor)


class ProgrammeEdit(ProgrammePage, EditPage):
    """Correct what is said about a programme, its basis above all."""

    permission = "honors.organize"
    form_class = ProgrammeForm
    title = "修改选树项目"
    kept_when_shut = True
    rule = staticmethod(rules.editing_refusal)
    groups = ProgrammeCreate.groups

    def perform(self, form: ProgrammeForm) -> Programme:
        return actions.revise_programme(
            form.instance, form.changed_data, self.posted_version(), actor=self.actor
        )


class SettingUp(ProgrammeStep):
    """A part of a programme written as lines."""

    permission = "honors.organize"
    template_name = "ui/form_page.html"


class ProgrammePlan(SettingUp):
    """The stages, in order."""

    title = "设置环节"
    form_class = StagesForm
    done = "环节已设置。"
    rule = staticmethod(rules.planning_refusal)

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Programme:
        return actions.plan_stages(instance, cleaned["lines"], actor=self.actor)


class ProgrammeAllot(SettingUp):
    """The places of units and categories."""

    title = "分配名额"
    form_class = QuotasForm
    done = "名额已分配。"
    rule = staticmethod(rules.editing_refusal)

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Programme:
        return actions.allot_quotas(instance, cleaned["lines"], actor=self.actor)


class RuleAdd(ProgrammeStep):
    """One more rule of structure or condition."""

    permission = "honors.organize"
    template_name = "ui/form_page.html"
    done = "规则已保存。"
    kind = "structure"
    rule = staticmethod(rules.editing_refusal)

    def row(self) -> Any:
        return RULE_FORMS[self.kind][1]()

    def head(self) -> Head:
        return Head(f"设置{RULE_FORMS[self.kind][1]._meta.verbose_name}", crumbs=self.crumbs)

    def make_form(self, **submitted: Any) -> Any:
        form_class: Any = RULE_FORMS[self.kind][0]
        return form_class(actor=self.actor, programme=self.get_object(), instance=self.row(), **submitted)

    def perform(self, form: Any) -> Any:
        return actions.set_rule(self.get_object(), form.instance, actor=self.actor)


class RuleEdit(RuleAdd):
    """Correct a rule, or say until when it holds."""

    def row(self) -> Any:
        _, model = RULE_FORMS[self.kind]
        return self.own(model._base_manager.filter(programme=self.get_object()))

    def head(self) -> Head:
        address = reverse(f"honors:{self.kind}_remove", args=[self.get_object().pk, self.row().pk])
        told = ("规则从项目里去掉，不能恢复；只是不再适用的，请改填结束日期。",)
        remove = Action("删除", address, "trash", method="post", danger=True, consequences=told)
        return replace(super().head(), actions=(remove,))

    def shown_version(self) -> str:
        return str(self.row().version)

    def perform(self, form: Any) -> Any:
        return actions.set_rule(self.get_object(), form.instance, self.posted_version(), actor=self.actor)


class RuleRemove(ProgrammePage, ActionPage):
    """A rule entered by mistake."""

    permission = "honors.organize"
    done = "规则已删除。"
    kind = "structure"

    def run(self, instance: Programme, note: str) -> None:
        _, model = RULE_FORMS[self.kind]
        rule = model._base_manager.filter(programme=instance, pk=self.kwargs["row"]).first()
        if rule is None:
            raise Conflict("这条规则已经删除。")
        actions.remove_rule(instance, rule, actor=self.actor)
