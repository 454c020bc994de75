"""Forms of nominations: begin one, correct it, tell of the unit's own steps after handing in."""

from typing import Any

from jiangong.domains.honors.actions import nominations
from jiangong.domains.honors.forms.nominations import NominationForm, SupplementForm
from jiangong.domains.honors.models import Nomination
from jiangong.domains.honors.queries.materials import required_labels
from jiangong.domains.honors.queries.programmes import open_programmes
from jiangong.domains.honors.rules import nominations as rules
from jiangong.domains.honors.views.nominations import OWN_CRUMBS, NominationPage
from jiangong.domains.honors.views.steps import SECTION
from jiangong.kit.pages import CreatePage, EditPage, Link
from jiangong.lib.digits import whole_number


class NominationCreate(CreatePage):
    """Nominate somebody."""

    permission = "honors.nominate"
    model = Nomination
    form_class = NominationForm
    title = "推荐"
    section = SECTION
    crumbs = OWN_CRUMBS
    submit_label = "保存草稿"
    done = "已保存草稿，请补齐材料后推荐。"
    intro = "保存后系统自动列出已登记的荣誉、考评结果、竞赛和其他台账记录，不用重复填写。"
    groups = (
        (
            "推荐对象",
            (
                "programme",
                "organization",
                "candidate",
                "team",
                "position",
                "category",
                "is_separate",
                "rank",
                "traits",
            ),
            False,
        ),
        ("主要事迹", ("deeds",), False),
        ("民主程序", ("meeting", "met_on", "expected", "attended", "agreed"), False),
        ("单位公示", ("noticed_from", "noticed_until"), False),
    )

    def context(self) -> dict[str, Any]:
        """The files come after the draft: whoever begins hears at once which the programme asks for."""
        found = {**super().context(), "draft_key": self.request.path}
        wanted = self.initial().get("programme")
        programme = open_programmes(self.actor).filter(pk=wanted).first() if wanted else None
        if programme is not None and programme.required_files:
            labels = "、".join(required_labels(programme))
            found["intro"] = f"{self.intro}必备材料：{labels}，保存后在推荐页面上传。"
        return found

    def initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("programme", "")
        return {} if whole_number(wanted) is None else {"programme": wanted}

    def perform(self, form: NominationForm) -> Nomination:
        return nominations.nominate(form.instance, actor=self.actor)


class NominationEdit(NominationPage, EditPage):
    """Correct a draft or what came back."""

    permission = "honors.nominate"
    form_class = NominationForm
    title = "修改推荐"
    kept_when_shut = True
    groups = NominationCreate.groups
    crumbs = OWN_CRUMBS
    rule = staticmethod(rules.editing_refusal)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "draft_key": self.request.path}

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()

    def perform(self, form: NominationForm) -> Nomination:
        return nominations.revise_nomination(form.instance, self.posted_version(), actor=self.actor)


class NominationSupplement(NominationPage, EditPage):
    """Tell of the unit's meeting and notice after handing in."""

    permission = "honors.nominate"
    form_class = SupplementForm
    title = "补充民主程序和单位公示"
    submit_label = "保存"
    done = "已补充。"
    intro = "推荐以后还可以补记民主程序、单位公示和有关材料；推荐对象和事迹不再改动。"
    kept_when_shut = True
    groups = NominationCreate.groups[2:]
    rule = staticmethod(rules.supplementing_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        one = self.get_object()
        return (*OWN_CRUMBS, Link(one.bearer, one.get_absolute_url()))

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()

    def perform(self, form: SupplementForm) -> Nomination:
        return nominations.supplement_nomination(form.instance, self.posted_version(), actor=self.actor)
