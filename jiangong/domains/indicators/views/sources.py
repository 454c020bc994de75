"""Where figures come from: every indicator with every unit, and the way to another source."""

import hashlib
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from jiangong.domains.indicators import rules
from jiangong.domains.indicators.actions.facts import choose_source
from jiangong.domains.indicators.forms import SourceForm
from jiangong.domains.indicators.models import Indicator, SourceRule
from jiangong.domains.indicators.queries.sourcing import (
    Standing,
    plain_indicators,
    standings,
    unions_of,
)
from jiangong.domains.indicators.queries.supposing import effect_of
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.running import Outcome, earlier_outcome
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Link
from jiangong.lib.digits import whole_number

SECTION = "indicators"
CATALOGUE = Link("指标", reverse_lazy("indicators:list"))
SOURCES = Link("数据来源", reverse_lazy("indicators:sources"))


class SourceBoard(Page):
    """Units × indicators: all of one unit, or one of all units."""

    permission = "indicators.view"
    title = "数据来源"
    section = SECTION
    template_name = "indicators/sources.html"
    crumbs = (CATALOGUE, Link("数据来源"))

    @cached_property
    def indicators(self) -> list[Indicator]:
        return plain_indicators(self.actor)

    @cached_property
    def indicator(self) -> Indicator | None:
        return _asked(self.request.GET.get("indicator", ""), self.indicators)

    @cached_property
    def units(self) -> list[Organization]:
        return unions_of(self.actor, self.indicator)

    @cached_property
    def unit(self) -> Organization | None:
        """One of these, or any other within reach; the own one as long as nothing is asked."""
        if found := _unit_asked(self.request.GET.get("unit", ""), self.units, self.actor):
            return found
        return None if self.indicator else next(iter(self.units), None)

    @cached_property
    def standings(self) -> list[Standing]:
        indicators = [self.indicator] if self.indicator else self.indicators
        return standings(indicators, [self.unit] if self.unit else self.units, timezone.localdate())

    def context(self) -> dict[str, Any]:
        choosable = {one.pk for one in self.indicators if not rules.choosing_refusal(one, self.actor)}
        return {
            "indicators": self.indicators,
            "units": self.units,
            "indicator": self.indicator,
            "unit": self.unit,
            "standings": self.standings,
            "choosable": choosable,
            "own": sum(one.is_own for one in self.standings),
        }


def _asked(text: str, offered: Iterable[Any]) -> Any:
    """The row whose key was asked for, of those that are offered."""
    return next((one for one in offered if str(one.pk) == text), None)


def _unit_asked(text: str, offered: Iterable[Organization], actor: Actor) -> Organization | None:
    """One of these, or any other within reach."""
    if found := _asked(text, offered):
        return found
    return Organization.objects.visible_to(actor).filter(pk=whole_number(text)).first()


class SourceChoose(FormPage):
    """Another source for one unit: first what it would change, then the decision."""

    permission = "indicators.edit"
    model = Indicator
    section = SECTION
    title = "指定数据来源"
    template_name = "ui/action_page.html"
    form_class = SourceForm
    rule = staticmethod(rules.choosing_refusal)
    done = "已指定，各处的数已按新的来源重新汇总。"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (CATALOGUE, Link(self.get_object().name, self.get_object().get_absolute_url()))

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": self.get_object()}

    def initial(self) -> dict[str, Any]:
        """This month; the unit whose line was clicked."""
        found: dict[str, Any] = {"starts_on": f"{timezone.localdate():%Y-%m}-01"}
        units = unions_of(self.actor, self.get_object())
        if unit := _unit_asked(self.request.GET.get("unit", ""), units, self.actor):
            found["unit"] = unit.name
        return found

    def context(self) -> dict[str, Any]:
        said = "先看影响，确认后才生效。" if not self.request.POST else ""
        return {
            **super().context(),
            "intro": f"{self.get_object().name}平常按“{self.get_object().get_source_mode_display()}”计数。{said}",
        }

    @property
    def submit_label(self) -> str:
        return "看影响"

    def carry_out(self, form: Any, key: str) -> Outcome | None:
        """Only what was shown is decided: whoever changes the form sees the effect anew, but not of a repetition."""
        if form.is_valid() and form.cleaned_data["agreed"] != signed(effect_of(form.rule())):
            return earlier_outcome(self.actor, key, self.contents())
        return super().carry_out(form, key)

    def shown_again(self, form: Any, status: int) -> HttpResponseBase:
        if form.errors:
            return super().shown_again(form, status)
        effect = effect_of(form.rule())
        form.data = form.data.copy()
        form.data["agreed"] = signed(effect)
        return self.render(form=form, consequences=effect, submit_label="确认指定")

    def perform(self, form: Any) -> SourceRule:
        return choose_source(form.rule(), actor=self.actor)

    def location(self, result: SourceRule) -> str:
        return f"{reverse('indicators:sources')}?indicator={result.indicator_id}"


def signed(effect: list[str]) -> str:
    """What somebody read before agreeing to it."""
    return hashlib.sha256("\n".join(effect).encode()).hexdigest()[:32]
