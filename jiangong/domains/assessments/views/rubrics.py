"""Screens of rubrics and of how their items are applied."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from jiangong.domains.assessments.actions import rubrics as actions
from jiangong.domains.assessments.forms.guides import GuideForm
from jiangong.domains.assessments.forms.rubrics import RubricForm
from jiangong.domains.assessments.models import Rubric, RubricItem
from jiangong.domains.assessments.queries.printing import rubric_document
from jiangong.domains.assessments.queries.rubrics import rubric_differences
from jiangong.domains.assessments.rules import rubrics as rules
from jiangong.domains.assessments.tables import RubricTable
from jiangong.domains.assessments.views.links import RUBRICS, SECTION
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import EditPage, FormPage
from jiangong.kit.pages.heads import Action, Head, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.printing.printed import Kind
from jiangong.kit.ui.parts import Banner
from jiangong.lib.amounts import plain
from jiangong.lib.officialdoc.writing import OfficialDocument


class RubricList(ListPage):
    """Every scoring standard."""

    permission = "assessments.view"
    model = Rubric
    title = "评分标准"
    section = SECTION
    table = RubricTable

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("assessments.edit"):
            return ()
        return (Action("制定评分标准", reverse("assessments:create"), "plus", primary=True),)


class RubricDetail(DetailPage):
    """One sheet: groups, items, points, how each is applied, and whether they add up."""

    permission = "assessments.view"
    model = Rubric
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "previous")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (RUBRICS, Link(f"{self.get_object().year}年"))

    def meta(self) -> tuple[str, ...]:
        rubric = self.get_object()
        return (f"{rubric.year}年度", f"总分{plain(rubric.points)}分", str(rubric.organization))

    def actions(self) -> tuple[Action, ...]:
        rubric = self.get_object()
        found = []
        if self.actor.can("assessments.organize"):
            address = f"{reverse('assessments:round_create')}?rubric={rubric.pk}"
            found.append(Action("组织考评", address, "clipboard-check", primary=True))
        if not self.actor.can("assessments.edit"):
            return tuple(found)
        reason = rules.revising_refusal(rubric, self.actor)
        edit = reverse("assessments:edit", args=[rubric.pk])
        found.append(Action("修改", edit, "pencil", blocked=reason))
        if not rules.making_refusal(rubric, self.actor):
            renew = reverse("assessments:renew", args=[rubric.pk])
            told = ("评分项目、依据、档次照抄到新版，数据计分须重新启用。",)
            found.append(Action("另立新版", renew, "versions", method="post", consequences=told))
        if not rules.removing_refusal(rubric, self.actor):
            remove = reverse("assessments:remove", args=[rubric.pk])
            gone = ("评分项目一并删除。",)
            found.append(Action("删除", remove, "trash", method="post", danger=True, consequences=gone))
        return tuple(found)

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("assessments:print", args=[self.get_object().pk]), RubricPrint.kinds)

    def panels(self) -> list[Panel]:
        rubric = self.get_object()
        related = ("items__levels", "items__rule__indicator", "items__rule__adopted_by")
        groups = list(rubric.groups.prefetch_related(*related))
        count = sum(len(group.items.all()) for group in groups)
        may_guide = not rules.guiding_refusal(rubric, self.actor)
        shown = {"groups": groups, "rubric": rubric, "may_guide": may_guide}
        found = [Panel("评分表", "assessments/_sheet.html", shown, count=count)]
        if editions := self._editions():
            found.append(Panel("版次", "assessments/_editions.html", {"editions": editions}, side=True))
        rounds = [one for one in rubric.rounds.all() if one.organization_id == rubric.organization_id]
        if rounds:
            found.append(Panel("用于考评", "assessments/_rounds.html", {"rounds": rounds}, side=True))
        return found

    def _editions(self) -> list[Rubric]:
        """The one before and those after."""
        rubric = self.get_object()
        later = list(rubric.successors.order_by("-edition"))
        return [*later, *([rubric.previous] if rubric.previous else [])]

    def context(self) -> dict[str, Any]:
        found = list(rubric_differences(self.get_object()))
        return {**super().context(), "banners": [Banner(one, tone="warn") for one in found]}


class RubricCreate(FormPage):
    """A standard by hand."""

    permission = "assessments.edit"
    model = Rubric
    title = "制定评分标准"
    section = SECTION
    crumbs = (RUBRICS,)
    form_class = RubricForm
    template_name = "assessments/edit.html"
    done = "已保存。"

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor}

    def perform(self, form: RubricForm) -> Rubric:
        return actions.create_rubric(form.facts(), form.groups(), actor=self.actor)


class RubricEdit(EditPage):
    """The whole sheet in one form, with sums that follow what is typed."""

    permission = "assessments.edit"
    model = Rubric
    title = "修改评分标准"
    section = SECTION
    form_class = RubricForm
    template_name = "assessments/edit.html"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (RUBRICS, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def refusal(self) -> str:
        return rules.revising_refusal(self.get_object(), self.actor)

    def perform(self, form: RubricForm) -> Rubric:
        return actions.revise_rubric(
            self.get_object(), form.facts(), form.groups(), self.posted_version(), actor=self.actor
        )


class RubricRenew(ActionPage):
    """The next edition."""

    permission = "assessments.edit"
    model = Rubric
    done = "已另立新版，可以修改。"

    def run(self, instance: Rubric, note: str) -> Rubric:
        return actions.renew_rubric(instance, actor=self.actor)


class RubricRemove(ActionPage):
    """Take back what nothing rests on."""

    permission = "assessments.edit"
    model = Rubric
    done = "已删除。"

    def run(self, instance: Rubric, note: str) -> None:
        actions.remove_rubric(instance, actor=self.actor)

    def location(self, instance: Rubric) -> str:
        return instance.get_absolute_url() if instance.pk else reverse("assessments:list")


class RubricPrint(PrintPage):
    """The sheet as it is published."""

    permission = "assessments.view"
    model = Rubric
    kinds = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def describe(self, instance: Rubric) -> OfficialDocument:
        return rubric_document(instance)


def item_of(rubric: Rubric, key: int) -> RubricItem:
    """An item of this very rubric."""
    rows = RubricItem.objects.filter(group__rubric=rubric, pk=key) if key < 2**63 else []
    found = rows.select_related("group__rubric", "rule__indicator").first() if rows else None
    if found is None:
        raise Http404
    return found


class ItemGuide(EditPage):
    """Evidence, levels and the rule over data of one item."""

    permission = "assessments.edit"
    model = Rubric
    section = SECTION
    form_class = GuideForm
    template_name = "assessments/guide.html"
    done = "已保存。数据计分有改动的，请重新启用。"

    @property
    def item(self) -> RubricItem:
        return item_of(self.get_object(), self.kwargs["item"])

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (RUBRICS, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def head(self) -> Head:
        item = self.item
        points = (f"{plain(item.points)}分",) if item.points is not None else ()
        return Head(f"评分细则：{item.text}", self.crumbs, (item.group.name, *points))

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "instance": self.item}

    def refusal(self) -> str:
        return rules.guiding_refusal(self.get_object(), self.actor)

    def perform(self, form: GuideForm) -> Rubric:
        actions.guide_item(form.item, form.guide(), self.posted_version(), actor=self.actor)
        return self.get_object()


class RuleAdopt(ActionPage):
    """Put one's name to a data rule."""

    permission = "assessments.edit"
    model = Rubric
    done = "已启用数据计分。"

    def run(self, instance: Rubric, note: str) -> None:
        actions.adopt_rule(item_of(instance, self.kwargs["item"]), actor=self.actor)


class RuleDrop(ActionPage):
    """Score the item by hand again."""

    permission = "assessments.edit"
    model = Rubric
    done = "已停用，这一项改为人工评分。"

    def run(self, instance: Rubric, note: str) -> None:
        actions.drop_rule(item_of(instance, self.kwargs["item"]), actor=self.actor)
