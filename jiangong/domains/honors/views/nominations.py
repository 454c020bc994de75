"""Screens of nominations."""

from dataclasses import replace
from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.honors.actions import lists, nominations
from jiangong.domains.honors.choices import EDITABLE, ProgrammeState, StageKind
from jiangong.domains.honors.models import OWN_STEPS, Nomination
from jiangong.domains.honors.queries.doors import doors_of
from jiangong.domains.honors.queries.materials import unit_notice_gap
from jiangong.domains.honors.queries.programmes import runs
from jiangong.domains.honors.rules import nominations as rules
from jiangong.domains.honors.rules.conflicts import recusal_refusal
from jiangong.domains.honors.tables import NOMINATION_TONES, NominationTable, show_traits
from jiangong.domains.honors.views.steps import CRUMBS, SECTION
from jiangong.domains.honors.workflow import nomination_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Column
from jiangong.kit.pages import Action, ActionPage, DetailPage, Link, ListPage, Panel
from jiangong.kit.printing.lists import LIST_PRINTS

OWN_CRUMBS = (*CRUMBS, Link("推荐对象", reverse_lazy("honors:nomination_list")))
RELATED = (
    "programme__organization",
    "programme__title",
    "organization",
    "person__organization",
    "unit",
    "enterprise",
)
LATER = "，推荐以后也可以补"
ARRANGING = ("enlist", "reserve", "drop")


class NominationList(ListPage):
    """Candidates within reach."""

    permission = "honors.view"
    export_permission = "honors.export"
    further_exports = LIST_PRINTS
    model = Nomination
    table = NominationTable
    title = "推荐对象"
    section = SECTION
    crumbs = CRUMBS

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("honors.nominate"):
            return ()
        found = [Action("推荐", reverse("honors:nomination_create"), "user-plus", primary=True)]
        if self.actor.can("importing.use"):
            address = reverse("importing:start", args=["honors.nomination"])
            found.append(Action("批量导入", address, "upload"))
        return tuple(found)


class NominationPage:
    """A page on one nomination."""

    permission = "honors.view"
    model = Nomination
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)


class NominationDetail(NominationPage, DetailPage):
    """One candidate: deeds, evidence, how the unit proposed them, what departments say."""

    workflow = nomination_workflow
    state_tones = NOMINATION_TONES
    url_prefix = "nomination_"
    taken_elsewhere = frozenset({"award"})

    @property
    def crumbs(self) -> tuple[Link, ...]:
        programme = self.get_object().programme
        return (*CRUMBS, Link(programme.name, programme.get_absolute_url()))

    @property
    def sections(self) -> tuple[tuple[str, tuple[str | Column, ...]], ...]:
        one = self.get_object()
        facts: list[str | Column] = [
            Column("programme", "选树项目", ("programme__name",)),
            Column("organization", "推荐单位", ("organization__name",)),
            "workplace",
            "position",
            *(("category",) if one.category else ()),
            "rank",
            Column("traits", "结构", show=show_traits),
        ]
        if one.reason:
            facts.append("reason")
        return (("推荐对象", tuple(facts)), ("民主程序和单位公示", OWN_STEPS))

    def meta(self) -> tuple[str, ...]:
        one = self.get_object()
        separate = "单列名额" if one.is_separate else ""
        return tuple(filter(None, (one.programme.name, str(one.organization), one.position, separate)))

    def actions(self) -> tuple[Action, ...]:
        one = self.get_object()
        runs_it = runs(one.programme, self.actor)
        gathering = one.programme.state == ProgrammeState.OPEN
        offered = [
            each
            for each in super().actions()
            if (runs_it or each.name not in (*ARRANGING, "send_back"))
            and not (gathering and each.name in ARRANGING)
        ]
        arranged = any(each.name in ARRANGING for each in offered)
        tied = recusal_refusal(one.programme, [one], self.actor) if arranged else ""
        found = [
            replace(
                each,
                primary=each.name in {"submit", "enlist"},
                danger=each.name in {"drop", "withdraw"},
                blocked=each.blocked or (tied if each.name in ARRANGING else ""),
            )
            for each in offered
        ]
        if not rules.editing_refusal(one, self.actor):
            found.append(Action("修改", reverse("honors:nomination_edit", args=[one.pk]), "pencil"))
        elif not rules.supplementing_refusal(one, self.actor):
            found.append(Action("补充程序", reverse("honors:nomination_supplement", args=[one.pk]), "pencil"))
        return (*found, *self._register(one))

    def _register(self, one: Nomination) -> tuple[Action, ...]:
        """The way to what the candidate was given through the years, where the reader may follow it."""
        kind, found = ("person", one.person) if one.person is not None else ("unit", one.unit)
        if found is None or not type(found).objects.visible_to(self.actor).filter(pk=found.pk).exists():
            return ()
        return (Action("历年荣誉", reverse(f"honors:{kind}", args=[found.pk]), "history"),)

    def _form_of(self, one: Nomination) -> str:
        """Where this reader corrects what is lacking: all of it before handing in, the unit's own steps after."""
        if not rules.editing_refusal(one, self.actor):
            return reverse("honors:nomination_edit", args=[one.pk])
        if not rules.supplementing_refusal(one, self.actor):
            return reverse("honors:nomination_supplement", args=[one.pk])
        return ""

    def panels(self) -> list[Panel]:
        one = self.get_object()
        gaps, edit = rules.gaps_of(one), self._form_of(one)
        asked = any(stage.kind == StageKind.UNIT_NOTICE for stage in one.programme.pipeline())
        if asked and (gap := unit_notice_gap(one, one.programme.unit_notice_days)):
            gaps.append(rules.Gap(f"{gap}{LATER if edit else ''}", is_late=True))
        length = len("".join(one.deeds.split()))
        evidence = doors_of(one.evidence.all(), self.actor)
        found = [
            Panel("主要事迹", "honors/_deeds.html", {"one": one, "length": length}),
            Panel(
                "系统佐证",
                "honors/_evidence.html",
                {"rows": evidence},
                count=len(evidence),
            ),
            attachment_panel(one, self.actor, required=one.programme.required_files),
            Panel(
                "材料检查",
                "honors/_gaps.html",
                {"gaps": gaps, "edit": edit, "whole": one.state in EDITABLE},
                side=True,
            ),
        ]
        if runs(one.programme, self.actor):
            letters = list(one.consultations.prefetch_related("vetoes"))
            told = [
                (each, next((v for v in each.vetoes.all() if v.nomination_id == one.pk), None))
                for each in letters
            ]
            if told:
                found.append(Panel("部门意见", "honors/_said.html", {"rows": told}, side=True))
        return found


class NominationSubmit(NominationPage, ActionPage):
    """Hand it in."""

    done = "已推荐。"

    def run(self, instance: Nomination, note: str) -> None:
        nominations.submit_nomination(instance, actor=self.actor)


class NominationSendBack(NominationPage, ActionPage):
    """Let the unit correct it."""

    done = "已退回。"

    def run(self, instance: Nomination, note: str) -> None:
        nominations.send_back_nomination(instance, note, actor=self.actor)


class NominationWithdraw(NominationPage, ActionPage):
    """The unit no longer proposes them."""

    done = "已撤回。"

    def run(self, instance: Nomination, note: str) -> None:
        nominations.withdraw_nomination(instance, note, actor=self.actor)


class NominationArrange(NominationPage, ActionPage):
    """Onto the list, into the reserve, off the list; each makes a version."""

    permission = "honors.review"
    step = ""
    done = "名单已调整，记入新一稿。"

    def run(self, instance: Nomination, note: str) -> None:
        lists.arrange_list(instance.programme, {instance.pk: self.step}, note, actor=self.actor)
