"""Screens of the catalogue of indicators."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone

from jiangong.domains.indicators import rules
from jiangong.domains.indicators.actions import catalogue as actions
from jiangong.domains.indicators.forms import IndicatorForm
from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.catalogue import usages_of
from jiangong.domains.indicators.queries.panels import panels_of
from jiangong.domains.indicators.queries.sourcing import standings, unions_of
from jiangong.domains.indicators.tables import IndicatorTable
from jiangong.kit.listing import Column
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage
from jiangong.kit.pages.heads import Action, Badge, Link, Panel
from jiangong.kit.pages.lists import ListPage

SECTION = "indicators"
CATALOGUE = Link("指标", reverse_lazy("indicators:list"))


def measure_label(key: str) -> str:
    """The name of the ledger, not its key."""
    measure = find_measure(key)
    return measure.label if measure else ""


class IndicatorList(ListPage):
    """The catalogue."""

    permission = "indicators.view"
    model = Indicator
    title = "指标"
    section = SECTION
    table = IndicatorTable
    export_permission = "indicators.export"

    def actions(self) -> tuple[Action, ...]:
        sources = Action("数据来源", reverse("indicators:sources"), "arrows-split")
        if not self.actor.can("indicators.edit"):
            return (sources,)
        return (sources, Action("定义指标", reverse("indicators:create"), "plus", primary=True))


class IndicatorDetail(DetailPage):
    """One definition and who counts by it."""

    permission = "indicators.view"
    model = Indicator
    section = SECTION
    sections = (
        (
            "定义",
            (
                "code",
                "definition",
                "unit",
                "kind",
                Column("numerator", "分子指标", ("numerator__name",)),
                Column("denominator", "分母指标", ("denominator__name",)),
                "direction",
                Column("decimals", "小数位数", show=lambda places: f"{places}位"),
                "source_mode",
                Column("measure", "取数台账", ("measure",), show=measure_label),
                Column("organization", "定义单位", ("organization__name",)),
                "retired_on",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "numerator", "denominator")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (CATALOGUE, Link(self.get_object().code))

    def badge(self) -> Badge:
        return Badge("停用", "mute", "minus") if self.get_object().is_retired else Badge("使用中", "ok")

    def actions(self) -> tuple[Action, ...]:
        """Edit, then retire or restore; nothing for who only reads."""
        indicator = self.get_object()
        if rules.defining_refusal(indicator, self.actor):
            return ()
        edit = Action("修改", reverse("indicators:edit", args=[indicator.pk]), "pencil")
        if indicator.is_retired:
            url = reverse("indicators:restore", args=[indicator.pk])
            return (edit, Action("恢复使用", url, "refresh", method="post", primary=True))
        url, said = (
            reverse("indicators:retire", args=[indicator.pk]),
            "以后的计划不再列出它，已经使用的计划不受影响。",
        )
        return (edit, Action("停用", url, "ban", method="post", consequences=(said,)))

    def panels(self) -> list[Panel]:
        indicator = self.get_object()
        used = usages_of(indicator, self.actor)
        panel = Panel("使用情况", "indicators/_usages.html", {"usages": used}, count=len(used))
        return [*panels_of(indicator, self.actor), self.sources(), panel]

    def sources(self) -> Panel:
        """Which units count by another mode than the rest."""
        indicator = self.get_object()
        own = [
            one
            for one in standings([indicator], unions_of(self.actor, indicator), timezone.localdate())
            if one.is_own or one.coming
        ]
        url = f"{reverse('indicators:sources')}?indicator={indicator.pk}"
        context = {"standings": own, "indicator": indicator}
        return Panel(
            "数据来源",
            "indicators/_sources.html",
            context,
            count=len(own) or None,
            actions=(Action("各单位", url, "arrows-split"),),
        )


class IndicatorCreate(CreatePage):
    """Define one."""

    permission = "indicators.edit"
    model = Indicator
    title = "定义指标"
    section = SECTION
    crumbs = (CATALOGUE,)
    form_class = IndicatorForm

    def perform(self, form: Any) -> Indicator:
        return actions.define_indicator(form.instance, actor=self.actor)

    def message(self, result: Indicator) -> str:
        return f"已定义，编号{result.code}。"


class IndicatorEdit(EditPage):
    """Change a definition."""

    permission = "indicators.edit"
    model = Indicator
    title = "修改指标"
    section = SECTION
    form_class = IndicatorForm
    rule = staticmethod(rules.defining_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (CATALOGUE, Link(self.get_object().code, self.get_object().get_absolute_url()))

    def perform(self, form: Any) -> Indicator:
        return actions.revise_indicator(
            form.instance, form.changed_data, self.posted_version(), actor=self.actor
        )


class IndicatorRetire(ActionPage):
    """Take it out of use."""

    permission = "indicators.edit"
    model = Indicator
    done = "已停用。"

    def run(self, instance: Indicator, note: str) -> None:
        actions.retire_indicator(instance, actor=self.actor)


class IndicatorRestore(ActionPage):
    """Back into use."""

    permission = "indicators.edit"
    model = Indicator
    done = "已恢复使用。"

    def run(self, instance: Indicator, note: str) -> None:
        actions.restore_indicator(instance, actor=self.actor)
